"""What is due today, and about how long it takes.

A question asks for all the points of its section, so a section is worth one when about one of its due points is
probably forgotten (the chances of having forgotten each add up to one), or when a point has waited for a week. Asked
for the sake of every single point, a few sections with one stubborn point each would come back day after day, before
anything else: docs/review.md has the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from math import ceil
from statistics import median

from interviewer.domain.mastery import PointMastery
from interviewer.domain.ports import Clock, OutcomeStore
from interviewer.domain.reviews import Days
from interviewer.services.mastery import Known, Mastery
from interviewer.services.planning import Manner
from interviewer.services.presets import REVIEW

MINUTES = 10
"""What "about ten minutes' worth" is, where no goal says otherwise."""
SECONDS_A_QUESTION = 120.0
"""For thinking, answering, a follow-up and reading the verdict, before anything was measured."""
READING_SECONDS = 30.0
FORGOTTEN_POINTS, LONGEST_WAIT_DAYS = 1.0, 7
_FEWEST_TIMES, _LONGEST_TIME = 5, 600.0


@dataclass(frozen=True, slots=True)
class DueSection:
    """A section with the points of it that are due, the least sure first; its whole checklist is asked for."""

    section_id: str
    path: str
    points: tuple[PointMastery, ...]

    @property
    def forgotten(self) -> float:
        """How many of its due points are probably forgotten."""
        return sum(1 - point.recall for point in self.points)

    def is_worth_a_question(self, day: date) -> bool:
        waited = max((day - point.memory.due).days for point in self.points)
        return self.forgotten >= FORGOTTEN_POINTS or waited >= LONGEST_WAIT_DAYS


@dataclass(frozen=True, slots=True)
class Today:
    """What is due on a day, the sections with the most that is probably forgotten first; `chosen` is what fits into the
    `minutes`, one question a section. `waiting` sections have points that are due, but too little for a question yet.
    """

    day: date
    due: tuple[DueSection, ...]
    waiting: tuple[DueSection, ...]
    chosen: tuple[DueSection, ...]
    seconds_a_question: float
    next_day: date | None

    @property
    def minutes(self) -> int:
        """How long the chosen ones take, rounded up."""
        return ceil(len(self.chosen) * self.seconds_a_question / 60)

    @property
    def points(self) -> int:
        return sum(len(each.points) for each in self.chosen)

    @property
    def waiting_points(self) -> int:
        return sum(len(each.points) for each in self.waiting)

    @property
    def all_points(self) -> int:
        return sum(len(each.points) for each in self.due)


class Reviewing:
    def __init__(self, mastery: Mastery, outcomes: OutcomeStore, clock: Clock) -> None:
        self._mastery = mastery
        self._outcomes = outcomes
        self._clock = clock

    def days(self, zone: tzinfo | None) -> Days:
        return Days(zone, self._clock.now())

    def today(self, zone: tzinfo | None, *, minutes: int = MINUTES) -> Today:
        days = self.days(zone)
        return self.today_of(self._mastery.known(days), days.today, minutes=minutes)

    def today_of(self, known: Iterable[Known], day: date, *, minutes: int = MINUTES) -> Today:
        """The same where it is known already what is known."""
        found = list(known)
        sections = [
            DueSection(each.section.id, each.section.path, points) for each in found if (points := each.due(day))
        ]
        sections.sort(key=lambda each: (-each.forgotten, each.path))
        due = [each for each in sections if each.is_worth_a_question(day)]
        waiting = [each for each in sections if not each.is_worth_a_question(day)]
        seconds = self.seconds_a_question()
        room = max(1, int(minutes * 60 / seconds))
        later = [point.memory.due for each in found for point in each.points if point.memory.due > day]
        return Today(day, tuple(due), tuple(waiting), tuple(due[:room]), seconds, min(later, default=None))

    def seconds_a_question(self) -> float:
        """The person's own median, with time to read; a plain guess until a few answers are there."""
        times = [each for each in self._outcomes.answer_seconds() if each <= _LONGEST_TIME]
        return median(times) + READING_SECONDS if len(times) >= _FEWEST_TIMES else SECONDS_A_QUESTION


def manner_of_review(sections: Sequence[DueSection]) -> Manner:
    """A session that asks just those sections, and follows up on their due points first."""
    return Manner(
        preset=REVIEW.name,
        section_ids=tuple(each.section_id for each in sections),
        first_points=tuple(point.key.point_id for each in sections for point in each.points),
    )
