"""From outcomes to reviews: what an answer says about how well a key point is remembered, one review a point a day.

Nobody rates himself. The rule: said is Good; half said, won back by a follow-up, said after a hint, or said as far as
one grader can tell while another disagrees, is Hard; missed, contradicted, or half said after a hint, is Again. There
is no Easy: a verdict tells what was said, and never how easily. When a point was asked for several times in a day, the
worst counts: after the reference answer was read, a better one says little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import IntEnum

from interviewer.domain.outcomes import AT_QUESTION, PointOutcome
from interviewer.domain.verdicts import VerdictKind

DAY_STARTS = timedelta(hours=4)
"""Who practises after midnight still practises on the evening's day."""


class Rating(IntEnum):
    """As a scheduler takes them; the better, the greater."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


@dataclass(frozen=True, slots=True, order=True)
class PointKey:
    """A key point of a section; ids of points are unique within their section."""

    section_id: str
    point_id: str


@dataclass(frozen=True, slots=True)
class Review:
    day: date
    rating: Rating


@dataclass(frozen=True, slots=True)
class Memory:
    """What a scheduler makes of the reviews of a point.

    `stability` is the number of days in which the chance of recall falls to 90%; `difficulty` is 1..10. `due` is the
    day on which it should be asked again, always after `last`, the day of the last review. `lapses` counts those that
    were Again.
    """

    stability: float
    difficulty: float
    last: date
    due: date
    reviews: int
    lapses: int
    rating: Rating


class Days:
    """Times as days of a person: by the calendar where he is, so that an hour more or less at the end of summer time
    changes nothing. Without a zone it is that of this machine."""

    def __init__(self, zone: tzinfo | None, now: datetime) -> None:
        self._zone = zone
        self.zone = str(zone)
        self.today = self.of(now)

    def of(self, at: datetime) -> date:
        return (at.astimezone(self._zone) - DAY_STARTS).date()


def rating_of(outcomes: Sequence[PointOutcome]) -> Rating:
    """What the outcomes of one point in one turn come to: the answer's, then those of follow-ups on it."""
    at_question = [each for each in outcomes if each.follow_up == AT_QUESTION]
    rating = max(map(_rated, at_question), default=Rating.AGAIN)
    won_back = any(each.recovered for each in outcomes) or (not at_question and any(_said(each) for each in outcomes))
    return max(rating, Rating.HARD) if won_back else rating


def reviews_by_point(outcomes: Iterable[PointOutcome], days: Days) -> dict[PointKey, tuple[Review, ...]]:
    """The reviews of each point, a day each, oldest first."""
    by_turn: dict[tuple[str, str, str], list[PointOutcome]] = {}
    for outcome in outcomes:
        by_turn.setdefault((outcome.section_id, outcome.point_id, outcome.turn_id), []).append(outcome)
    found: dict[tuple[str, str], dict[date, Rating]] = {}
    for (section, point, _), turn in by_turn.items():
        by_day, day = found.setdefault((section, point), {}), days.of(turn[0].at)
        by_day[day] = min(rating_of(turn), by_day.get(day, Rating.GOOD))
    return {
        PointKey(*key): tuple(Review(day, rating) for day, rating in sorted(by_day.items()))
        for key, by_day in found.items()
    }


def up_to(reviews: Sequence[Review], today: date) -> Sequence[Review]:
    """The reviews as they stand on a day: later ones (a clock was set back) count as of it."""
    if reviews[-1].day <= today:
        return reviews
    late = min(each.rating for each in reviews if each.day >= today)
    return (*(each for each in reviews if each.day < today), Review(today, late))


def streak(days: Iterable[date], today: date) -> int:
    """Days on end with an answer, up to today; today itself may still come."""
    practised = set(days)
    day = today if today in practised else today - timedelta(days=1)
    count = 0
    while day in practised:
        count, day = count + 1, day - timedelta(days=1)
    return count


def _rated(outcome: PointOutcome) -> Rating:
    if outcome.kind is VerdictKind.COVERED:
        return Rating.HARD if outcome.hinted or outcome.unsure else Rating.GOOD
    return Rating.HARD if outcome.kind is VerdictKind.PARTIAL and not outcome.hinted else Rating.AGAIN


def _said(outcome: PointOutcome) -> bool:
    return outcome.kind is VerdictKind.COVERED and not outcome.hinted
