"""Grading one answer: the gates first, then the grader on what they let through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.domain.assessment import (
    Assessment,
    Band,
    Certainty,
    Gate,
    UnscoredReason,
    Verdict,
    VerdictKind,
    unscored,
)
from interviewer.domain.gates import pass_gates
from interviewer.domain.ports import Embedder, Grader
from interviewer.domain.questions import Question
from interviewer.domain.text import clauses, sentences

OFF_TOPIC_BELOW = 0.22
"""Cosine under which a clause has nothing to do with a text; unrelated clauses of one field lie around 0.25."""


def grade(grader: Grader, embedder: Embedder | None, question: Question, answer: str) -> Assessment:
    """Assess an answer. What a gate refuses has missed every point and scores 0; the grader never sees it.

    Of an answer that speaks to the grader, those sentences are cut away and the rest is graded; the assessment still
    names the gate. Without an embedder nothing is refused as off topic. Raises ModelUnavailable from the grader.
    """
    if not question.key_points:
        return unscored(UnscoredReason.NO_KEY_POINTS, grader.name)
    passed = pass_gates(question.text, answer)
    if passed.refused:
        return refused(grader, question, passed.gate)
    if embedder is not None and is_off_topic(embedder, question, passed.answer):
        return refused(grader, question, passed.gate or Gate.OFF_TOPIC)
    assessment = grader.grade(question, passed.answer)
    return replace(assessment, gate=passed.gate) if passed.gate else assessment


def refused(grader: Grader, question: Question, gate: Gate | None) -> Assessment:
    """The assessment of an answer in which there is nothing to judge: every point missed."""
    verdicts = tuple(Verdict(point, VerdictKind.MISSED) for point in question.key_points)
    return Assessment(verdicts, grader.name, band=Band(0, 0, Certainty.SURE), gate=gate)


def is_off_topic(embedder: Embedder, question: Question, answer: str) -> bool:
    """Whether every clause lies far from the question, every key point and the reference."""
    said = [clause.of(answer) for clause in clauses(answer)] or [answer]
    if _near(embedder, said, [question.text, *(point.text for point in question.key_points)]):
        return False  # the reference is longer than all of these together, and seldom needed
    reference = [sentence.of(question.reference) for sentence in sentences(question.reference)][:12]
    return not reference or not _near(embedder, said, reference)


def _near(embedder: Embedder, said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether some text of the first has to do with some text of the second."""
    return float((embedder.embed(said) @ embedder.embed(wanted).T).max()) >= OFF_TOPIC_BELOW


class GatedGrader:
    """A grader behind the gates: the Grader port, so that callers need not know about gates."""

    def __init__(self, inner: Grader, embedder: Embedder | None) -> None:
        self.inner = inner
        self.embedder = embedder

    @property
    def name(self) -> str:
        return self.inner.name

    def grade(self, question: Question, answer: str) -> Assessment:
        return grade(self.inner, self.embedder, question, answer)
