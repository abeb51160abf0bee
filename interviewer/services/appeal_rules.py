"""What an appeal may change, whoever judges it."""

from __future__ import annotations

from interviewer.domain.assessment import Gate, Verdict
from interviewer.domain.errors import ArgumentTooLong, NoAppealLeft, VerdictCorrected
from interviewer.domain.gates import pass_gates
from interviewer.domain.scoring import VALUES
from interviewer.domain.text import fold
from interviewer.domain.verdicts import LONGEST_ARGUMENT, MOST_APPEALS, AppealClaim, VerdictKind
from interviewer.services.verdict_cases import VerdictCase


def check(verdict: Verdict, claim: AppealClaim) -> None:
    """Raises ArgumentTooLong, VerdictCorrected, NoAppealLeft."""
    if len(claim.argument) > LONGEST_ARGUMENT:
        raise ArgumentTooLong(length=len(claim.argument), limit=LONGEST_ARGUMENT)
    if verdict.corrected is not None:
        raise VerdictCorrected()
    if len(verdict.appeals) >= MOST_APPEALS:
        raise NoAppealLeft(most=MOST_APPEALS)


def refused(case: VerdictCase) -> bool:
    """Whether a gate let nothing of the answer through: then its pieces are not judged either."""
    passed = pass_gates(case.question.text, case.answer)
    if case.assessment.gate is Gate.ADDRESSES_GRADER:
        return passed.refused
    if case.assessment.gate is Gate.KEYWORD_LIST:
        return passed.refused or not passed.cut
    return case.assessment.gate is not None


def taken_back(words: str, case: VerdictCase) -> bool:
    """Whether the candidate said the opposite afterwards: what he says last holds."""
    if case.verdict.kind is not VerdictKind.CONTRADICTED or fold(case.verdict.quote) in fold(words):
        return False
    return case.answer.find(words) < case.answer.find(case.verdict.quote)


def better(kind: VerdictKind, verdict: Verdict, words: str) -> bool:
    """Whether a verdict on these words may take the other's place.

    What was said the wrong way round is not undone by words that say nothing of the point, only by those very words.
    """
    if kind is VerdictKind.MISSED and fold(verdict.quote) not in fold(words):
        return False
    return worth(kind) > worth(verdict.kind)


def worth(kind: VerdictKind) -> float:
    """As the score counts it; what was said the wrong way round costs something."""
    return -1.0 if kind is VerdictKind.CONTRADICTED else VALUES[kind.value]
