"""How well a grader agrees with people: the figures of `interviewer eval grading`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import Any

from interviewer.domain.assessment import Assessment
from interviewer.domain.ports import Embedder, Grader
from interviewer.domain.questions import Question
from interviewer.services.evaluation_figures import auc, f1, pearson, quadratic_kappa, rounded
from interviewer.services.evaluation_files import GradedAnswer, read_csv, read_jsonl
from interviewer.services.evaluation_models import asked_a_model, how_graded
from interviewer.services.gated_grading import grade

Judge = Callable[[Question, str], Assessment]


@dataclass(frozen=True, slots=True)
class Judged:
    """A graded answer with what the product made of it and how long that took."""

    graded: GradedAnswer
    assessment: Assessment
    milliseconds: float

    @property
    def score(self) -> float:
        """The score 0..100; of an unscored answer the one that is furthest from the truth."""
        if self.assessment.score is not None:
            return float(self.assessment.score)
        return 0.0 if self.truth >= 50 else 100.0

    @property
    def truth(self) -> float:
        """What people gave, 0..100."""
        return self.graded.score if self.graded.covered else 100 * self.graded.score

    @property
    def error(self) -> float:
        """How far the score is from the truth, 0..100; of an unscored answer the full range."""
        return 100.0 if self.assessment.score is None else abs(self.score - self.truth)

    @property
    def probabilities(self) -> list[float]:
        if self.assessment.unscored_reason is not None:
            return [1.0 - value for value in self.graded.covered]
        return [verdict.probability for verdict in self.assessment.verdicts]


def evaluate_answers(
    file: Path, grader: Grader, embedder: Embedder | None, calibrated_on: Collection[str] = ()
) -> dict[str, Any]:
    """Figures over a jsonl file with key points. Raises PathNotFound, BenchmarkFileBroken, ModelUnavailable."""
    return evaluate(file, read_jsonl(file), grader, embedder, calibrated_on)[0]


def evaluate_csv(
    file: Path, grader: Grader, embedder: Embedder | None, calibrated_on: Collection[str] = ()
) -> dict[str, Any]:
    """Figures over a csv file, key points from the reference. Raises like `evaluate_answers`."""
    return evaluate(file, read_csv(file), grader, embedder, calibrated_on)[0]


def evaluate(
    file: Path,
    answers: Sequence[GradedAnswer],
    grader: Grader,
    embedder: Embedder | None,
    calibrated_on: Collection[str] = (),
) -> tuple[dict[str, Any], list[Judged]]:
    """The figures over the answers of that file, and the answers as they were judged, in their order."""
    judged = judge_all(answers, grader, embedder)
    in_sample = {"in_sample": file_hash(file) in calibrated_on}
    if any(each.covered for each in answers):
        figures = {**answer_figures(judged), **in_sample, "p50_ms": p50(judged)}
    else:
        figures = {**csv_figures(judged), **in_sample}
    return figures | _of_a_model(judged), judged


def judge_all(
    answers: Sequence[GradedAnswer],
    grader: Grader,
    embedder: Embedder | None,
    seen: Callable[[Judged], None] = lambda _: None,
) -> list[Judged]:
    """Send each answer through gates and grader; `seen` is told of each as it is done.

    The embedded grader gets the first one twice, so that loading its model is not measured; others cost money.
    """
    if answers and grader.name == "embedded":
        grade(grader, embedder, answers[0].question, answers[0].answer)
    found = []
    for each in answers:
        started = perf_counter()
        assessment = grade(grader, embedder, each.question, each.answer)
        found.append(Judged(each, assessment, 1000 * (perf_counter() - started)))
        seen(found[-1])
    return found


def answer_figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Agreement on key points and on scores; 0.5 of a point is left out of the AUC and counts as covered for F1."""
    pairs = [pair for each in judged for pair in zip(each.graded.covered, each.probabilities, strict=True)]
    truth = [each.graded.score for each in judged]
    given = [each.score for each in judged]
    return {
        "n": len(judged),
        "keypoint_auc": rounded(auc([p for y, p in pairs if y >= 0.75], [p for y, p in pairs if y <= 0.25])),
        "keypoint_f1": rounded(f1([y >= 0.5 for y, _ in pairs], [p >= 0.5 for _, p in pairs])),
        "score_pearson": rounded(pearson(given, truth)),
        "score_mae": round(_mae(judged), 2),
        "by_kind": _by_kind(judged),
        "unscored": _unscored(judged),
    }


def csv_figures(judged: Sequence[Judged]) -> dict[str, Any]:
    given = [each.score / 100 for each in judged]
    truth = [each.graded.score for each in judged]
    return {
        "n": len(judged),
        "pearson": rounded(pearson(given, truth)),
        "rmse": round(sqrt(fmean((a - b) ** 2 for a, b in zip(given, truth, strict=True))), 4),
        "qwk": rounded(quadratic_kappa(given, truth)),
        "unscored": _unscored(judged),
    }


def p50(judged: Sequence[Judged]) -> float:
    return round(median(each.milliseconds for each in judged), 2)


def file_hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _of_a_model(judged: Sequence[Judged]) -> dict[str, Any]:
    assessments = [each.assessment for each in judged]
    return how_graded(assessments) if asked_a_model(assessments) else {}


def _mae(judged: Sequence[Judged]) -> float:
    return fmean(each.error for each in judged)


def _by_kind(judged: Sequence[Judged]) -> dict[str, Any]:
    kinds = sorted({each.graded.kind for each in judged})
    chosen = {kind: [each for each in judged if each.graded.kind == kind] for kind in kinds}
    return {
        kind: {"n": len(some), "mean_score": round(fmean(each.score for each in some), 1), "mae": round(_mae(some), 2)}
        for kind, some in chosen.items()
    }


def _unscored(judged: Sequence[Judged]) -> int:
    return sum(each.assessment.score is None for each in judged)
