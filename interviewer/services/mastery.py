"""What is known of every key point that was asked for and still stands in a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interviewer.domain.mastery import PointMastery, grader_of, held
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.outcomes import PointOutcome
from interviewer.domain.ports import NoteStore, OutcomeStore, Scheduler
from interviewer.domain.reviews import Days, Memory, PointKey, Review, reviews_by_point, up_to


@dataclass(frozen=True, slots=True)
class Known:
    """A section that was asked about, with those of its points that were."""

    section: Section
    points: tuple[PointMastery, ...]

    def due(self, day: date) -> tuple[PointMastery, ...]:
        """Those that wait for a review, the least sure to be remembered first."""
        waiting = (each for each in self.points if each.memory.due <= day)
        return tuple(sorted(waiting, key=lambda each: (each.recall, each.key)))


@dataclass(frozen=True, slots=True)
class _PointLog:
    reviews: tuple[Review, ...]
    memory: Memory
    graders: tuple[str, ...]
    unsure: bool


class Mastery:
    """Everything follows from the log. What was made of a section's part of it is kept until that part changes."""

    def __init__(self, notes: NoteStore, outcomes: OutcomeStore, scheduler: Scheduler) -> None:
        self._notes = notes
        self._outcomes = outcomes
        self._scheduler = scheduler
        self._kept: dict[tuple[str, str], tuple[str, Mapping[str, _PointLog]]] = {}

    def known(self, days: Days) -> list[Known]:
        """Sections in the order of their path. Points that are gone, and those of notes that are gone or switched off,
        are not among them; they come back with their note."""
        logs = self._logs(days)
        found = []
        for section in self._sections(logs):
            log = logs[section.id]
            points = tuple(
                self._point(section, point, log[point.id], days.today)
                for point in section.key_points
                if point.id in log
            )
            if points:
                found.append(Known(section, points))
        return found

    def without_twins(self, sections: Sequence[Section], known: Sequence[Known]) -> list[Section]:
        """The sections, and those that are known; of notes that are translations of each other, the whole of the
        practised one and nothing of the others."""
        twins = self._notes.twins()
        files = {each.section.source.file for each in known}
        practised = {twins[file] for file in files if file in twins}
        rest = [
            each for each in sections if each.source.file in files or twins.get(each.source.file, "") not in practised
        ]
        whole = [each for file in files if file in twins for each in self._notes.all_sections(file)]
        return [*rest, *(each.section for each in known), *(each for each in whole if each.key_points)]

    def _point(self, section: Section, point: KeyPoint, log: _PointLog, today: date) -> PointMastery:
        memory = log.memory if log.memory.last <= today else self._scheduler.replay(up_to(log.reviews, today))
        recall = self._scheduler.recall(memory, today)
        return PointMastery(
            key=PointKey(section.id, point.id),
            text=point.text,
            path=section.path,
            memory=memory,
            recall=recall,
            held=held(memory, recall),
            graders=log.graders,
            unsure=log.unsure,
        )

    def _logs(self, days: Days) -> dict[str, Mapping[str, _PointLog]]:
        """Section id -> point id -> what its outcomes come to."""
        stamps = self._outcomes.stamps()
        changed = [id for id, stamp in stamps.items() if self._kept.get((days.zone, id), ("", {}))[0] != stamp]
        if changed:
            fresh = _by_section(self._outcomes.outcomes(section_ids=changed))
            for id in changed:
                self._kept[days.zone, id] = (stamps[id], self._point_logs(fresh.get(id, ()), days))
        return {id: self._kept[days.zone, id][1] for id in stamps}

    def _sections(self, ids: Iterable[str]) -> list[Section]:
        off = self._notes.disabled()
        stored = self._notes.sections_by_id(sorted(ids)).values()
        return sorted((each for each in stored if each.source.file not in off), key=lambda each: (each.path, each.id))

    def _point_logs(self, outcomes: Sequence[PointOutcome], days: Days) -> dict[str, _PointLog]:
        """Of one section, oldest first."""
        graders: dict[str, set[str]] = defaultdict(set)
        unsure: dict[str, bool] = {}
        for outcome in outcomes:
            graders[outcome.point_id].add(grader_of(outcome))
            unsure[outcome.point_id] = outcome.unsure
        return {
            key.point_id: _PointLog(
                reviews, self._scheduler.replay(reviews), tuple(sorted(graders[key.point_id])), unsure[key.point_id]
            )
            for key, reviews in reviews_by_point(outcomes, days).items()
        }


def _by_section(outcomes: Iterable[PointOutcome]) -> dict[str, list[PointOutcome]]:
    found: dict[str, list[PointOutcome]] = defaultdict(list)
    for outcome in outcomes:
        found[outcome.section_id].append(outcome)
    return found
