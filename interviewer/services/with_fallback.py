"""When the model cannot, the embedded one does, and an assessment says why."""

from __future__ import annotations

from dataclasses import replace

from interviewer.domain.assessment import Assessment, FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.notes import Section
from interviewer.domain.ports import Grader, QuestionWriter
from interviewer.domain.questions import FollowUp, Question


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
            return replace(self._fallback.grade(question, answer), fallback_reason=reason)


class FallbackWriter:
    """A writer that needs a model, and one for the times it has none; `writer` names who wrote."""

    def __init__(self, primary: QuestionWriter, fallback: QuestionWriter) -> None:
        self._primary = primary
        self._fallback = fallback

    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        try:
            return self._primary.question(section, language=language, variant=variant)
        except ModelUnavailable:
            return self._fallback.question(section, language=language, variant=variant)

    def follow_up(self, question: Question, answer: str, assessment: Assessment, *, language: str) -> FollowUp | None:
        try:
            return self._primary.follow_up(question, answer, assessment, language=language)
        except ModelUnavailable:
            return self._fallback.follow_up(question, answer, assessment, language=language)
