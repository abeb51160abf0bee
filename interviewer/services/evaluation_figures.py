"""Figures of agreement between given and true marks, standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Chance that a positive stands above a negative, ties half; None when one of them is empty."""
    if not positive or not negative:
        return None
    ordered = sorted([(value, 1) for value in positive] + [(value, 0) for value in negative])
    ranks, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        ranks += (at + end + 1) / 2 * sum(label for _, label in ordered[at:end])
        at = end
    return (ranks - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative))


def f1(truth: Sequence[bool], found: Sequence[bool]) -> float | None:
    """Harmonic mean of precision and recall; None when nothing is true and nothing found."""
    hits = sum(a and b for a, b in zip(truth, found, strict=True))
    total = sum(truth) + sum(found)
    return 2 * hits / total if total else None


def pearson(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Correlation; None when one side does not vary."""
    if len(left) < 2:
        return None
    mean_left, mean_right = fmean(left), fmean(right)
    both = sum((a - mean_left) * (b - mean_right) for a, b in zip(left, right, strict=True))
    spread = sqrt(sum((a - mean_left) ** 2 for a in left) * sum((b - mean_right) ** 2 for b in right))
    return both / spread if spread > 1e-12 else None


def quadratic_kappa(left: Sequence[float], right: Sequence[float], levels: int = 6) -> float | None:
    """Quadratically weighted kappa of marks 0..1 on evenly spaced levels; None when all marks are the same."""
    a = [_level(value, levels) for value in left]
    b = [_level(value, levels) for value in right]
    observed = fmean((x - y) ** 2 for x, y in zip(a, b, strict=True)) if a else 0.0
    expected = fmean((x - y) ** 2 for x in a for y in b) if a else 0.0
    return 1 - observed / expected if expected else None


def _level(value: float, levels: int) -> int:
    return min(levels - 1, max(0, int(value * (levels - 1) + 0.5)))


def rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)
