"""A model's ladders, anchors and red flags for the questions of a set; where it has none, what was there stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from threading import Event

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import GuideWriter
from interviewer.services.desk.asked import as_question

AT_A_TIME = 4
_OF_THE_QUESTION = frozenset({FallbackReason.UNUSABLE_REPLY, FallbackReason.REFUSED})
"""Reasons that say nothing of the next question; after any other the model is not asked again."""


@dataclass(slots=True)
class _Run:
    """One going through of a set: once the model has failed, the questions that still wait are not asked."""

    failed: Event = field(default_factory=Event)
    why: str = ""

    def fail(self, reason: str) -> None:
        self.why = self.why or reason
        self.failed.set()


@dataclass(frozen=True, slots=True)
class Guiding:
    writer: GuideWriter

    def guided(self, question: SetQuestion, language: str) -> SetQuestion:
        """In the model's words, or as it was with the reason in `draft_failed`. Without key points it stays as it is:
        there is nothing to go by."""
        return self._guided(question, language, _Run())

    def each(self, questions: QuestionSet) -> Iterator[SetQuestion]:
        """The questions that a model may write for, as they come, several asked at a time."""
        run, pool = _Run(), ThreadPoolExecutor(AT_A_TIME, "desk-guides")
        coming = [pool.submit(self._guided, each, questions.language, run) for each in open_to_a_model(questions)]
        try:
            for future in as_completed(coming):
                yield future.result()
        finally:  # who stops listening is not kept waiting
            pool.shutdown(wait=False, cancel_futures=True)

    def _guided(self, question: SetQuestion, language: str, run: _Run) -> SetQuestion:
        if not question.key_points:
            return question
        if run.failed.is_set():
            return replace(question, draft_failed=run.why)
        try:
            return question.guided(self.writer.guide(as_question(question, language)))
        except ModelUnavailable as error:
            reason = FallbackReason(str(error.details["reason"]))
            if reason not in _OF_THE_QUESTION:
                run.fail(reason.value)
            return replace(question, draft_failed=reason.value)


def reason_key(reason: str) -> str:
    """Where the words for a FallbackReason stand; one of those for answers speaks of grading."""
    return "desk.guide_busy" if reason == FallbackReason.RATE_LIMITED.value else f"fallback.{reason}"


def open_to_a_model(questions: QuestionSet) -> Sequence[SetQuestion]:
    """Those with key points whose ladder, anchors and red flags no person wrote or changed."""
    return [each for each in questions.questions if each.key_points and (each.drafted_by or not each.ladder)]
