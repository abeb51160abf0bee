"""What the page on progress shows: how far each topic is known, how it went week by week, and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from interviewer.domain.mastery import Cell, GroupMastery, by_week, first_answers, grader_of, group, topic_of
from interviewer.domain.notes import Section
from interviewer.domain.ports import Clock, OutcomeStore
from interviewer.domain.reviews import Days, streak
from interviewer.services.mastery import Known, Mastery
from interviewer.services.reviewing import MINUTES, Reviewing, Today

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Overview:
    """`graders` are (name, points judged), most first; where one was `chosen`, weeks are of its verdicts alone. `trend`
    has a line for each grader, `heat` a row for each topic. `topics` come with the newest practised first."""

    days: Days
    answers: int
    points: int
    streak: int
    days_practised: int
    graders: tuple[tuple[str, int], ...]
    chosen: str
    trend: tuple[Cell, ...]
    heat: tuple[Cell, ...]
    topics: tuple[GroupMastery, ...]
    known: tuple[Known, ...]
    today: Today

    def sections(self, topic: str) -> list[tuple[GroupMastery, Known]]:
        """Those of a topic that were asked about."""
        inside = [each for each in self.known if topic_of(each.section.path) == topic]
        return [
            (group(each.section.path, len(each.section.key_points), each.points, self.days.today), each)
            for each in inside
        ]


class Overviews:
    def __init__(self, mastery: Mastery, outcomes: OutcomeStore, reviewing: Reviewing, clock: Clock) -> None:
        self._mastery = mastery
        self._outcomes = outcomes
        self._reviewing = reviewing
        self._clock = clock

    def make(
        self, sections: Sequence[Section], zone: tzinfo | None, *, grader: str = "", minutes: int = MINUTES
    ) -> Overview:
        """`sections` are all that can be asked: how much of a topic there is. A grader narrows the weeks to its
        verdicts; what is due follows from all of them."""
        days = Days(zone, self._clock.now())
        known = self._mastery.known(days)
        times = self._outcomes.times()
        practised = {min(days.of(at), days.today) for at in times}
        since = self._clock.now() - timedelta(weeks=WEEKS + 1)
        lately = self._outcomes.outcomes(since=since)
        shown = first_answers(each for each in lately if not grader or grader_of(each) == grader)
        return Overview(
            days=days,
            answers=len(times),
            points=sum(len(each.points) for each in known),
            streak=streak(practised, days.today),
            days_practised=len(practised),
            graders=tuple(self._outcomes.graders()),
            chosen=grader,
            trend=tuple(by_week(shown, days, WEEKS, grader_of)),
            heat=tuple(by_week(shown, days, WEEKS, lambda each: topic_of(each.path))),
            topics=tuple(topics_known(self._mastery, sections, known, days)),
            known=tuple(known),
            today=self._reviewing.today_of(known, days.today, minutes=minutes),
        )


def topics_known(
    mastery: Mastery, sections: Sequence[Section], known: Sequence[Known], days: Days
) -> list[GroupMastery]:
    """The topics in which something was asked, the newest practised first, with all the points that there are in them.

    `sections` are all that can be asked, `known` what `mastery` knows on that day.
    """
    asked: dict[str, list[Known]] = defaultdict(list)
    for each in known:
        asked[topic_of(each.section.path)].append(each)
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for section in mastery.without_twins(sections, known):  # a section may come twice
        sizes[topic_of(section.path)][section.id] = len(section.key_points)
    found = [
        group(topic, sum(sizes[topic].values()), [point for each in inside for point in each.points], days.today)
        for topic, inside in asked.items()
    ]
    return sorted(found, key=lambda each: (each.last or days.today, each.path), reverse=True)
