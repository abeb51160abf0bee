"""Of the verdicts that people have checked, those that are most like what is to be judged."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.domain.examples import GradedExample
from interviewer.domain.ports import Embedder, ExampleStore
from interviewer.domain.questions import Question
from interviewer.domain.text import clauses

MOST = 3
ALIKE_FROM = 0.55
"""Cosine of two key points from which one says something about how to judge the other."""


class NoExamples:
    """Nobody has checked anything yet."""

    def examples(self) -> Sequence[GradedExample]:
        return ()


class SimilarExamples:
    """Picks by the key point first, which must be much like one of the question's, and by what was said of it."""

    def __init__(self, embedder: Embedder, store: ExampleStore) -> None:
        self._embedder = embedder
        self._store = store

    def like(self, question: Question, answer: str) -> tuple[GradedExample, ...]:
        """At most three, the most similar first; the same ones each time."""
        known = sorted(self._store.examples(), key=lambda each: (each.key_point, each.said, each.verdict.value))
        if not known or not question.key_points:
            return ()
        points = self._likeness([each.key_point for each in known], [point.text for point in question.key_points])
        said = [clause.of(answer) for clause in clauses(answer)] or [answer]
        words = self._likeness([each.said for each in known], said)
        ranked = sorted(range(len(known)), key=lambda at: -(points[at] + words[at]))
        return tuple(known[at] for at in ranked if points[at] >= ALIKE_FROM)[:MOST]

    def _likeness(self, texts: Sequence[str], others: Sequence[str]) -> list[float]:
        """How near each text comes to the nearest of the others."""
        found = self._embedder.embed(texts) @ self._embedder.embed(others).T
        return [float(value) for value in found.max(axis=1)]
