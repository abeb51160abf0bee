"""Grading that is counted, timed, traced and logged."""

from __future__ import annotations

import logging
import time

from interviewer.domain.assessment import Assessment
from interviewer.domain.ports import Embedder, Grader
from interviewer.domain.ports.meter import Meter
from interviewer.domain.ports.tracer import Span, Tracer
from interviewer.domain.questions import Question
from interviewer.services.gated_grading import GatedGrader

_log = logging.getLogger("interviewer.grading")
NONE = "none"
"""The label where there is no gate, no fallback."""


class WatchedGrader(GatedGrader):
    """The grader behind its gates; what it raises is counted too, and raised."""

    def __init__(self, inner: Grader, embedder: Embedder | None, meter: Meter, tracer: Tracer) -> None:
        super().__init__(inner, embedder)
        self._meter = meter
        self._tracer = tracer

    def grade(self, question: Question, answer: str) -> Assessment:
        started = time.perf_counter()
        with self._tracer.span("grade", grader=self.name, points=len(question.key_points)) as span:
            try:
                assessment = super().grade(question, answer)
            except Exception:
                self._meter.count("grades", grader=self.name, gate=NONE, fallback=NONE, outcome="failed")
                raise
            seconds = time.perf_counter() - started
            self._tell(span, assessment)
            span.words(question=question.text, answer=answer)
        self._count(assessment, seconds)
        _log.info("answer graded", extra=_facts(assessment, seconds, question, answer))
        return assessment

    def _count(self, assessment: Assessment, seconds: float) -> None:
        self._meter.count(
            "grades",
            grader=assessment.grader,
            gate=assessment.gate or NONE,
            fallback=assessment.fallback_reason or NONE,
            outcome="unscored" if assessment.unscored_reason else "cached" if assessment.from_cache else "graded",
        )
        self._meter.observe("grading_seconds", seconds, grader=assessment.grader)

    @staticmethod
    def _tell(span: Span, assessment: Assessment) -> None:
        score = assessment.score
        span.tell(
            grader=assessment.grader,
            gate=assessment.gate or NONE,
            fallback=assessment.fallback_reason or NONE,
            cached=assessment.from_cache,
            **({} if score is None else {"score": score}),
        )


def _facts(assessment: Assessment, seconds: float, question: Question, answer: str) -> dict[str, object]:
    """The words are among them by names that the log keeps back unless the settings allow them."""
    return {
        "grader": assessment.grader,
        "gate": assessment.gate or NONE,
        "fallback": assessment.fallback_reason or NONE,
        "score": assessment.score,
        "seconds": round(seconds, 3),
        "question": question.text,
        "answer": answer,
    }
