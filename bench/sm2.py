"""SM-2 as published, to compare with; its interval is taken as the time in which recall falls to 90%."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from interviewer.domain.reviews import Memory, Rating, Review

_QUALITY = {Rating.AGAIN: 2, Rating.HARD: 3, Rating.GOOD: 4}
_FIRST, _SECOND, _LEAST_EASE = 1.0, 6.0, 1.3


class Sm2Scheduler:
    def replay(self, reviews: Sequence[Review]) -> Memory:
        ease, interval, right = 2.5, _FIRST, 0
        for review in reviews:
            quality = _QUALITY[review.rating]
            if quality < 3:
                right, interval = 0, _FIRST
            else:
                interval = _FIRST if right == 0 else _SECOND if right == 1 else interval * ease
                right += 1
            ease = max(_LEAST_EASE, ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        last = reviews[-1]
        lapses = sum(each.rating is Rating.AGAIN for each in reviews)
        due = last.day + timedelta(days=max(1, round(min(interval, 365))))
        return Memory(interval, ease, last.day, due, len(reviews), lapses, last.rating)

    def recall(self, memory: Memory, day: date) -> float:
        gone = max(0, (day - memory.last).days)
        return float(0.9 ** (gone / memory.stability))
