"""When the model cannot, the embedded one does, and an assessment says why."""

from __future__ import annotations

from dataclasses import replace

from interviewer.domain.assessment import Assessment, FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.ports import Grader, QuestionWriter
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Style
from interviewer.domain.usage import Usage


class FallbackGrader:
    """A grader that needs a model, and one for the times it has none."""

    def __init__(self, primary: Grader, fallback: Grader) -> None:
        self._primary = primary
        self._fallback = fallback

    @property
    def name(self) -> str:
        return self._primary.name

    def grade(self, question: Question, answer: str) -> Assessment:
        """The assessment; `fallback_reason` is set, and `grader` names the other one, when that one made it."""
        try:
            return self._primary.grade(question, answer)
        except ModelUnavailable as error:
            reason = FallbackReason(str(error.details["reason"]))
            assessment = self._fallback.grade(question, answer)
            return replace(assessment, fallback_reason=reason, usage=_spent(error))


class FallbackWriter:
    """A writer that needs a model, and one for the times it has none; `writer` names who wrote."""

    def __init__(self, primary: QuestionWriter, fallback: QuestionWriter) -> None:
        self._primary = primary
        self._fallback = fallback

    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        try:
            return self._primary.question(section, language=language, variant=variant)
        except ModelUnavailable as error:
            question = self._fallback.question(section, language=language, variant=variant)
            return replace(question, usage=_spent(error))

    def rephrase(self, question: Question, *, variant: int) -> str:
        try:
            return self._primary.rephrase(question, variant=variant)
        except ModelUnavailable:
            return self._fallback.rephrase(question, variant=variant)

    def hint(self, question: Question, answer: str, point: KeyPoint, *, step: int) -> str:
        try:
            return self._primary.hint(question, answer, point, step=step)
        except ModelUnavailable:
            return self._fallback.hint(question, answer, point, step=step)

    def follow_up(
        self,
        question: Question,
        answer: str,
        assessment: Assessment,
        *,
        language: str,
        nudge: bool = False,
        style: Style = Style.NEUTRAL,
    ) -> FollowUp | None:
        try:
            return self._primary.follow_up(question, answer, assessment, language=language, nudge=nudge, style=style)
        except ModelUnavailable as error:
            follow_up = self._fallback.follow_up(
                question, answer, assessment, language=language, nudge=nudge, style=style
            )
            return None if follow_up is None else replace(follow_up, usage=_spent(error))


def _spent(error: ModelUnavailable) -> Usage | None:
    """What was asked of the model in vain; None when it never answered."""
    return error.usage if error.usage.calls else None
