"""The Scheduler by FSRS, with its published parameters, in whole days.

No learning steps of minutes: a point is asked in a question of its section, once a day at most. No fuzz: the same
outcomes give the same days on every machine, and an interview has too few cards for them to pile up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import fsrs

from interviewer.domain.reviews import Memory, Rating, Review

DESIRED_RECALL = 0.9
LONGEST_DAYS = 365
_START = datetime(2000, 1, 1, tzinfo=UTC)
_RATINGS = {Rating.AGAIN: fsrs.Rating.Again, Rating.HARD: fsrs.Rating.Hard, Rating.GOOD: fsrs.Rating.Good}

Course = tuple[tuple[int, Rating], ...]
"""Days since the first review, and how each went."""


class FsrsScheduler:
    """`parameters` are FSRS's own 21; without them its published ones."""

    def __init__(self, parameters: Sequence[float] = (), desired_recall: float = DESIRED_RECALL) -> None:
        self._scheduler = fsrs.Scheduler(
            parameters or fsrs.Scheduler().parameters,
            desired_retention=desired_recall,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=LONGEST_DAYS,
            enable_fuzzing=False,
        )
        # Thousands of points are replayed for a page; most have not changed since the last one.
        self._replayed = lru_cache(maxsize=50_000)(self._replay)

    def replay(self, reviews: Sequence[Review]) -> Memory:
        first = reviews[0].day
        card = self._replayed(tuple(((each.day - first).days, each.rating) for each in reviews))
        return Memory(
            stability=card.stability or 0.0,
            difficulty=card.difficulty or 0.0,
            last=reviews[-1].day,
            due=first + (card.due - _START),
            reviews=len(reviews),
            lapses=sum(each.rating is Rating.AGAIN for each in reviews),
            rating=reviews[-1].rating,
        )

    def recall(self, memory: Memory, day: date) -> float:
        card = fsrs.Card(card_id=1, stability=memory.stability, last_review=_START)
        return self._scheduler.get_card_retrievability(card, _START + (max(day, memory.last) - memory.last))

    def _replay(self, course: Course) -> fsrs.Card:
        card = fsrs.Card(card_id=1, due=_START)
        for days, rating in course:
            card, _ = self._scheduler.review_card(card, _RATINGS[rating], _START + timedelta(days=days))
        return card
