"""`interviewer eval grading` as a person sees it: a report, the worst answers, a picture."""

from __future__ import annotations

import json
import sys

import pytest

from tests.unit.test_cli import GOOD, QUESTION, embedder, interviewer, own, surroundings  # noqa: F401


@pytest.fixture
def answers(tmp_path):
    marked = [
        (GOOD, [1, 0], 50, "partial"),
        ("过期时间上加一个随机值。", [0, 1], 50, "partial"),
        ("不知道。", [0, 0], 0, "blank"),
    ]
    points = ["大量 key 同时过期", "过期时间加随机值"]
    rows = [
        {"id": f"a-{at}", "question": QUESTION, "key_points": points, "answer": a, "covered": c, "score": s, "kind": k}
        for at, (a, c, s, k) in enumerate(marked)
    ]
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def test_a_person_gets_rows_by_kind_and_the_worst_answers_in_the_configured_language(own, answers, monkeypatch):  # noqa: F811
    told = own("eval", "grading", "--answers", answers).out
    assert "共 3 份回答" in told
    assert "partial" in told
    assert told.count("   > ") == 3
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "en")
    told = own("eval", "grading", "--answers", answers, "--worst", "1").out
    assert "3 answers, 0 of them not graded" in told
    assert told.count("   > ") == 1


def test_a_picture_is_drawn_beside_the_report_and_beside_the_json(own, answers, tmp_path):  # noqa: F811
    pytest.importorskip("vl_convert", reason="the extra `charts` is not installed; `make setup-dev` does that")
    result = own("eval", "grading", "--answers", answers, "--plot", tmp_path / "a.png")
    assert str(tmp_path / "a.png") in result.out
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert own("eval", "grading", "--answers", answers, "--plot", tmp_path / "a.svg", "--json").json["n"] == 3
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")
    nowhere = own("eval", "grading", "--answers", answers, "--plot", tmp_path / "none" / "a.png")
    assert nowhere.code == 1
    assert "none/a.png" in nowhere.complaint


def test_without_the_extra_nothing_is_measured_and_it_says_what_to_install(own, monkeypatch, tmp_path):  # noqa: F811
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    result = own("eval", "grading", "--answers", "/no/such.jsonl", "--plot", tmp_path / "a.png")
    assert result.code == 1
    assert "pip install 'interviewer[charts]'" in result.complaint


@pytest.mark.parametrize("options", [["--plot", "a.jpg"], ["--worst", "-1"], ["--plot"]], ids=" ".join)
def test_wrong_use_is_told_before_anything_is_measured(options):
    result = interviewer("eval", "grading", "--answers", "/no/such.jsonl", *options)
    assert result.code == 2
    assert result.complaint
