"""Whether what a grader thinks likely is as often true: predictions in bins beside what people found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from interviewer.services.evaluation_grading import Judged

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions from `low` up to `high`: how many, their mean, and the mean of what people gave; all 0..1."""

    low: float
    high: float
    n: int
    predicted: float
    observed: float


def binned(pairs: Iterable[tuple[float, float]], bins: int = BINS) -> list[Bin]:
    """(predicted, observed) in bins of the same width; empty ones are left out."""
    chosen: dict[int, list[tuple[float, float]]] = {}
    for pair in pairs:
        chosen.setdefault(min(bins - 1, int(pair[0] * bins)), []).append(pair)
    return [
        Bin(at / bins, (at + 1) / bins, len(some), fmean(p for p, _ in some), fmean(y for _, y in some))
        for at, some in sorted(chosen.items())
    ]


def of_answers(judged: Sequence[Judged]) -> list[Bin]:
    """Of the probability of each key point against the share that people found covered (half said: half).

    Answers without key points of their own, as in a table: the score against the mark.
    """
    if any(each.graded.covered for each in judged):
        return binned(pair for each in judged for pair in zip(each.probabilities, each.graded.covered, strict=True))
    return binned((each.score / 100, each.graded.score) for each in judged)
