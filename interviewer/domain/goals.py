"""A goal with a date, and what it takes to get there: a plan of days that says so when it does not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 730
MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Goal:
    """`day` is that of the interview; without topics all are meant."""

    name: str
    day: date
    topics: tuple[str, ...] = ()
    minutes_a_day: int = 20


@dataclass(frozen=True, slots=True)
class Work:
    """A section that the goal needs: when it is due next, None while it was never asked."""

    section_id: str
    topic: str
    due: date | None


@dataclass(frozen=True, slots=True)
class PlannedDay:
    day: date
    reviews: int
    new: int


@dataclass(frozen=True, slots=True)
class Projection:
    """How the days up to the goal would go. `left` are the sections that would never be asked, `unreviewed` counts
    those that would be asked once, and not again before the goal though they were due."""

    days: tuple[PlannedDay, ...]
    left: tuple[str, ...]
    unreviewed: int

    @property
    def fits(self) -> bool:
        return not self.left and not self.unreviewed


Interval = Callable[[int], int]
"""Days until the next review after that many good ones, 1 and more."""


def project(work: Sequence[Work], today: date, goal: date, a_day: int, interval: Interval) -> Projection:
    """Day by day: what is due first, new sections with what is left of `a_day` questions, all answers good.

    New ones are spread over the first three quarters of the days, so that there is time to come back to them. The day
    of the goal itself is free. Reviews that find no place wait for the next day.
    """
    days = _days(today, goal)
    until = len(days) - len(days) // 4
    due = {each.section_id: (each.due, 1) for each in work if each.due is not None}
    new = [each.section_id for each in work if each.due is None]
    planned = []
    for at, day in enumerate(days):
        waiting = sorted(id for id, (when, _) in due.items() if when is not None and when <= day)
        waiting.sort(key=lambda id: due[id][0] or day)
        reviews = waiting[:a_day]
        share = min(a_day - len(reviews), -(-len(new) // max(1, until - at)))
        fresh, new = new[:share], new[share:]
        for id in reviews:
            due[id] = (day + timedelta(days=interval(due[id][1] + 1)), due[id][1] + 1)
        for id in fresh:
            due[id] = (day + timedelta(days=interval(1)), 1)
        planned.append(PlannedDay(day, len(reviews), len(fresh)))
    overdue = sum(when is not None and when < goal and count == 1 for when, count in due.values())
    return Projection(tuple(planned), tuple(new), overdue)


def least_a_day(work: Sequence[Work], today: date, goal: date, interval: Interval) -> int | None:
    """The fewest questions a day that make it fit; None where there is no day left."""
    if goal <= today:
        return None
    low, high = 1, max(1, len(work)) * 2
    if not project(work, today, goal, high, interval).fits:
        return None
    while low < high:
        middle = (low + high) // 2
        if project(work, today, goal, middle, interval).fits:
            high = middle
        else:
            low = middle + 1
    return low


def topics_that_fit(
    work: Sequence[Work], order: Sequence[str], today: date, goal: date, a_day: int, interval: Interval
) -> tuple[str, ...]:
    """The first of the topics, in that order, that can be done together."""
    chosen: list[str] = []
    for topic in order:
        wanted = [each for each in work if each.topic in {*chosen, topic}]
        if project(wanted, today, goal, a_day, interval).fits:
            chosen.append(topic)
    return tuple(chosen)


def _days(today: date, goal: date) -> list[date]:
    return [today + timedelta(days=at) for at in range(min(max(0, (goal - today).days), MOST_DAYS))]
