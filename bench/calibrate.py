"""Make calibration.json of the embedded grader: `python -m bench.calibrate [ANSWERS.jsonl... SHEETS.csv...]`."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from bench.figures import SHARED
from bench.synthetic import Sheet, made_answers, sheets_of, shortened
from interviewer.adapters.embedded_grader.checklist import prepare
from interviewer.adapters.embedded_grader.features import NAMES, SIGNS, evidence, signs
from interviewer.adapters.embedded_grader.model import FILE
from interviewer.adapters.embedded_grader.statements import prepare_answer
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.domain.ports import Embedder
from interviewer.domain.text import language_of
from interviewer.services.evaluation_files import read_csv

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
ANSWERS_A_SECTION = 4
_WRONG_KINDS = ("wrong-swap", "negated")
_MADE_WEIGHT_STATED, _MADE_WEIGHT_WRONG = 0.04, 0.3
_SHEET_WEIGHT = 0.1
_FULL_MARKS = 0.9
_WRONG_SHARE = 0.35
"""Weight of the wrong statements among the examples; in the made answers there are more of them than people say."""
_SIGNS_OF_WRONG = SIGNS.index("head")
"""The first SIGNS are signs of a wrong statement; the others say how much of the point is there at all."""
_WORTH_JUDGING = 0.4
"""Stated probability above which a statement is an example for the model of wrong ones."""
_STATED = {
    "n_estimators": 200,
    "max_depth": 3,
    "learning_rate": 0.05,
    "subsample": 0.7,
    "min_samples_leaf": 10,
    "max_features": 5,
}
_WRONG = {
    "n_estimators": 150,
    "max_depth": 2,
    "learning_rate": 0.05,
    "subsample": 0.7,
    "min_samples_leaf": 15,
    "max_features": 3,
}
LIMITS = {"covered_from": 0.45, "partial_from": 0.3, "contradicted_from": 0.5}


@dataclass(frozen=True, slots=True)
class Rows:
    """Feature rows, one for each key point of each answer. `covered` 0..1; `wrong` where said the wrong way."""

    features: Any
    covered: Any
    wrong: Any
    groups: Any

    def take(self, which: Any) -> Rows:
        return Rows(self.features[which], self.covered[which], self.wrong[which], self.groups[which])


def graded_rows(answers: Sequence[dict[str, Any]], embedder: Embedder) -> Rows:
    """Rows of answers in the form of the benchmark's jsonl, grouped by topic."""
    features: list[Any] = []
    covered: list[float] = []
    wrong: list[bool] = []
    groups: list[str] = []
    for answer in answers:
        features.append(_features(answer["question"], answer["key_points"], answer["answer"], embedder))
        covered += answer["covered"]
        wrong += [answer["kind"] in _WRONG_KINDS and value < 0.25 for value in answer["covered"]]
        groups += [answer["topic"]] * len(answer["covered"])
    return Rows(np.vstack(features), np.array(covered, float), np.array(wrong), np.array(groups))


def sheet_rows(files: Sequence[Path], embedder: Embedder) -> Rows:
    """Rows of answers with full marks in English csv files, grouped by question: in them nothing is said wrongly.

    They tell nothing of single points. Of Chinese the graded answers with key points hold enough.
    """
    sheets = [read_csv(file) for file in english(files)]
    answers = [each for sheet in sheets for each in sheet if each.score >= _FULL_MARKS and each.answer.strip()]
    if not answers:
        return Rows(np.zeros((0, len(NAMES))), np.zeros(0), np.zeros(0, bool), np.zeros(0, str))
    features = [
        _features(each.question.text, [point.text for point in each.question.key_points], each.answer, embedder)
        for each in answers
    ]
    count = sum(map(len, features))
    groups = [each.question.text for each, rows in zip(answers, features, strict=True) for _ in rows]
    return Rows(np.vstack(features), np.ones(count), np.zeros(count, bool), np.array(groups))


def english(files: Sequence[Path]) -> list[Path]:
    """Those of the csv files whose references are English."""
    return [file for file in files if language_of(read_csv(file)[0].question.reference) == "en"]


def made_rows(embedder: Embedder, seed: int = 0, knowledge: Path = KNOWLEDGE) -> Rows:
    """Rows of answers made from the notes that ship with the product."""
    rng = random.Random(seed)
    sheets = sheets_of(knowledge)
    features: list[Any] = []
    covered: list[float] = []
    wrong: list[bool] = []
    groups: list[str] = []
    for sheet in sheets:
        for _ in range(ANSWERS_A_SECTION):
            for made in made_answers(_varied(sheet, rng), sheets, 1, rng):
                points = made.sheet.points
                features.append(_features(made.sheet.question, points, made.answer, embedder))
                covered += made.covered
                wrong += [at in made.wrong for at in range(len(points))]
                groups += [sheet.topic] * len(points)
    return Rows(np.vstack(features), np.array(covered, float), np.array(wrong), np.array(groups))


