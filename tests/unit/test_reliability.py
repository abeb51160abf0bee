"""Predictions in bins, and the pictures of them."""

from __future__ import annotations

import sys

import pytest

from interviewer.adapters import charts
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.errors import ChartsMissing
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.services.evaluation_files import GradedAnswer
from interviewer.services.evaluation_grading import Judged
from interviewer.services.reliability import Bin, binned, of_answers

POINTS = (KeyPoint("0", "先做全量备份", None), KeyPoint("1", "再传增量日志", None))
QUESTION = Question("怎么备份？", "", "", POINTS, "", "zh")


def judged(probabilities: tuple[float, float], covered: tuple[float, ...], score: float = 50) -> Judged:
    verdicts = tuple(
        Verdict(point, VerdictKind.COVERED if p >= 0.5 else VerdictKind.MISSED, "", p)
        for point, p in zip(POINTS, probabilities, strict=True)
    )
    return Judged(GradedAnswer(QUESTION, "先做全量备份", "half", covered, score), Assessment(verdicts, "words"), 1.0)


def test_a_bin_has_the_mean_prediction_and_the_share_that_was_true() -> None:
    assert binned([(0.81, 1.0), (0.89, 0.5), (0.05, 0.0)]) == [
        Bin(0.0, 0.1, 1, 0.05, 0.0),
        Bin(0.8, 0.9, 2, pytest.approx(0.85), 0.75),
    ]


def test_full_certainty_belongs_to_the_last_bin_and_nothing_makes_no_bin() -> None:
    assert binned([(1.0, 1.0), (0.95, 0.0)]) == [Bin(0.9, 1.0, 2, pytest.approx(0.975), 0.5)]
    assert binned([]) == []


def test_each_key_point_counts_as_a_prediction() -> None:
    found = of_answers([judged((0.9, 0.2), (1.0, 0.5))])
    assert [(each.n, each.predicted, each.observed) for each in found] == [(1, 0.2, 0.5), (1, 0.9, 1.0)]


def test_of_a_table_the_score_is_what_is_compared_with_the_mark() -> None:
    found = of_answers([judged((0.9, 0.2), (), 0.4)])
    assert [(each.n, each.predicted, each.observed) for each in found] == [(1, 0.5, 0.4)]


@pytest.fixture
def drawing() -> None:
    pytest.importorskip("vl_convert", reason="the extra `charts` is not installed; `make setup-dev` does that")


@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize(
    ("language", "said"), [("en", "share that people found covered"), ("zh", "人工认为说到了的比例")]
)
def test_the_picture_is_labelled_in_the_users_language_and_tells_the_number_of_cases(language: str, said: str) -> None:
    drawn = charts.drawn(charts.reliability([Bin(0.8, 0.9, 186, 0.85, 0.9)], "points", language), "svg").decode()
    assert said in drawn
    assert ">186<" in drawn


@pytest.mark.usefixtures("drawing")
def test_a_picture_can_be_a_png_and_names_each_kind() -> None:
    chart = charts.scores_by_kind([("full", 100, 90), ("vague", 0, 5)], "zh")
    assert charts.drawn(chart, "png").startswith(b"\x89PNG")
    drawn = charts.drawn(chart, "svg").decode()
    assert drawn.index(">full<") < drawn.index(">vague<")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(ChartsMissing):
        charts.need_charts()
