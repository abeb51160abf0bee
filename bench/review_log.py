"""One log of reviews of simulated learners, and how well schedulers foretell it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from bench.learner import Person, traces
from interviewer.domain.ports import Scheduler
from interviewer.domain.reviews import Rating, Review
from interviewer.domain.verdicts import VerdictKind

FIRST_DAY = date(2026, 1, 5)
_RATINGS = {VerdictKind.COVERED: Rating.GOOD, VerdictKind.PARTIAL: Rating.HARD, VerdictKind.MISSED: Rating.AGAIN}
_BINS = 20

History = tuple[Review, ...]


def histories(person: Person, learners: int, points: int, days: int, seed: int) -> list[History]:
    """Each point asked for at gaps that grow and shrink at random, so that no scheduler has chosen what it is tested
    on: log-uniform, 1 to 60 days."""
    chance = random.Random(seed)
    found = []
    for trace in traces(person, learners * points, chance):
        day, reviews = chance.randrange(30), []
        while day < days:
            reviews.append(Review(FIRST_DAY + timedelta(days=day), _RATINGS[trace.ask(day, chance)]))
            day += max(1, round(math.exp(chance.uniform(0, math.log(60)))))
        if reviews:
            found.append(tuple(reviews))
    return found


def foretold(scheduler: Scheduler, logs: Sequence[History], since: date) -> list[tuple[float, bool]]:
    """(foretold chance of recall, whether it was) of each review from that day on that is not its point's first."""
    found = []
    for reviews in logs:
        for at in range(1, len(reviews)):
            if reviews[at].day >= since:
                chance = scheduler.recall(scheduler.replay(reviews[:at]), reviews[at].day)
                found.append((chance, reviews[at].rating > Rating.AGAIN))
    return found


def quality(pairs: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Log loss, and the root mean square of (mean foretold - share recalled) over bins of the foretold chance, weighted
    by their size."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, recalled in pairs:
        bins.setdefault(min(_BINS - 1, int(chance * _BINS)), []).append((chance, recalled))
    square = sum(
        len(inside) * (_mean(inside, lambda each: each[0]) - _mean(inside, lambda each: float(each[1]))) ** 2
        for inside in bins.values()
    )
    loss = -_mean(pairs, lambda each: math.log(_inside(each[0] if each[1] else 1 - each[0])))
    return {"n": len(pairs), "log_loss": round(loss, 4), "rmse_bins": round(math.sqrt(square / len(pairs)), 4)}


def _mean(values: Sequence[tuple[float, bool]], of: Callable[[tuple[float, bool]], float]) -> float:
    return sum(map(of, values)) / len(values)


def _inside(chance: float) -> float:
    return min(1 - 1e-4, max(1e-4, chance))
