"""Measure the embedded grader on graded answers: `python -m bench.grading ANSWERS.jsonl [CSV...] [-o FILE.json]`.

The jsonl figures are out of fold: each topic's answers are judged by models that saw no graded answer of that topic.
Csv files are no part of the calibration and are judged by it as it ships.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from bench.calibrate import Rows, as_json, digest, fit, graded_rows, load, made_rows
from interviewer.adapters.embedded_grader import EmbeddedGrader
from interviewer.adapters.embedded_grader.model import calibration, from_json
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.services.evaluation_files import read_jsonl
from interviewer.services.evaluation_grading import Judged, answer_figures, evaluate_csv, judge_all, p50

FOLDS = 6


def out_of_fold(file: Path, embedder: Usem3Embedder, made: Rows) -> list[Judged]:
    """The answers of a file, each judged by models that were fitted without its topic."""
    raw, answers = load(file), read_jsonl(file)
    topics = np.array([each["topic"] for each in raw])
    judged: dict[int, Judged] = {}
    for train, test in GroupKFold(FOLDS).split(topics, groups=topics):
        graded = graded_rows([raw[at] for at in train], embedder)
        model = from_json(as_json(*fit(graded, made), {}))
        found = judge_all([answers[at] for at in test], EmbeddedGrader(embedder, model), embedder)
        judged.update(zip((int(at) for at in test), found, strict=True))
    return [judged[at] for at in range(len(answers))]


def figures(answers: Path, sheets: list[Path]) -> dict[str, Any]:
    embedder = Usem3Embedder()
    judged = out_of_fold(answers, embedder, made_rows(embedder))
    grader = EmbeddedGrader(embedder)
    return {
        "commit": _commit(),
        "inputs": {file.name: digest(file) for file in (answers, *sheets)},
        "calibration": calibration().version,
        "answers": {**answer_figures(judged), "in_sample": False, "folds": FOLDS, "p50_ms": p50(judged)},
        "csv": {file.name: evaluate_csv(file, grader, embedder, grader.calibrated_on) for file in sheets},
    }


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "unknown"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", type=Path)
    parser.add_argument("csv", nargs="*", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    chosen = parser.parse_args()
    found = json.dumps(figures(chosen.answers, chosen.csv), ensure_ascii=False, indent=1)
    if chosen.output:
        chosen.output.write_text(found + "\n", encoding="utf-8")
    sys.stdout.write(found + "\n")


if __name__ == "__main__":
    main()