def _varied(sheet: Sheet, rng: random.Random) -> Sheet:
    return shortened(sheet, rng) if rng.random() < 0.6 else sheet


def _features(question: str, points: Sequence[str], answer: str, embedder: Embedder) -> Any:
    checklist = prepare(question, points, embedder)
    return np.stack([each.features for each in evidence(checklist, prepare_answer(answer, checklist, embedder))])


def fit(graded: Rows, made: Rows, sheets: Rows) -> tuple[Any, Any]:
    """The two models. What is said wrongly is no example for the first, which only tells what is spoken of."""
    right, plain = graded.take(~graded.wrong), made.take(~made.wrong)
    rows = np.vstack([right.features, right.features, plain.features])
    labels = np.r_[np.ones(len(right.covered)), np.zeros(len(right.covered)), plain.covered]
    weights = np.r_[right.covered, 1 - right.covered, np.full(len(plain.covered), _MADE_WEIGHT_STATED)]
    used = weights > 0
    stated = GradientBoostingClassifier(random_state=0, **_STATED)
    stated.fit(rows[used], labels[used], sample_weight=weights[used])
    return stated, _fit_wrong(stated, graded, made, sheets)


def _fit_wrong(stated: Any, graded: Rows, made: Rows, sheets: Rows) -> Any:
    """The second model, from statements that speak of their point.

    A made answer that went wrong without leaving any sign (a corruption that no feature sees) teaches nothing.
    """
    chosen = []
    for rows in (graded, made, sheets):
        spoken_of = _probability(stated, rows) > _WORTH_JUDGING
        chosen.append(rows.take(spoken_of & ((rows.covered >= 0.75) | rows.wrong)))
    visible = (np.abs(signs(chosen[1].features)[:, :_SIGNS_OF_WRONG]) > 0.2).any(axis=1)
    chosen[1] = chosen[1].take(visible | ~chosen[1].wrong)
    features = np.vstack([signs(rows.features) for rows in chosen])
    labels = np.concatenate([rows.wrong for rows in chosen[:2]])
    weights = np.r_[np.ones(len(chosen[0].covered)), np.full(len(chosen[1].covered), _MADE_WEIGHT_WRONG)]
    share = weights[labels].sum() / weights.sum()
    weights *= np.where(labels, _WRONG_SHARE / share, (1 - _WRONG_SHARE) / (1 - share))
    # Beside that share, so that they do not change how answers in the other language are judged.
    labels, weights = np.r_[labels, chosen[2].wrong], np.r_[weights, np.full(len(chosen[2].covered), _SHEET_WEIGHT)]
    return GradientBoostingClassifier(random_state=0, **_WRONG).fit(features, labels, sample_weight=weights)


def _probability(model: Any, rows: Rows) -> Any:
    return model.predict_proba(rows.features)[:, 1] if len(rows.features) else np.zeros(0)


def as_json(stated: Any, wrong: Any, made_from: dict[str, str]) -> dict[str, Any]:
    return {
        "version": f"embedded-{date.today():%Y.%m.%d}",
        "made_from": made_from,
        "features": {"stated": list(NAMES), "wrong": list(SIGNS)},
        "verdicts": LIMITS,
        "stated": _exported(stated),
        "wrong": _exported(wrong),
    }


def _exported(model: Any) -> dict[str, Any]:
    share = model.init_.class_prior_[1]
    trees = []
    for (estimator,) in model.estimators_:
        tree = estimator.tree_
        leaf = tree.children_left < 0
        trees.append(
            {
                "feature": np.where(leaf, -1, tree.feature).tolist(),
                "threshold": [round(float(each), 5) for each in np.where(leaf, 0, tree.threshold)],
                "left": np.where(leaf, 0, tree.children_left).tolist(),
                "right": np.where(leaf, 0, tree.children_right).tolist(),
                "value": [round(float(each), 5) for each in np.where(leaf, tree.value[:, 0, 0], 0)],
            }
        )
    start = float(np.log(share / (1 - share)))
    return {"start": start, "rate": model.learning_rate, "depth": model.max_depth, "trees": trees}


def load(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


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
    embedder = Usem3Embedder(threads=1)
    graded = graded_rows([answer for file in answers for answer in load(file)], embedder)
    stated, wrong = fit(graded, made_rows(embedder), sheet_rows(sheets, embedder))
    data = as_json(stated, wrong, {file.name: digest(file) for file in (*answers, *english(sheets))})
    chosen.output.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def inputs() -> list[Path]:
    """The graded sets beside the product."""
    return [*sorted((SHARED / "bench").glob("answers-*.jsonl")), *sorted((SHARED / "asag").glob("*.csv"))]


def split(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files with key points, and those without."""
    return [each for each in files if each.suffix == ".jsonl"], [each for each in files if each.suffix == ".csv"]


if __name__ == "__main__":
    main()
