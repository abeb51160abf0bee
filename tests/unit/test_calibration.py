"""How the embedded grader's calibration is made: its rows, their labels, and the models as plain numbers."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.calibrate import _exported
from bench.examples import Rows, graded_rows, pair_rows, spread
from interviewer.adapters.embedded_grader.features import NAMES
from interviewer.adapters.embedded_grader.model import _trees
from interviewer.adapters.usem3_embedder import Usem3Embedder

POINTS = ["缓存穿透是查不存在的数据", "布隆过滤器挡住不存在的键"]


def sheet(marks: list[float], points: int) -> Rows:
    count = len(marks) * points
    rng = np.random.default_rng(0)
    answers = np.repeat(np.arange(len(marks)), points)
    return Rows(
        rng.random((count, 3)), np.repeat(marks, points), np.zeros(count, bool), np.array(["q"] * count), answers
    )


def test_the_trees_as_plain_numbers_give_what_the_fitted_model_gives() -> None:
    rng = np.random.default_rng(1)
    rows = rng.random((400, 4))
    model = HistGradientBoostingClassifier(max_iter=12, max_leaf_nodes=6, min_samples_leaf=5, random_state=0)
    model.fit(rows, rows[:, 0] + rows[:, 1] * rows[:, 2] > 0.8)
    assert _trees(_exported(model)).probability(rows) == pytest.approx(model.predict_proba(rows)[:, 1], abs=1e-3)


def test_the_mark_of_a_whole_answer_is_spread_over_its_points_and_stays_its_mean() -> None:
    given = sheet([0.25, 0.5, 0.9], 4)
    spread_out, alone = spread((given, given), lambda rows: rows[:, 0])
    assert alone.covered.tolist() == spread_out.covered.tolist()
    means = np.bincount(spread_out.answers, spread_out.covered) / 4
    assert means == pytest.approx([0.25, 0.5, 0.9], abs=0.01)
    first = spread_out.answers == 1
    assert np.argmax(spread_out.covered[first]) == np.argmax(given.features[first][:, 0])


def test_a_graded_answer_gives_a_row_a_point_in_the_answer_and_one_by_itself() -> None:
    answer = {
        "topic": "缓存", "question": "什么是缓存穿透？", "key_points": POINTS, "kind": "wrong-swap",
        "answer": "缓存穿透是查不存在的数据。布隆过滤器放行不存在的键。", "covered": [1, 0], "wrong": [1],
    }  # fmt: skip
    whole, alone = graded_rows([answer], Usem3Embedder(threads=1))
    assert whole.features.shape == alone.features.shape == (2, len(NAMES))
    assert whole.covered.tolist() == [1, 0]
    assert whole.wrong.tolist() == alone.wrong.tolist() == [False, True]
    assert len(whole.without(["缓存"])) == 0


def test_right_statements_come_with_copies_so_that_the_notes_own_words_are_no_sign_of_error() -> None:
    pair = {"topic": "缓存", "point": POINTS[0], "siblings": POINTS[1:]}
    pair |= {"right": ["查的东西压根没有，就是穿透"], "wrong": ["缓存穿透是热点数据过期了"]}
    rows = pair_rows([pair], Usem3Embedder(threads=1))
    assert rows.covered.tolist() == [1, 1, 0]
    assert rows.wrong.tolist() == [False, False, True]
