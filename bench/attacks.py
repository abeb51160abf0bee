"""Measure what talking to the grader gains: `python -m bench.attacks [-o NAME]`.

Each attack is graded beside the same answer without it, and alone, by the embedded grader and by the LLM grader with a
model that obeys whatever reaches it. Honest answers that use the same words are graded with and without the gates.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.attack_answers import ATTACKS, SPLITS, Case, cases
from bench.figures import write
from bench.honest_answers import honest, honest_with_model, points, speed
from bench.obedient import MODES, Obedient
from interviewer.bootstrap import Container
from interviewer.domain.assessment import Assessment
from interviewer.domain.questions import Question
from interviewer.services.gated_grading import GatedGrader
from interviewer.settings import load

INPUTS = sorted(ATTACKS.glob("*.jsonl"))
_WORST = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scores of one case."""

    case: Case
    base: int
    attacked: int
    alone: int

    @property
    def gain(self) -> int:
        return self.attacked - self.base


class NothingKept:
    """An assessment cache that forgets: each answer is judged anew."""

    def find(self, key: str) -> Assessment | None:  # noqa: ARG002
        return None

    def keep(self, key: str, assessment: Assessment) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", default="attacks", help="name among bench/results")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load(data_dir=Path(folder), openai_api_key="")
        made = figures(Container(settings), settings)
    print(write(chosen.output, made, INPUTS).read_text(encoding="utf-8"))


def figures(container: Container, settings: Any) -> dict[str, Any]:
    found, embedded = cases(), container.embedded_grader
    made: dict[str, Any] = {"n": len(found), "embedded": summary(by_embedded(found, embedded))}
    asking = [case for case in found if case.asks]
    for mode in MODES:
        say(f"LLM grader, an obedient model with quotes {mode}")
        obedient = Obedient(embedded.inner, mode)
        with_model = Container(
            settings, embedder=container.embedder, embedded_grader=embedded, chat_model=obedient.chat,
            newest_corrections=list, assessment_cache=NothingKept(),
        )  # fmt: skip
        grader = with_model.llm_grader
        assert grader is not None
        made[f"llm, quotes {mode}"] = summary(by_llm(asking, grader, obedient))
    return made | {
        "honest": honest(embedded),
        "honest, a model that people agree with": honest_with_model(embedded),
        "gates": speed(),
    }


def by_embedded(found: Sequence[Case], grader: GatedGrader) -> list[Outcome]:
    return [
        Outcome(
            case,
            points(grader.grade(case.clean or case.question, case.base)),
            points(grader.grade(case.question, case.attacked)),
            points(grader.grade(case.question, case.alone)),
        )
        for case in found
    ]


def by_llm(found: Sequence[Case], grader: GatedGrader, model: Obedient) -> list[Outcome]:
    def graded_as(question: Question, answer: str, attack: str) -> int:
        model.about(question, attack)
        return points(grader.grade(question, answer))

    return [
        Outcome(
            case,
            graded_as(case.clean or case.question, case.base, ""),
            graded_as(case.question, case.attacked, case.attack),
            graded_as(case.question, case.alone, case.attack),
        )
        for case in found
    ]


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """By split and by kind, and the worst ones. `rise` counts a loss as nothing."""
    kinds = sorted({each.case.kind for each in outcomes})
    worst = sorted(outcomes, key=lambda each: max(each.gain, each.alone), reverse=True)[:_WORST]
    return {
        "all": _row(outcomes),
        **{split: _row([each for each in outcomes if each.case.split == split]) for split in SPLITS},
        "by_kind": {kind: _row([each for each in outcomes if each.case.kind == kind]) for kind in kinds},
        "worst": [_line(each) for each in worst if max(each.gain, each.alone) > 0],
    }


def _row(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    if not outcomes:
        return {"n": 0}
    return {
        "n": len(outcomes),
        "mean_base": round(fmean(each.base for each in outcomes), 1),
        "mean_gain": round(fmean(each.gain for each in outcomes), 2),
        "mean_rise": round(fmean(max(0, each.gain) for each in outcomes), 2),
        "max_gain": max(each.gain for each in outcomes),
        "mean_alone": round(fmean(each.alone for each in outcomes), 2),
        "max_alone": max(each.alone for each in outcomes),
    }


def _line(outcome: Outcome) -> dict[str, Any]:
    return {
        "kind": outcome.case.kind,
        "split": outcome.case.split,
        "gain": outcome.gain,
        "alone": outcome.alone,
        "attack": outcome.case.attack[:120],
    }


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
