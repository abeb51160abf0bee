"""Kinds of verdicts, and what may become of one: a correction by the user, an appeal by the candidate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interviewer.domain.usage import Usage

LONGEST_ARGUMENT = 300
"""Characters of an argument, and of the reason of a correction."""
MOST_APPEALS = 2
"""Of one verdict."""


class VerdictKind(StrEnum):
    COVERED = "covered"
    PARTIAL = "partial"
    MISSED = "missed"
    CONTRADICTED = "contradicted"


class AppealGround(StrEnum):
    """What is said to be wrong with a verdict: the point was said, the note is wrong, or something else."""

    SAID = "said"
    NOTE = "note"
    OTHER = "other"


class AppealOutcome(StrEnum):
    UPHELD = "upheld"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """What a verdict was before it was changed; the fields are those of Verdict."""

    kind: VerdictKind
    quote: str = ""
    probability: float = 0.0
    remark: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionMark:
    """That a person set a verdict: `before` is the grader's, `by` who did it."""

    correction_id: str
    before: PastVerdict
    at: datetime
    reason: str = ""
    by: str = "candidate"


@dataclass(frozen=True, slots=True)
class AppealClaim:
    """What a candidate says against a verdict: `words` are those of the answer that he points to."""

    ground: AppealGround
    words: str = ""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal that was judged.

    `words` are those of the answer that the candidate pointed to, `argument` what he said for it. `reason` says why it
    came out so. `cut` tells that part of the argument spoke to the grader and was left out; `usage` is what a model was
    asked for it.
    """

    ground: AppealGround
    words: str
    argument: str
    outcome: AppealOutcome
    reason: str
    before: PastVerdict
    at: datetime
    grader: str
    model: str = ""
    cut: bool = False
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class VerdictPlace:
    """Where a verdict stands: on a turn's answer, or on the answer to its follow-up of that number from 0."""

    session_id: str
    turn_id: str
    key_point_id: str
    follow_up: int | None = None
