"""Make docs/load.md and docs/load.zh.md from bench/results/load.json: `python -m bench.load_page`.

The words are in bench/templates; every figure comes from the results.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any

from bench.accuracy_page import DOCS, TEMPLATES
from bench.figures import RESULTS
from bench.load.process import slope_per_hour
from bench.wanted import read_results

PAGES = {"en": "load.md", "zh": "load.zh.md"}
_LATE_MINUTES = 15
LIMIT_MS = 1000
"""What 95% of the waits for feedback have to stay under, for a number of sessions to count as held."""


def pages(results: Path = RESULTS) -> dict[str, str]:
    """The pages by file name."""
    read = read_results(results).get("load", {})
    return {name: _page(read, language) for language, name in PAGES.items()}


def most_held(rows: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The row with the most sessions that were all held: without an error, and with 95% of waits under the limit."""
    held = [row for row in rows if is_held(row)]
    return max(held, key=lambda row: row["sessions"]) if held else None


def is_held(row: dict[str, Any]) -> bool:
    waited: float = row["feedback"].get("p95_ms", LIMIT_MS)
    return waited < LIMIT_MS and not row["errors"] and row["held"] > 0.99 * row["sessions"]


def memory_of_one(rows: Sequence[dict[str, Any]]) -> float | None:
    """Megabytes that one session more takes: between the fewest and the most that were held; None without two."""
    held = sorted((row for row in rows if is_held(row)), key=lambda row: row["sessions"])
    if len(held) < 2:
        return None
    few, many = held[0], held[-1]
    return round((many["rss_mb_at_end"] - few["rss_mb_at_end"]) / (many["sessions"] - few["sessions"]), 2)


def _page(result: dict[str, Any], language: str) -> str:
    words = tomllib.loads((TEMPLATES / "words_load.toml").read_text(encoding="utf-8"))[language]
    template = Template((TEMPLATES / f"load.{language}.md").read_text(encoding="utf-8"))
    figures = result.get("figures", {})
    rows, replicas = figures.get("one_server", []), figures.get("replicas", [])
    best = most_held(rows)
    cost = (best or max(rows, key=lambda row: row["turns"], default={})).get("server_ms_a_turn")
    return template.substitute(
        machine=result.get("machine", words["unknown"]),
        limit=LIMIT_MS,
        rows=_table(rows, words),
        replicas=_table(replicas, words),
        long_run=_long_run(figures.get("long_run"), words),
        headline=Template(words["held"]).substitute(n=best["sessions"]) if best else words["none_held"],
        ms_a_turn=cost or words["unknown"],
        turns_a_core=round(1000 / cost, 1) if cost else words["unknown"],
        memory=_told(memory_of_one(rows), words),
        answers=_answers(rows, words),
    )


def _table(rows: Sequence[dict[str, Any]], words: dict[str, Any]) -> str:
    return _rows(words["columns"], (_line(row, words) for row in rows)) if rows else words["not_measured"]


def _line(row: dict[str, Any], words: dict[str, Any]) -> list[str]:
    feedback, moves = row["feedback"], row["page_moves"]
    cells = (
        row["sessions"],
        words["yes"] if is_held(row) else words["no"],
        *(feedback.get(name, "–") for name in ("p50_ms", "p95_ms", "p99_ms")),
        moves.get("p95_ms", "–"),
        row["turns_a_second"],
        row["errors"],
        " + ".join(f"{cores:g}" for cores in row["server_cores"]),
        row["load_tool_cores"],
        row["server_ms_a_turn"],
        row["rss_mb_at_end"],
        row["load_average_before"],
        f"`{row['commit']}`",
    )
    return [str(cell) for cell in cells]


def _long_run(run: dict[str, Any] | None, words: dict[str, Any]) -> str:
    if run is None:
        return words["not_measured"]
    return Template(words["long_run"].strip()).substitute(
        run,
        minutes=round(run["seconds"] / 60),
        warm_up=round(run["warm_up_s"] / 60),
        p50=run["feedback"].get("p50_ms", "–"),
        p95=run["feedback"].get("p95_ms", "–"),
        threads=_range(run["threads"]),
        files=_range(run["files"]),
        by_minute=", ".join(map(str, run["rss_mb_by_minute"][::5])),
        growth_late=_growth_late(run["rss_mb_by_minute"]),
        late=_LATE_MINUTES,
    )


def _growth_late(by_minute: Sequence[float]) -> str:
    """Megabytes an hour in the last minutes, when what is kept to save work has filled up."""
    late = [(60.0 * minute, value) for minute, value in enumerate(by_minute)][-_LATE_MINUTES - 1 :]
    return f"{slope_per_hour(late):.1f}"


def _range(ends: Sequence[int]) -> str:
    return str(ends[0]) if ends[0] == ends[-1] else f"{ends[0]}–{ends[-1]}"


def _answers(rows: Sequence[dict[str, Any]], words: dict[str, Any]) -> str:
    if not rows:
        return words["unknown"]
    last = rows[-1]
    share = round(100 * last["on_topic"])
    return Template(words["answers"].strip()).substitute(last["characters"], n=last["answers"], share=share)


def _told(value: float | None, words: dict[str, Any]) -> str:
    return words["unknown"] if value is None else f"{value:g}"


def _rows(heads: Sequence[str], rows: Iterator[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
