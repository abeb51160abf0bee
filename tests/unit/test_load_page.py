"""The page on load: made from the results, and nothing typed by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.accuracy_page import DOCS
from bench.load_page import PAGES, memory_of_one, most_held, pages


def row(sessions: int, p95_ms: int, memory_mb: int = 600, errors: int = 0) -> dict[str, Any]:
    return {
        "sessions": sessions,
        "held": sessions,
        "errors": errors,
        "feedback": {"n": 9, "p50_ms": 80, "p95_ms": p95_ms, "p99_ms": 900},
        "page_moves": {"n": 5, "p95_ms": 70},
        "turns_a_second": 4.5,
        "server_cores": [0.4],
        "load_tool_cores": 0.1,
        "server_ms_a_turn": 80,
        "rss_mb_at_end": memory_mb,
        "load_average_before": 0.1,
        "commit": "abc1234",
        "answers": 300,
        "on_topic": 1.0,
        "characters": {"least": 8, "median": 150, "most": 700},
    }


@pytest.mark.parametrize("name", PAGES.values())
def test_the_page_in_the_docs_is_what_the_committed_results_make(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == pages()[name], "run `make accuracy-page`"


def test_sessions_are_held_when_nobody_waited_long_and_nothing_failed() -> None:
    rows = [row(50, 200), row(100, 999), row(150, 1000), row(200, 300, errors=1)]
    best = most_held(rows)
    assert best and best["sessions"] == 100
    assert most_held([row(50, 1200)]) is None


def test_a_session_takes_what_more_of_them_take_more() -> None:
    assert memory_of_one([row(20, 100, 600), row(100, 200, 640), row(150, 5000, 900)]) == 0.5
    assert memory_of_one([row(20, 100)]) is None


def test_a_page_of_measured_runs_and_of_none(tmp_path: Path) -> None:
    assert "Not measured yet" in pages(tmp_path)["load.md"] and "not known yet" in pages(tmp_path)["load.md"]
    made = {"machine": "a machine", "figures": {"one_server": [row(100, 250)]}}
    (tmp_path / "load.json").write_text(json.dumps(made), "utf-8")
    page = pages(tmp_path)["load.md"]
    assert "one server held 100 sessions" in page and "not known yet" not in page
    assert "| 100 | yes | 80 | 250 |" in page
