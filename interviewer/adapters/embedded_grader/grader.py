"""The grader that needs no key and no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.checklist import Checklist, prepare
from interviewer.adapters.embedded_grader.corrected import Bench, after_corrections
from interviewer.adapters.embedded_grader.features import Evidence, evidence, far_from_point
from interviewer.adapters.embedded_grader.literal import said_literally
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
_SAID_LITERALLY = 0.95
"""The least chance of a long point that was said word for word."""
_SURE_BELOW, _FAIRLY_SURE_BELOW = 8.0, 16.0
"""Half widths of the band, in points of the score."""
_BY_CHANCE = 0.1
"""The most that a slice far from its point counts."""
_HALVED_FROM, _REFUSED_FROM = 0.55, 0.7
"""Chances of being wrong, as shares of that of being covered, from which a slice earns half and nothing."""


@dataclass(frozen=True, slots=True)
class _Chances:
    """How likely a point is covered, and how likely it is said the wrong way; 0..1 each.

    `by_itself`: the checklist has no other point that could be meant.
    """

    covered: float
    wrong: float
    by_itself: bool = True


class EmbeddedGrader:
    """Judges each key point by the slice of the answer that speaks most for it.

    Two small calibrated models look at a slice and at what stands around it: one tells whether it states the point,
    one whether it says it the wrong way. Then the same models look at the quote by itself, and the lesser verdict
    counts, so the quote earns its verdict alone. `corrections` gives the verdicts that people set right, for words
    like theirs.
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

    def with_corrections(self, corrections: Callable[[], Sequence[Correction]]) -> EmbeddedGrader:
        """The same grader after other verdicts that people set right; what it prepared of questions is shared."""
        other = EmbeddedGrader(self._embedder, self._model, corrections)
        other._checklist = self._checklist
        return other

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
        if question.cut_from_reference and self._calibration.references:
            return self._for_references.grade(replace(question, cut_from_reference=False), answer)
        if not question.key_points:
            return unscored(UnscoredReason.NO_KEY_POINTS, self.name, model=self._model_name)
        found = self._evidence(question.text, tuple(point.text for point in question.key_points), answer)
        verdicts = [
            self._verdict(question, point, found[at], chances, answer)
            for at, (point, chances) in enumerate(zip(question.key_points, self._chances(found), strict=True))
        ]
        verdicts = after_corrections(self._corrections, question, answer, verdicts, self._bench(question, answer))
        spread = _spread(np.array([verdict.probability for verdict in verdicts]))
        return Assessment(tuple(verdicts), self.name, band=_band(verdicts, spread), model=self._model_name)

    @cached_property
    def _for_references(self) -> EmbeddedGrader:
        return EmbeddedGrader(self._embedder, self._calibration.references, self._corrections)

    def _bench(self, question: Question, answer: str) -> Bench:
        return Bench(
            kind=lambda probability: self._kind(_Chances(probability, 0.0)),
            alone=lambda point, words: self._alone(question.text, point.text, words).covered,
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

    def _chances(self, found: Sequence[Evidence]) -> list[_Chances]:
        rows = np.stack([each.features for each in found])
        covered, wrong = self._calibration.covered.probability(rows), self._calibration.wrong.probability(rows)
        covered = np.where(far_from_point(rows), np.minimum(covered, _BY_CHANCE), covered)
        by_itself = len(found) == 1
        return [_Chances(float(one), float(other), by_itself) for one, other in zip(covered, wrong, strict=True)]

    def _verdict(self, question: Question, point: KeyPoint, found: Evidence, chances: _Chances, answer: str) -> Verdict:
        """The verdict that the slice earns, and no better one than its quote earns alone."""
        if literal := said_literally(point.text, answer):
            return Verdict(point, VerdictKind.COVERED, literal, max(chances.covered, _SAID_LITERALLY))
        kind, quote = self._kind(chances), ""
        if kind is not VerdictKind.MISSED:
            quote, alone = self._quote(question.text, point.text, found, answer)
            kind = self._confirmed(kind, alone)
            if not quote or kind is VerdictKind.MISSED:
                kind, quote = VerdictKind.MISSED, ""
        lowered = _value(kind) < _value(self._undoubted(chances)) and self._is_doubted(chances)
        unconfirmed = self._kind(chances) is VerdictKind.CONTRADICTED
        said = remark(kind, point, found, question.language, doubted=lowered or unconfirmed)
        return Verdict(point, kind, quote, chances.covered, said)

    def _kind(self, chances: _Chances) -> VerdictKind:
        """The verdict on a slice. Where it may well be wrong nothing is given, and nothing held against it either."""
        limits = self._calibration
        if chances.wrong >= max(limits.contradicted_from, chances.covered):
            return VerdictKind.CONTRADICTED
        given = self._undoubted(chances)
        if not self._is_doubted(chances):
            return given
        surely_not = chances.wrong >= _REFUSED_FROM * chances.covered
        return VerdictKind.MISSED if surely_not else min(given, VerdictKind.PARTIAL, key=_value)

    def _undoubted(self, chances: _Chances) -> VerdictKind:
        limits = self._calibration
        if chances.covered >= limits.covered_from:
            return VerdictKind.COVERED
        return VerdictKind.PARTIAL if chances.covered >= limits.partial_from else VerdictKind.MISSED

    def _is_doubted(self, chances: _Chances) -> bool:
        """Whether another point may be meant, or this one be turned round."""
        least = max(self._calibration.doubted_from, _HALVED_FROM * chances.covered)
        return not chances.by_itself and chances.wrong >= least

    def _confirmed(self, kind: VerdictKind, alone: _Chances) -> VerdictKind:
        """The verdict once the quote was judged by itself: that may lower it, and must bear out an error."""
        limits = self._calibration
        if kind is VerdictKind.CONTRADICTED:
            return kind if alone.wrong >= limits.confirmed_from else VerdictKind.MISSED
        earned = self._kind(alone)
        return VerdictKind.MISSED if earned is VerdictKind.CONTRADICTED else min(kind, earned, key=_value)

    def _quote(self, question: str, point: str, found: Evidence, answer: str) -> tuple[str, _Chances]:
        """The slice, or the best part of one that is the whole answer, with its chances alone."""
        slice_ = found.statement.text
        parts = [slice_] if accepted(slice_, answer) else [span.of(slice_) for span in windows(slice_)]
        alone = {part: self._alone(question, point, part) for part in parts if accepted(part, answer)}
        best = max(alone, key=lambda part: alone[part].covered, default="")
        return best, alone.get(best, _Chances(0.0, 0.0))

    def _alone(self, question: str, point: str, text: str) -> _Chances:
        """The chances that a text by itself states a point by itself."""
        return self._chances(self._evidence(question, (point,), text))[0]


def _value(kind: VerdictKind) -> float:
    return VALUES[kind.value]


def _spread(probabilities: Any) -> float:
    """Standard deviation of the score if each point were tossed by its probability."""
    return 100.0 * float(np.sqrt((probabilities * (1.0 - probabilities)).sum())) / len(probabilities)


def _band(verdicts: Sequence[Verdict], spread: float) -> Band:
    total = score([(verdict.kind.value, verdict.key_point.weight) for verdict in verdicts]).total
    low, high = max(0, round(total - spread)), min(100, round(total + spread))
    if spread < _SURE_BELOW:
        return Band(low, high, Certainty.SURE)
    return Band(low, high, Certainty.FAIRLY_SURE if spread < _FAIRLY_SURE_BELOW else Certainty.UNSURE)
