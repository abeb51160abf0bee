"""Make calibration.json of the embedded grader: `python -m bench.calibrate [ANSWERS.jsonl... SHEETS.csv...]`.

Two models are fitted on labelled feature rows (bench/examples.py): whether a point is covered, and whether it is said
the wrong way. Where verdicts begin was chosen on out-of-fold probabilities, by the mean error of the scores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.examples import Rows, disturbed, graded_rows, load, made_rows, pair_rows, sheet_rows, spread
from bench.figures import SHARED
from interviewer.adapters.embedded_grader.features import NAMES
from interviewer.adapters.embedded_grader.model import FILE
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.domain.ports import Embedder

OWN = Path(__file__).resolve().parent / "answers"
_GRADED, _ALONE = 3.0, 1.5
"""Weights of a row of the graded answers given, and of its slice by itself."""
_OWN, _OWN_ALONE, _DISTURBED, _PAIRS, _MADE = 1.0, 0.5, 0.5, 0.15, 0.1
"""Weights of a row of our own answers, of these disturbed, of single statements, of made answers."""
_SHEETS = 0.4
"""Weight of a row of answers with a mark for the whole. They only teach what judges points cut from a model answer:
people are lenient there, and such points are no checklist."""
_TREES = {
    "max_iter": 200,
    "learning_rate": 0.06,
    "max_leaf_nodes": 12,
    "max_depth": 6,
    "min_samples_leaf": 20,
    "max_features": 0.2,
    "l2_regularization": 5.0,
    "max_bins": 128,
    "early_stopping": False,
    "random_state": 0,
}
LIMITS = {
    "covered_from": 0.3,
    "partial_from": 0.22,
    "contradicted_from": 0.4,
    "confirmed_from": 0.15,
    "doubted_from": 0.2,
}
REFERENCE_LIMITS = {"covered_from": 0.45, "partial_from": 0.2, "contradicted_from": 0.8, "doubted_from": 1.0}
"""The model of wrong statements knows no such points, so that only what is plainly wrong is held against anyone."""
_LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class Examples:
    """All that the calibration is made from. Of graded answers: in the answer, and by itself."""

    graded: tuple[Rows, Rows]
    own: tuple[Rows, Rows]
    disturbed: Rows
    pairs: Rows
    made: Rows
    sheets: tuple[Rows, Rows]

    def without(self, topics: Iterable[str] = (), questions: Iterable[str] = ()) -> Examples:
        """Without the graded answers of some topics, and the sheets of some questions."""
        topics, questions = list(topics), list(questions)
        whole, alone = self.graded
        sheet, by_itself = self.sheets
        return replace(
            self,
            graded=(whole.without(topics), alone.without(topics)),
            sheets=(sheet.without(questions), by_itself.without(questions)),
        )

    def weighed(self) -> list[tuple[Rows, float]]:
        """All but the sheets."""
        return [
            (self.graded[0], _GRADED),
            (self.graded[1], _ALONE),
            (self.own[0], _OWN),
            (self.own[1], _OWN_ALONE),
            (self.disturbed, _DISTURBED),
            (self.pairs, _PAIRS),
            (self.made, _MADE),
        ]


def examples(answers: Sequence[dict[str, Any]], sheets: Sequence[Path], embedder: Embedder) -> Examples:
    own = [each for file in sorted(OWN.glob("*.jsonl")) if not file.name.startswith("pairs") for each in load(file)]
    pairs = [each for file in sorted(OWN.glob("pairs*.jsonl")) for each in load(file)]
    return Examples(
        graded_rows(answers, embedder),
        graded_rows(own, embedder),
        graded_rows(disturbed(own), embedder)[0],
        pair_rows(pairs, embedder),
        made_rows(embedder),
        sheet_rows(sheets, embedder),
    )


def fit(given: Examples) -> tuple[Any, Any, Any]:
    """The models: covered, wrong, and covered for points that were cut from a reference."""
    parts = given.weighed()
    features, _, wrong, weights = _together(parts)
    covered = _covered(parts)
    marked = spread(given.sheets, lambda rows: covered.predict_proba(rows)[:, 1])
    references = _covered([*parts, *((rows, _SHEETS) for rows in marked)])
    return covered, _model().fit(features, wrong, sample_weight=weights), references


def _covered(parts: Sequence[tuple[Rows, float]]) -> Any:
    """A row that is half covered is one example for each side, of half the weight."""
    features, covered, _, weights = _together(parts)
    rows, labels = np.vstack([features, features]), np.r_[np.ones(len(features)), np.zeros(len(features))]
    weights = np.r_[weights * covered, weights * (1 - covered)]
    used = weights > _LEAST_WEIGHT
    return _model().fit(rows[used], labels[used], sample_weight=weights[used])


def _together(parts: Sequence[tuple[Rows, float]]) -> tuple[Any, Any, Any, Any]:
    rows = [part for part, _ in parts]
    return (
        np.vstack([each.features for each in rows]),
        np.concatenate([each.covered for each in rows]),
        np.concatenate([each.wrong for each in rows]),
        np.concatenate([np.full(len(each), weight) for each, weight in parts]),
    )


def _model() -> Any:
    return HistGradientBoostingClassifier(**_TREES)


def as_json(covered: Any, wrong: Any, references: Any, made_from: dict[str, str]) -> dict[str, Any]:
    return {
        "version": f"embedded-{date.today():%Y.%m.%d}",
        "made_from": made_from,
        "features": list(NAMES),
        "verdicts": LIMITS,
        "covered": _exported(covered),
        "wrong": _exported(wrong),
        "references": {"verdicts": REFERENCE_LIMITS, "covered": _exported(references)},
    }


def _exported(model: Any) -> dict[str, Any]:
    """The trees as plain numbers. scikit-learn has no public way to them; its version is pinned."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            {
                "feature": np.where(leaf, -1, nodes["feature_idx"]).tolist(),
                "threshold": np.where(leaf, 0, _rounded_up(nodes["num_threshold"])).tolist(),
                "left": np.where(leaf, 0, nodes["left"]).tolist(),
                "right": np.where(leaf, 0, nodes["right"]).tolist(),
                "value": [round(float(each), 5) for each in np.where(leaf, nodes["value"], 0)],
            }
        )
    depth = max(int(predictor.nodes["depth"].max()) for (predictor,) in model._predictors)
    return {"start": float(model._baseline_prediction.ravel()[0]), "depth": depth, "trees": trees}


def _rounded_up(thresholds: Any) -> Any:
    """To six places, and never down: a value that is the threshold itself goes left."""
    return np.round(np.ceil(thresholds * 1e6) / 1e6, 6)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="graded answers, jsonl and csv", default=inputs())
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    chosen = parser.parse_args()
    answers, sheets = split(chosen.files)
    if not answers:
        parser.error(f"no graded answers: name them, or the folder that they lie in with BENCH_INPUTS (now {SHARED})")
    given = examples([each for file in answers for each in load(file)], sheets, Usem3Embedder(threads=1))
    used = (*answers, *sorted(OWN.glob("*.jsonl")), *sheets)
    data = as_json(*fit(given), {file.name: digest(file) for file in used})
    chosen.output.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def inputs() -> list[Path]:
    """The graded sets beside the product."""
    return [*sorted((SHARED / "bench").glob("answers-*.jsonl")), *sorted((SHARED / "asag").glob("*.csv"))]


def split(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files with key points, and those without."""
    return [each for each in files if each.suffix == ".jsonl"], [each for each in files if each.suffix == ".csv"]


if __name__ == "__main__":
    main()
