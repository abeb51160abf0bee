"""The page with the figures: made from the results, and nothing typed by hand."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bench.accuracy_page import DOCS, PAGES, PICTURES, TEMPLATES, pages, picture_data
from bench.pictures import drawn_from, mark, pictures
from bench.wanted import FILE, figure, tables

ROW = {"at": ["answers", "by_kind", "full", "mae"], "most": 10, "en": "error", "zh": "误差"}
FIGURES = {"answers": {"n": 9, "in_sample": False, "folds": 6, "by_kind": {"full": {"n": 4, "mae": 12.5}}}}


def result(figures: dict[str, Any]) -> dict[str, Any]:
    made = {"commit": "abc1234", "date": "2026-01-02", "machine": "a machine", "inputs": {"a.jsonl": "f" * 64}}
    return made | {"figures": figures}


@pytest.fixture
def results(tmp_path: Path):
    def write(**files: dict[str, Any]) -> Path:
        for name, figures in files.items():
            (tmp_path / f"{name.replace('_', '-')}.json").write_text(json.dumps(result(figures)), "utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("name", PAGES.values())
def test_the_page_in_the_docs_is_what_the_committed_results_make(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == pages()[name], "run `make accuracy-page`"


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_in_the_docs_are_drawn_from_the_committed_results(name: str, language: str) -> None:
    file = DOCS / "images" / f"accuracy-{name}.{language}.svg"
    wanted = mark(picture_data()) if picture_data() else ""
    assert drawn_from(file) == wanted, "run `make accuracy-page`"


def test_a_figure_knows_what_was_wanted_and_on_how_many_cases_it_rests() -> None:
    found = figure(ROW, FIGURES)
    assert (found.wanted, found.measured, found.met, found.cases) == ("≤ 10", 12.5, False, 4)
    assert (found.how, found.folds) == ("folds", 6)


def test_a_figure_just_at_the_limit_is_met_unless_it_had_to_be_under_it() -> None:
    assert figure(ROW | {"most": 12.5}, FIGURES).met is True
    row = {name: value for name, value in ROW.items() if name != "most"}
    assert figure(row | {"under": 12.5}, FIGURES).met is False
    assert figure(row, FIGURES).met is None


def test_a_figure_from_answers_that_were_calibrated_on_is_called_in_sample() -> None:
    assert figure(ROW, {"answers": {"in_sample": True, "by_kind": {"full": {"mae": 1}}}}).how == "in_sample"


def test_a_row_of_a_list_is_found_by_its_value() -> None:
    row = ROW | {"at": ["rows", "asked_for=100", "seconds"]}
    assert figure(row, {"rows": [{"asked_for": 10, "seconds": 1}, {"asked_for": 100, "seconds": 7}]}).measured == 7
    assert figure(row, {"rows": []}).measured is None


def test_what_was_not_measured_says_so_and_is_counted(results) -> None:
    made = pages(results())
    assert "| ≥ 0.97 | not measured | – | – | – |" in made["accuracy.md"]
    assert "| ≥ 0.97 | 没有测 | – | – | – |" in made["accuracy.zh.md"]
    wanted = sum(bool(each.wanted) for table in tables({}).values() for each in table)
    assert f"Of {wanted}\n" in made["accuracy.md"]
    assert f"**0 meet it, 0 fall short, and {wanted} are not measured yet**" in made["accuracy.md"]
    assert "**Not measured**: there is no result of a model" in made["accuracy.md"]


def test_figures_that_fall_short_are_shown_as_such_with_their_source(results) -> None:
    page = pages(results(grading={"answers": {"keypoint_auc": 0.91234, "n": 9, "folds": 6, "in_sample": False}}))
    assert "| ≥ 0.97 | 0.91234 | **no** | 9 | out of fold, 6 folds |" in page["accuracy.md"]
    assert "| 2026-01-02 | `abc1234` | a machine | a.jsonl `ffffffffffff` |" in page["accuracy.md"]


def test_a_model_that_was_measured_has_a_row_with_what_fell_back(results) -> None:
    told = {"n": 30, "graded_by": {"llm": 28, "embedded": 2}, "fallbacks": {"timed_out": 2}, "unscored": 0,
            "score_pearson": 0.4, "score_mae": 21.5}  # fmt: skip
    page = pages(results(accuracy_small={"model": "small", "sets": {"a.jsonl": told}}))["accuracy.md"]
    assert "| small | a.jsonl | 30 | 28 | 2 timed_out | 0 | 0.4 | 21.5 |" in page


def test_pictures_are_shown_once_there_is_something_to_draw_them_from(results) -> None:
    assert "accuracy-reliability.en.svg" not in pages(results(grading={}))["accuracy.md"]
    page = pages(results(grading={"pictures": {"bins": [], "scores": []}}))
    assert "(images/accuracy-reliability.en.svg)" in page["accuracy.md"]
    assert "(images/accuracy-scores.zh.svg)" in page["accuracy.zh.md"]


def test_pictures_carry_a_mark_of_what_they_show_and_are_only_drawn_anew_when_that_changed(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra `charts` is not installed; `make setup-dev` does that")
    data = {
        "bins": [{"low": 0.8, "high": 0.9, "n": 5, "predicted": 0.85, "observed": 0.9}],
        "scores": [["full", 100, 90]],
    }
    made = pictures(data, tmp_path)
    assert sorted(file.name for file in made) == sorted(
        f"accuracy-{name}.{language}.svg" for name in PICTURES for language in PAGES
    )
    assert {drawn_from(file) for file in made} == {mark(data)}
    made[0].write_text(f"by hand <!-- {mark(data)} -->", "utf-8")
    pictures(data, tmp_path)
    assert made[0].read_text("utf-8").startswith("by hand")
    pictures(data | {"scores": [["full", 100, 80]]}, tmp_path)
    assert made[0].read_text("utf-8").startswith("<svg")
    assert pictures({}, tmp_path) == []


def test_every_row_has_a_name_in_both_languages_and_says_how_it_was_measured() -> None:
    words = tomllib.loads((TEMPLATES / "words.toml").read_text("utf-8"))
    assert words["en"].keys() == words["zh"].keys()
    assert words["en"]["how"].keys() == words["zh"]["how"].keys()
    with FILE.open("rb") as file:
        rows = [(table["result"], row) for table in tomllib.load(file)["table"] for row in table["row"]]
    for result_name, row in rows:
        assert row["en"] and row["zh"]
        assert row.get("how") in words["en"]["how"] or result_name == "grading", row


def test_no_figure_is_typed_into_the_words() -> None:
    for language in PAGES:
        text = (TEMPLATES / f"accuracy.{language}.md").read_text("utf-8")
        assert "%" not in text
        assert {"$answers", "$kinds", "$sheets", "$attacks", "$retrieval", "$models", "$sources"} <= set(text.split())
