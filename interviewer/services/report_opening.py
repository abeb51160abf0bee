"""What the first sentence of a report says: what went well, and where points were lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WELL = 60
"""From this score on something may be said to have gone well."""


class OpeningKind(StrEnum):
    """`both` names a best and a worst unit; `mostly` and `weak` only the one where the points were lost."""

    NOTHING_SCORED = "nothing_scored"
    ALL_COVERED = "all_covered"
    BOTH = "both"
    MOSTLY = "mostly"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Unit:
    """A topic or a question with its mean score, what it lost on the whole, and the points behind that."""

    name: str
    score: int
    lost_score: int
    questions: int
    missed: int
    partial: int
    contradicted: int
    false_claims: int


@dataclass(frozen=True, slots=True)
class Opening:
    """`best` is given for `both` only, `worst` wherever points were lost."""

    kind: OpeningKind
    questions: int
    best: Unit | None = None
    worst: Unit | None = None


def opening_of(units: Sequence[Unit]) -> Opening:
    """Name the best unit by its score and the worst by what it cost."""
    questions = sum(unit.questions for unit in units)
    if not units:
        return Opening(OpeningKind.NOTHING_SCORED, 0)
    best = max(units, key=lambda unit: unit.score)
    worst = max(units, key=lambda unit: (unit.lost_score, -unit.score))
    if worst.lost_score == 0:
        return Opening(OpeningKind.ALL_COVERED, questions)
    if best.score < WELL:
        return Opening(OpeningKind.WEAK, questions, worst=worst)
    if best.score > worst.score:
        return Opening(OpeningKind.BOTH, questions, best=best, worst=worst)
    return Opening(OpeningKind.MOSTLY, questions, worst=worst)
