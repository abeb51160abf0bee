"""Measure the embedded grader on graded answers: `python -m bench.grading [ANSWERS.jsonl CSV...] [-o NAME]`.

All figures are out of fold: the answers of a topic (csv: of a question) are judged by models that saw no graded answer
of it. They go to bench/results/NAME.json.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from bench.calibrate import Examples, as_json, examples, fit, inputs, split
from bench.examples import load
from bench.figures import write
from bench.pictures import picture_data
from interviewer.adapters.embedded_grader import EmbeddedGrader
from interviewer.adapters.embedded_grader.model import calibration, from_json
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.services.evaluation_files import read_csv, read_jsonl
from interviewer.services.evaluation_grading import Judged, answer_figures, csv_figures, judge_all, p50

FOLDS, SHEET_FOLDS = 6, 3


def out_of_fold(file: Path, embedder: Usem3Embedder, given: Examples) -> list[Judged]:
    """The answers of a file, each judged by models that were fitted without its topic."""
    answers = read_jsonl(file)
    topics = np.array([each["topic"] for each in load(file)])
    judged: dict[int, Judged] = {}
    for _, test in GroupKFold(FOLDS).split(topics, groups=topics):
        model = from_json(as_json(*fit(given.without(topics=topics[test])), {}))
        found = judge_all([answers[at] for at in test], EmbeddedGrader(embedder, model), embedder)
        judged.update(zip((int(at) for at in test), found, strict=True))
    return [judged[at] for at in range(len(answers))]


def sheet_out_of_fold(file: Path, embedder: Usem3Embedder, given: Examples) -> list[Judged]:
    """The answers of a csv file, each judged by models that were fitted without its question."""
    answers = read_csv(file)
    questions = np.array([each.question.text for each in answers])
    judged: list[Judged] = []
    for _, test in GroupKFold(SHEET_FOLDS).split(questions, groups=questions):
        model = from_json(as_json(*fit(given.without(questions=questions[test])), {}))
        judged += judge_all([answers[at] for at in test], EmbeddedGrader(embedder, model), embedder)
    return judged


def figures(answers: Path, sheets: list[Path]) -> dict[str, Any]:
    embedder = Usem3Embedder(threads=1)
    given = examples(load(answers), sheets, embedder)
    judged = out_of_fold(answers, embedder, given)
    return {
        "calibration": calibration().version,
        "answers": {**answer_figures(judged), "in_sample": False, "folds": FOLDS, "p50_ms": p50(judged)},
        "pictures": picture_data(judged),
        "csv": {
            file.name: {
                **csv_figures(sheet_out_of_fold(file, embedder, given)),
                "in_sample": False,
                "folds": SHEET_FOLDS,
            }
            for file in sheets
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=inputs(), help="graded answers, jsonl first, and csv")
    parser.add_argument("-o", "--output", default="grading", help="name among bench/results")
    chosen = parser.parse_args()
    answers, sheets = split(chosen.files)
    if len(answers) != 1:
        parser.error("name one jsonl file of graded answers")
    file = write(chosen.output, figures(answers[0], sheets), [*answers, *sheets])
    sys.stdout.write(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
