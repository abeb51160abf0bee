"""The goal, kept in the database, and the plan that leads to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from interviewer.domain import goals
from interviewer.domain.errors import GoalUnusable
from interviewer.domain.goals import Goal, Projection, Work
from interviewer.domain.mastery import topic_of
from interviewer.domain.notes import Section
from interviewer.domain.ports import Preferences, Scheduler
from interviewer.domain.reviews import Rating, Review
from interviewer.services.catalogue import askable
from interviewer.services.mastery import Known

_NAME = "goal"
LONGEST_NAME = 60
"""Characters; the sentence on it says so too."""
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """The way to a goal from a day on.

    `sections` the goal needs, `fresh` of them were never asked, in the order in which they come. Where it does not fit,
    `needed_minutes` a day would do (None where no number would), and so would keeping to `topics_that_fit`.
    """

    goal: Goal
    days_left: int
    sections: int
    fresh: tuple[str, ...]
    a_day: int
    projection: Projection
    needed_minutes: int | None = None
    topics_that_fit: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        return self.projection.fits

    @property
    def new_today(self) -> tuple[str, ...]:
        """The sections to be asked for the first time today."""
        return self.fresh[: self.projection.days[0].new] if self.projection.days else ()


class Goals:
    def __init__(self, preferences: Preferences, scheduler: Scheduler) -> None:
        self._preferences = preferences
        self._scheduler = scheduler

    def get(self) -> Goal | None:
        """None also where what is stored cannot be read."""
        try:
            stored = json.loads(self._preferences.get(_NAME) or "null")
            if stored is None:
                return None
            return Goal(
                str(stored["name"]),
                date.fromisoformat(stored["day"]),
                tuple(map(str, stored["topics"])),
                int(stored["minutes_a_day"]),
            )
        except (ValueError, KeyError, TypeError):
            return None

    def save(self, goal: Goal, today: date) -> Goal:
        """Raises GoalUnusable."""
        name = " ".join(goal.name.split())
        if not name or len(name) > LONGEST_NAME:
            raise GoalUnusable(why="goal.name")
        if goal.day <= today:
            raise GoalUnusable(why="goal.past")
        if goal.day > today + timedelta(days=goals.MOST_DAYS):
            raise GoalUnusable(why="goal.far")
        if not 1 <= goal.minutes_a_day <= goals.MOST_MINUTES:
            raise GoalUnusable(why="goal.minutes")
        kept = {
            "name": name,
            "day": goal.day.isoformat(),
            "topics": list(goal.topics),
            "minutes_a_day": goal.minutes_a_day,
        }
        self._preferences.put(_NAME, json.dumps(kept, ensure_ascii=False))
        return Goal(name, goal.day, goal.topics, goal.minutes_a_day)

    def forget(self) -> None:
        self._preferences.put(_NAME, "")

    def plan(
        self, goal: Goal, sections: Sequence[Section], known: Iterable[Known], today: date, seconds_a_question: float
    ) -> GoalPlan:
        """`sections` are all that can be asked; those under the goal's topics count."""
        wanted = askable(sections, goal.topics)
        work = self._work(wanted, {each.section.id: each for each in known})
        a_day = max(1, int(goal.minutes_a_day * 60 / seconds_a_question))
        interval = self._interval()
        made = GoalPlan(
            goal=goal,
            days_left=max(0, (goal.day - today).days),
            sections=len(wanted),
            fresh=tuple(each.section_id for each in work if each.due is None),
            a_day=a_day,
            projection=goals.project(work, today, goal.day, a_day, interval),
        )
        return made if made.fits else self._with_ways_out(made, work, today, seconds_a_question, interval)

    def _with_ways_out(
        self, made: GoalPlan, work: list[Work], today: date, seconds: float, interval: Callable[[int], int]
    ) -> GoalPlan:
        least = goals.least_a_day(work, today, made.goal.day, interval)
        order = list(dict.fromkeys(each.topic for each in work))
        return GoalPlan(
            made.goal,
            made.days_left,
            made.sections,
            made.fresh,
            made.a_day,
            made.projection,
            needed_minutes=None if least is None else -(-int(least * seconds) // 60),
            topics_that_fit=goals.topics_that_fit(work, order, today, made.goal.day, made.a_day, interval),
        )

    def _work(self, sections: Sequence[Section], known: Mapping[str, Known]) -> list[Work]:
        """Never asked sections topic by topic, so that one is done before the next is begun."""
        rows = []
        for section in sections:
            seen = known.get(section.id)
            due = min((point.memory.due for point in seen.points), default=None) if seen else None
            rows.append(Work(section.id, topic_of(section.path), due))
        return rows

    def _interval(self) -> Callable[[int], int]:
        """Days between reviews when all of them are good."""
        intervals: list[int] = []
        reviews = [Review(_ANY_DAY, Rating.GOOD)]

        def interval(count: int) -> int:
            while len(intervals) < count:
                memory = self._scheduler.replay(reviews)
                intervals.append((memory.due - memory.last).days)
                reviews.append(Review(memory.due, Rating.GOOD))
            return intervals[count - 1]

        return interval
