"""The figures over graded answers, on a grader whose verdicts are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.assessment import Assessment, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.errors import BenchmarkFileBroken, PathNotFound
from interviewer.domain.questions import Question
from interviewer.i18n import explain
from interviewer.services.evaluation_figures import auc, f1, pearson, quadratic_kappa
from interviewer.services.evaluation_files import reference_points
from interviewer.services.evaluation_grading import evaluate_answers, evaluate_csv, file_hash


class WordGrader:
    """Covers a point whose text stands in the answer; fails on answers that say so."""

    name = "words"

    def grade(self, question: Question, answer: str) -> Assessment:
        if "坏掉" in answer:
            return unscored(UnscoredReason.GRADER_FAILED, self.name)
        verdicts = [
            Verdict(point, VerdictKind.COVERED, point.text, 0.9)
            if point.text in answer
            else Verdict(point, VerdictKind.MISSED, "", 0.1)
            for point in question.key_points
        ]
        return Assessment(tuple(verdicts), self.name)


def record(answer: str, covered: list[float], score: float, kind: str = "full") -> str:
    data = {"question": "怎么备份数据库？", "key_points": ["先做全量备份", "再传增量日志"], "answer": answer,
            "kind": kind, "covered": covered, "score": score, "topic": "备份"}  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.jsonl"
    lines = [
        record("我们会先做全量备份，再传增量日志到别处", [1, 1], 100),
        record("我们每天先做全量备份就够了", [1, 0], 40, "half"),
        "",
        record("我觉得备份是很有必要的事情", [0, 0], 0, "vague"),
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_the_figures_of_a_perfect_grader(answers: Path) -> None:
    figures = evaluate_answers(answers, WordGrader(), None)
    assert figures["n"] == 3
    assert figures["keypoint_auc"] == 1.0
    assert figures["keypoint_f1"] == 1.0
    assert figures["score_pearson"] > 0.99
    assert figures["score_mae"] == pytest.approx(10 / 3, abs=0.01)
    assert figures["by_kind"]["half"] == {"n": 1, "mean_score": 50.0, "mae": 10.0}
    assert figures["unscored"] == 0
    assert figures["in_sample"] is False
    assert figures["p50_ms"] >= 0


def test_an_unscored_answer_counts_as_wrong_by_the_full_range(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(record("先做全量备份，但磁盘坏掉了", [1, 0], 50), encoding="utf-8")
    figures = evaluate_answers(file, WordGrader(), None)
    assert figures["unscored"] == 1
    assert figures["score_mae"] == 100
    assert figures["keypoint_auc"] == 0.0


def test_a_file_that_the_calibration_was_made_from_is_in_sample(answers: Path) -> None:
    assert evaluate_answers(answers, WordGrader(), None, {file_hash(answers)})["in_sample"] is True


@pytest.mark.parametrize(
    ("line", "says"),
    [("{", "JSON"), ("[]", "JSON"), ("[" * 100_000, "JSON"), ('{"question": "q"}', "key_points"),
     (record("答", [1], 10), "covered"), (record("答", [1, 2], 10), "covered"), (record("答", [1, 0], 120), "score")],
)  # fmt: skip
def test_a_broken_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(record("答案是全量", [1, 1], 50) + "\n" + line, encoding="utf-8")
    with pytest.raises(BenchmarkFileBroken) as caught:
        evaluate_answers(file, WordGrader(), None)
    assert caught.value.details["line"] == 2
    assert says in explain(caught.value, "en")


def test_a_missing_and_an_empty_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(PathNotFound):
        evaluate_csv(tmp_path / "none.csv", WordGrader(), None)
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(BenchmarkFileBroken):
        evaluate_answers(tmp_path / "empty.jsonl", WordGrader(), None)


def test_a_table_is_graded_against_its_reference_and_leaves_no_submission_out(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(
        "question,reference,answer,score\n"
        "怎么备份？,先做全量备份。再传增量日志。,我会先做全量备份，再传增量日志,1\n"
        "怎么备份？,先做全量备份。再传增量日志。,我们先做全量备份就够了,0.5\n"
        "怎么备份？,先做全量备份。再传增量日志。,No submission.,0\n"
        "怎么备份？,先做全量备份。再传增量日志。,备份当然是很有必要的,0\n",
        encoding="utf-8",
    )
    figures = evaluate_csv(file, WordGrader(), None)
    assert figures == {"n": 3, "pearson": 1.0, "rmse": 0.0, "qwk": 1.0, "unscored": 0, "in_sample": False}


def test_a_table_without_a_column_or_with_a_strange_score_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("question,answer\na,b\n", encoding="utf-8")
    with pytest.raises(BenchmarkFileBroken, match="reference"):
        evaluate_csv(file, WordGrader(), None)
    file.write_text("question,reference,answer,score\na,b,c,viel\n", encoding="utf-8")
    with pytest.raises(BenchmarkFileBroken) as caught:
        evaluate_csv(file, WordGrader(), None)
    assert caught.value.details["line"] == 2


def test_a_reference_is_cut_into_points_that_can_stand_alone() -> None:
    text = (
        "先做全量备份。它包括所有数据，每周做一次，放在另一个机房里，"
        "并且要定期做恢复演练，不演练的备份等于没有；增量每小时传一次。好。"
    )
    points = reference_points(text)
    assert points[0] == "先做全量备份"
    assert len(points) >= 3
    assert all(len(point) >= 6 for point in points)
    assert reference_points("") == [""]


@given(st.lists(st.floats(0, 1), min_size=1), st.lists(st.floats(0, 1), min_size=1))
def test_the_area_is_one_minus_the_area_of_the_other_way(positive: list[float], negative: list[float]) -> None:
    assert auc(positive, negative) == pytest.approx(1 - (auc(negative, positive) or 0))


def test_figures_of_nothing_are_none() -> None:
    assert auc([], [1.0]) is None
    assert f1([False], [False]) is None
    assert pearson([1.0, 1.0], [0.0, 1.0]) is None
    assert quadratic_kappa([0.5, 0.5], [0.5, 0.5]) is None


def test_kappa_of_the_same_marks_is_one() -> None:
    assert quadratic_kappa([0.0, 0.4, 1.0], [0.0, 0.4, 1.0]) == 1
