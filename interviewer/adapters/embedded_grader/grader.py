"""The grader that needs no key and no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.checklist import Checklist, prepare
from interviewer.adapters.embedded_grader.corrected import Bench, after_corrections
from interviewer.adapters.embedded_grader.features import Evidence, evidence, of_a_neighbour, says_little, signs
from interviewer.adapters.embedded_grader.model import Calibration, calibration
from interviewer.adapters.embedded_grader.remarks import remark
from interviewer.adapters.embedded_grader.statements import prepare_answer
from interviewer.domain.assessment import Assessment, Band, Certainty, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.corrections import Correction
from interviewer.domain.notes import KeyPoint
from interviewer.domain.ports import Embedder
from interviewer.domain.questions import Question
from interviewer.domain.quotes import accepted, windows
from interviewer.domain.scoring import VALUES, score

_KEPT_CHECKLISTS = 256
_SURE_BELOW, _FAIRLY_SURE_BELOW = 8.0, 16.0
"""Half widths of the band, in points of the score."""

_STATED_BY_CHANCE = 0.1
"""Most that a slice counts for a point of which it says little, or nothing that a neighbour does not also say."""


class EmbeddedGrader:
    """Judges each key point by the slice of the answer that speaks most for it.

    Two small calibrated models look at a slice: one tells whether it states the point, one whether what it states is
    wrong. Only what stands in the slice is looked at, so the quote earns its verdict alone. `corrections` gives the
    verdicts that people set right, for words like theirs.
    """

    def __init__(
        self,
        embedder: Embedder,
        model: Calibration | None = None,
        corrections: Callable[[], Sequence[Correction]] = tuple,
    ) -> None:
        self._embedder = embedder
        self._model = model
        self._corrections = corrections
        self._checklist = lru_cache(maxsize=_KEPT_CHECKLISTS)(self._prepare)

    @property
    def name(self) -> str:
        return "embedded"

    @property
    def calibrated_on(self) -> frozenset[str]:
        """SHA-256 hashes of the graded files that the calibration was made from."""
        return self._calibration.made_from

    @property
    def _calibration(self) -> Calibration:
        return self._model or calibration()

    def grade(self, question: Question, answer: str) -> Assessment:
        if not question.key_points:
            return unscored(UnscoredReason.NO_KEY_POINTS, self.name, model=self._model_name)
        found = self._evidence(question.text, tuple(point.text for point in question.key_points), answer)
        stated, wrong = self._probabilities(found)
        verdicts = [
            self._verdict(question, point, found[at], float(stated[at]), float(wrong[at]), answer)
            for at, point in enumerate(question.key_points)
        ]
        verdicts = after_corrections(self._corrections, question, answer, verdicts, self._bench(question, answer))
        spread = _spread(np.array([verdict.probability for verdict in verdicts]))
        return Assessment(tuple(verdicts), self.name, band=_band(verdicts, spread), model=self._model_name)

    def _bench(self, question: Question, answer: str) -> Bench:
        return Bench(
            kind=partial(self._kind, wrong=0.0),
            alone=lambda point, words: self._alone(question.text, point.text, words),
            without=partial(self._without, question, answer),
        )

    def _without(self, question: Question, answer: str, point: KeyPoint, words: str) -> Verdict:
        """The verdict on a point when these words had not been said."""
        rest = self.grade(question, answer.replace(words, "\n"))
        return next(verdict for verdict in rest.verdicts if verdict.key_point == point)

    @property
    def _model_name(self) -> str:
        return f"{self._calibration.version}; {self._embedder.name}"

    def _prepare(self, question: str, points: tuple[str, ...]) -> Checklist:
        return prepare(question, points, self._embedder)

    def _evidence(self, question: str, points: tuple[str, ...], answer: str) -> list[Evidence]:
        checklist = self._checklist(question, points)
        return evidence(checklist, prepare_answer(answer, checklist, self._embedder))

    def _probabilities(self, found: Sequence[Evidence]) -> tuple[Any, Any]:
        rows = np.stack([each.features for each in found])
        stated = self._calibration.stated.probability(rows)
        lacking = of_a_neighbour(rows) | says_little(rows)
        stated = np.where(lacking, np.minimum(stated, _STATED_BY_CHANCE), stated)
        return stated, self._calibration.wrong.probability(signs(rows))

    def _verdict(
        self, question: Question, point: KeyPoint, found: Evidence, stated: float, wrong: float, answer: str
    ) -> Verdict:
        """The verdict that the slice earns, and no better one than its quote earns alone."""
        kind, quote = self._kind(stated, wrong), ""
        if kind is not VerdictKind.MISSED:
            quote, alone = self._quote(question.text, point.text, found, answer)
            if kind is not VerdictKind.CONTRADICTED:
                kind = min(kind, self._kind(alone, 0.0), key=lambda each: VALUES[each.value])
            if not quote or kind is VerdictKind.MISSED:
                kind, quote = VerdictKind.MISSED, ""
        said = remark(kind, point, found, question.language)
        return Verdict(point, kind, quote, stated * (1.0 - wrong), said)

    def _kind(self, stated: float, wrong: float) -> VerdictKind:
        limits = self._calibration
        if stated >= limits.partial_from and wrong >= limits.contradicted_from:
            return VerdictKind.CONTRADICTED
        if stated * (1.0 - wrong) >= limits.covered_from:
            return VerdictKind.COVERED
        return VerdictKind.PARTIAL if stated * (1.0 - wrong) >= limits.partial_from else VerdictKind.MISSED

    def _quote(self, question: str, point: str, found: Evidence, answer: str) -> tuple[str, float]:
        """The slice, or the best part of one that is the whole answer, with the probability that it has alone."""
        slice_ = found.statement.text
        parts = [slice_] if accepted(slice_, answer) else [span.of(slice_) for span in windows(slice_)]
        alone = {part: self._alone(question, point, part) for part in parts if accepted(part, answer)}
        best = max(alone, key=alone.__getitem__, default="")
        return best, alone.get(best, 0.0)

    def _alone(self, question: str, point: str, text: str) -> float:
        """The probability that a text by itself states a point by itself."""
        stated, wrong = self._probabilities(self._evidence(question, (point,), text))
        return float(stated[0] * (1.0 - wrong[0]))


def _spread(probabilities: Any) -> float:
    """Standard deviation of the score if each point were tossed by its probability."""
    return 100.0 * float(np.sqrt((probabilities * (1.0 - probabilities)).sum())) / len(probabilities)


def _band(verdicts: Sequence[Verdict], spread: float) -> Band:
    total = score([(verdict.kind.value, verdict.key_point.weight) for verdict in verdicts]).total
    low, high = max(0, round(total - spread)), min(100, round(total + spread))
    if spread < _SURE_BELOW:
        return Band(low, high, Certainty.SURE)
    return Band(low, high, Certainty.FAIRLY_SURE if spread < _FAIRLY_SURE_BELOW else Certainty.UNSURE)
