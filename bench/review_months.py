"""Months of practice day by day, with the product's own choice of what is due, on a simulated learner."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.learner import Person, Trace, traces
from interviewer.domain.notes import KeyPoint, Section, SectionStatus, SourceLines
from interviewer.domain.outcomes import AT_QUESTION, PointOutcome
from interviewer.domain.ports import Scheduler
from interviewer.services.mastery import Mastery
from interviewer.services.reviewing import Reviewing

POINTS_A_SECTION = 5
_START = datetime(2026, 1, 5, 20, tzinfo=UTC)


@dataclass
class Log:
    """The learner's answers, as the store would give them."""

    by_section: dict[str, list[PointOutcome]] = field(default_factory=dict)

    def add(self, outcome: PointOutcome) -> None:
        self.by_section.setdefault(outcome.section_id, []).append(outcome)

    def outcomes(self, *, since: datetime | None = None, section_ids: Sequence[str] = ()) -> list[PointOutcome]:  # noqa: ARG002
        return [each for id in section_ids or self.by_section for each in self.by_section[id]]

    def stamps(self) -> dict[str, str]:
        return {id: str(len(found)) for id, found in self.by_section.items()}

    def times(self) -> list[datetime]:
        return []

    def graders(self) -> list[tuple[str, int]]:
        return []

    def answer_seconds(self, most: int = 60) -> list[float]:  # noqa: ARG002
        return []


class Notes:
    """Just what is asked of a NoteStore here."""

    def __init__(self, sections: int) -> None:
        self.kept = {f"s{at}": _section(at) for at in range(sections)}

    def disabled(self) -> set[str]:
        return set()

    def sections_by_id(self, ids: Sequence[str]) -> dict[str, Section]:
        return {id: self.kept[id] for id in ids}


@dataclass
class Clock:
    time: datetime = _START

    def now(self) -> datetime:
        return self.time


class Learner:
    """Practises `a_day` questions: what is due, and sections that were never asked; those have half of the questions
    kept for them while there are any, and all that are left over. With `every_point` a section is asked for the sake of
    any single point that is due; with `reviews_first` nothing is kept for new ones."""

    def __init__(
        self,
        person: Person,
        scheduler: Scheduler | None,
        *,
        sections: int,
        a_day: int,
        seed: int,
        every_point: bool = False,
        reviews_first: bool = False,
    ) -> None:
        self.chance = random.Random(seed)
        self.notes, self.log, self.clock = Notes(sections), Log(), Clock()
        points = [point.id for section in self.notes.kept.values() for point in section.key_points]
        self.traces = dict(zip(points, traces(person, len(points), self.chance), strict=True))
        self.a_day, self.day, self.every_point, self.reviews_first = a_day, 0, every_point, reviews_first
        self.reviewing = None
        if scheduler is not None:
            mastery = Mastery(self.notes, self.log, scheduler)  # type: ignore[arg-type]  # as much of it as is used
            self.reviewing = Reviewing(mastery, self.log, self.clock)

    def live(self) -> dict[str, Any]:
        """One day; what was due on it, and what was asked."""
        due = self.reviewing.today(UTC) if self.reviewing else None
        kept = 0 if self.reviews_first else self.a_day // 2
        room = self.a_day - min(len(self.notes.kept) - len(self.log.by_section), kept)
        found = [*due.due, *(due.waiting if self.every_point else ())] if due else []
        chosen = [each.section_id for each in found[:room]] if due else self._at_random(room)
        new = [id for id in self.notes.kept if id not in self.log.by_section][: self.a_day - len(chosen)]
        seen = {
            "day": self.day + 1,
            "due_points": due.all_points if due else 0,
            "due_sections": len(due.due) if due else 0,
            "reviewed": chosen,
            "new": new,
            "waiting_points": due.waiting_points if due else 0,
        }
        seen["said"] = round(self._ask([*chosen, *new]), 2)
        self.day += 1
        self.clock.time += timedelta(days=1)
        return seen

    def known(self) -> float:
        """The mean chance of recalling a point today, over all points there are; nothing for those never asked for."""
        return sum(self._known(trace) for trace in self.traces.values()) / len(self.traces)

    def _known(self, trace: Trace) -> float:
        return trace.chance(self.day) if trace.last is not None else 0.0

    def _at_random(self, room: int) -> list[str]:
        """Any that were asked before, for a learner without a schedule."""
        asked = sorted(self.log.by_section)
        return self.chance.sample(asked, min(len(asked), room))

    def _ask(self, sections: Sequence[str]) -> float:
        said = []
        for id in sections:
            for number, point in enumerate(self.notes.kept[id].key_points):
                kind = self.traces[point.id].ask(self.day, self.chance)
                said.append({"covered": 1.0, "partial": 0.5}.get(kind.value, 0.0))
                self.log.add(_outcome(id, self.day, number, point, kind.value, self.clock.time))
        return sum(said) / len(said) if said else 0.0


def _outcome(section: str, day: int, number: int, point: KeyPoint, kind: str, at: datetime) -> PointOutcome:
    from interviewer.domain.verdicts import VerdictKind

    return PointOutcome(
        session_id=f"d{day}",
        turn_id=f"d{day}{section}",
        position=0,
        follow_up=AT_QUESTION,
        number=number,
        section_id=section,
        path=section,
        point_id=point.id,
        point_text=point.text,
        at=at,
        kind=VerdictKind(kind),
        grader="embedded",
        model="",
        probability=0.8,
        unsure=False,
        hinted=False,
        recovered=False,
        corrected=False,
    )


def _section(at: int) -> Section:
    lines = SourceLines("n.md", at + 1, at + 1)
    points = tuple(KeyPoint(f"s{at}p{each}", f"s{at}p{each}", lines) for each in range(POINTS_A_SECTION))
    return Section(f"s{at}", ("T", f"s{at}"), lines, "", SectionStatus.TEXT, "zh", "", key_points=points)
