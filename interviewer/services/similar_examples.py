"""Of the verdicts that people have checked, those that are most like what is to be judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from interviewer.domain.addressing import cut_addresses
from interviewer.domain.corrections import Correction
from interviewer.domain.examples import GradedExample
from interviewer.domain.ports import Embedder, ExampleStore
from interviewer.domain.questions import Question
from interviewer.domain.text import clauses, fold

MOST = 3
ALIKE_FROM = 0.55
"""Cosine of two key points from which one says something about how to judge the other."""


_KEPT_VECTORS = 4096


class NoExamples:
    """Nobody has checked anything yet."""

    def examples(self) -> Sequence[GradedExample]:
        return ()


class CorrectedExamples:
    """The verdicts that people corrected; a reason that speaks to the grader is left out."""

    def __init__(self, corrections: Callable[[], Sequence[Correction]]) -> None:
        self._corrections = corrections

    def examples(self) -> Sequence[GradedExample]:
        return [
            GradedExample(each.key_point, each.said, each.wanted, cut_addresses(each.reason)[0])
            for each in self._corrections()
        ]


class SimilarExamples:
    """Picks by the key point first, which must be one of the question's or much like it, and by what was said of it."""

    def __init__(self, embedder: Embedder, store: ExampleStore) -> None:
        self._embedder = embedder
        self._store = store
        self._vector = lru_cache(_KEPT_VECTORS)(self._embed)

    def like(self, question: Question, answer: str) -> tuple[GradedExample, ...]:
        """At most three, those on the question's own points first, then the most similar; the same ones each time.

        None for a question that comes from no note: figures on a file of answers must not depend on who measures.
        """
        if not question.section_id:
            return ()
        known = sorted(self._store.examples(), key=lambda each: (each.key_point, each.said, each.verdict.value))
        if not known or not question.key_points:
            return ()
        points = self._likeness([each.key_point for each in known], [point.text for point in question.key_points])
        said = [clause.of(answer) for clause in clauses(answer)] or [answer]
        words = self._likeness([each.said for each in known], said)
        own = {fold(point.text) for point in question.key_points}
        ranked = sorted(
            range(len(known)), key=lambda at: (fold(known[at].key_point) not in own, -(points[at] + words[at]))
        )
        return tuple(known[at] for at in ranked if points[at] >= ALIKE_FROM)[:MOST]

    def _likeness(self, texts: Sequence[str], others: Sequence[str]) -> list[float]:
        """How near each text comes to the nearest of the others."""
        nearest = self._embedder.embed(others)
        return [float((nearest @ self._vector(text)).max()) for text in texts]

    def _embed(self, text: str) -> Any:
        return self._embedder.embed([text])[0]
