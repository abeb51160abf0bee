"""How the one score of a session was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.domain.sessions import TurnState
from interviewer.services.report_parts import Headline, ScoreRow
from interviewer.services.report_values import QuestionReport


def headline_of(questions: Sequence[QuestionReport]) -> Headline:
    skipped = [each for each in questions if each.state is TurnState.SKIPPED]
    unscored = [each for each in questions if each.unscored]
    waiting = [each for each in questions if each.assessment is None and each.state is not TurnState.SKIPPED]
    scored = [each.assessment for each in questions if each.assessment and each.score is not None]
    unsure = [each for each in questions if each.score is not None and _is_unsure(each)]
    return Headline(
        rows=tuple(row for each in questions if (row := _row(each))),
        skipped=_numbers(skipped),
        unscored=_numbers(unscored),
        waiting=_numbers(waiting),
        corrected=sum(len(assessment.corrected) for assessment in scored),
        unsure=_numbers(unsure),
    )


def _row(question: QuestionReport) -> ScoreRow | None:
    parts = question.assessment.score_parts if question.assessment else None
    return ScoreRow(question.number, parts.coverage, parts.penalties, parts.total) if parts else None


def _is_unsure(question: QuestionReport) -> bool:
    return any(verdict.unsure for verdict in (question.assessment.verdicts if question.assessment else ()))


def _numbers(questions: Sequence[QuestionReport]) -> tuple[int, ...]:
    return tuple(each.number for each in questions)
