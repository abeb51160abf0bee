"""The arithmetic of the score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

VALUES = {"covered": 1.0, "partial": 0.5, "missed": 0.0, "contradicted": 0.0}
CONTRADICTION_PENALTY = 10
FALSE_CLAIM_PENALTY = 20


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """How a score came about: `coverage` (0..100) minus `penalties`, clipped to 0..100 and rounded half up."""

    coverage: float
    penalties: int
    total: int


def score(verdicts: Iterable[tuple[str, float]], *, false_claims: int = 0) -> ScoreParts:
    """Work out a score from (verdict, weight) pairs and the number of false claims that contradict no key point.

    Raises ValueError when there is no verdict or no positive weight: there is nothing to grade against.
    """
    pairs = list(verdicts)
    weight = sum(each for _, each in pairs)
    if weight <= 0:
        raise ValueError("a score needs at least one key point with a positive weight")
    coverage = 100 * sum(VALUES[kind] * each for kind, each in pairs) / weight
    contradicted = sum(kind == "contradicted" for kind, _ in pairs)
    penalties = CONTRADICTION_PENALTY * contradicted + FALSE_CLAIM_PENALTY * false_claims
    return ScoreParts(coverage, penalties, int(min(100.0, max(0.0, coverage - penalties)) + 0.5))
