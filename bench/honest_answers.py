"""What the gates cost honest answers: points, labels and time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median
from typing import Any

from bench.attack_answers import SPLITS, graded, question_of, rows
from bench.obedient import Ideal
from interviewer.adapters.llm_grader import LLMGrader
from interviewer.domain.assessment import Assessment
from interviewer.domain.gates import pass_gates
from interviewer.domain.questions import Question
from interviewer.services.gated_grading import GatedGrader


def honest(grader: GatedGrader) -> dict[str, Any]:
    """What the gates do to honest answers: to those that use the words of attacks, and to our graded ones."""
    made: dict[str, Any] = {}
    benign = rows("benign.jsonl")
    for split in SPLITS:
        some = [row for row in benign if row["split"] == split]
        drift = [_drift(grader, question_of(row), row["answer"]) for row in some]
        stopped = [row["answer"] for row in some if pass_gates(row["question"], row["answer"]).gate]
        made[f"benign, {split}"] = {"n": len(some), **_spread(drift), "gated": len(stopped), "which": stopped}
    kept = [row for row in graded() if row["kind"] in _HONEST]
    gated = [row["answer"] for row in kept if pass_gates(row["question"], row["answer"]).gate]
    made["graded answers"] = {"n": len(kept), "gated": len(gated), "which": gated}
    return made


_RIGHT = ("full", "full-paraphrase", "half", "one-point", "english", "spoken")
_EACH = 2
_HONEST = ("full", "full-paraphrase", "half", "one-point", "english", "spoken", "wrong-swap", "negated", "extra-wrong")


def honest_with_model(grader: GatedGrader) -> dict[str, Any]:
    """What gates and checks take from our graded answers when the model judges each as people did."""
    assert grader.embedder is not None
    model = Ideal(grader.embedder)
    defended = GatedGrader(LLMGrader(model.chat, checker=grader.inner, embedder=grader.embedder), grader.embedder)
    bare, drift = LLMGrader(model.chat), []
    for row in [row for row in graded() if row["kind"] in _RIGHT][::_EACH]:
        model.about(row)
        question = question_of(row)
        drift.append(abs(points(defended.grade(question, row["answer"])) - points(bare.grade(question, row["answer"]))))
    return {"n": len(drift), **_spread(drift), "changed": sum(map(bool, drift))}


def points(assessment: Assessment) -> int:
    """The score; an answer left unscored would be a failure of the bench."""
    if assessment.score is None or assessment.fallback_reason is not None:
        raise RuntimeError(f"not graded: {assessment.unscored_reason or assessment.fallback_reason}")
    return assessment.score


def _drift(grader: GatedGrader, question: Question, answer: str) -> int:
    return abs(points(grader.grade(question, answer)) - points(grader.inner.grade(question, answer)))


def _spread(drift: Sequence[int]) -> dict[str, Any]:
    return {"mean_drift": round(fmean(drift), 2), "max_drift": max(drift)} if drift else {}


def speed() -> dict[str, float]:
    """CPU milliseconds that the gates take, of an answer of 300 and of 20,000 characters."""
    said = "\n".join(row["answer"] for row in graded())
    return {
        "ms_300": round(median(_milliseconds(said[at : at + 300]) for at in range(0, 60_000, 300)), 2),
        "ms_20000": round(median(_milliseconds(said[at : at + 20_000]) for at in range(0, 80_000, 20_000)), 1),
        "ms_20000_of_attacks": round(_milliseconds("".join(_texts(rows("phrases.jsonl")))[:20_000]), 1),
    }


def _texts(found: Iterable[dict[str, Any]]) -> list[str]:
    return [row["text"] for row in found] * 4


def _milliseconds(answer: str, call: Callable[[str, str], object] = pass_gates) -> float:
    started = time.process_time()
    call("", answer)
    return 1000 * (time.process_time() - started)
