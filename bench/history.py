"""How fast the history is with 2,000 sessions and 60,000 verdicts: `python -m bench.history [SESSIONS]`.

The database is generated, always the same one. `page` is what the server does for a page, measured by Streamlit's
AppTest; `browser` is from a key press to what a person sees in Chromium.
"""

from __future__ import annotations

import io
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.app_server import app_server
from bench.browser import chromium, chromium_path
from bench.figures import ROOT, write
from interviewer.adapters.sql.archive import SqlArchive
from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.history import HistoryFilter
from interviewer.domain.notes import KeyPoint, SourceLines
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Plan, Session, Turn, TurnState
from interviewer.services import archive_file

SESSIONS, TURNS, POINTS = 2_000, 6, 5
START = datetime(2024, 1, 1, tzinfo=UTC)
TOPICS = [f"{area} / {topic}" for area in ("Database", "Network", "Kubernetes", "CI/CD") for topic in "ABCDEFGHIJ"]
PIECES = (
    "从库拉取 binlog 写进 relay log 再重放。",
    "过期时间加上随机值，避免同时失效。",
    "先看监控再看日志，确认是哪一层的问题。",
    "The scheduler filters nodes, scores them and binds the Pod.",
    "副本数由 ReplicaSet 维持，滚动更新时新旧并存。",
    "缓存和数据库的一致性靠先更新数据库再删除缓存。",
)
RARE = "尾延迟抖动"
"""In one answer of a hundred."""
_CHANGED = "before => (document.querySelector('.st-key-history-pages')?.innerText ?? before) != before"
"""The line that says which sessions of how many are shown; away for a moment while the page is drawn anew."""
FILTERS = {
    "first_page": HistoryFilter(),
    "search_common": HistoryFilter(words="relay log"),
    "search_rare": HistoryFilter(words=RARE),
    "search_nothing": HistoryFilter(words="没有这样的词"),
    "search_two_words": HistoryFilter(words="binlog 监控"),
    "filter_topic": HistoryFilter(topic="Network / C"),
    "filter_score": HistoryFilter(lowest=60, highest=80),
}


def main() -> None:
    """Figures are written as they come: the later ones take minutes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS
    figures: dict[str, Any] = {"sessions": count, "verdicts": count * TURNS * POINTS}
    with tempfile.TemporaryDirectory(prefix="interviewer-history-") as folder:
        file = Path(folder) / "interviewer.sqlite3"
        _add(figures, "sqlite", measured(f"sqlite:///{file}", count))
        _add(figures, "browser", _in_browser(file))
        _add(figures, "archive", _archive(f"sqlite:///{file}"))
        _add(figures, "page", _page(Path(folder)))
        _add(figures, "memory_mb", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    with _postgres() as server:
        _add(figures, "postgres", measured(server, count) if server else None)


def _add(figures: dict[str, Any], name: str, measured_: Any) -> None:
    figures[name] = measured_
    print(name, measured_, flush=True)
    write("history", figures)


def measured(url: str, count: int) -> dict[str, Any]:
    database = open_database(url)
    store = SqlSessionStore(database)
    filled = _seconds(partial(_fill, store, count))
    queries = {name: _spread(partial(store.page, wanted, 0, 20), 40) for name, wanted in FILTERS.items()}
    queries["last_page"] = _spread(lambda: store.page(HistoryFilter(), count - 20, 20), 40)
    queries["choices"] = _spread(store.choices, 40)
    queries["summaries"] = _spread(store.summaries, 20)
    queries["unfinished"] = _spread(store.unfinished, 20)
    database.close()
    return queries | {"fill_s": filled}


def _fill(store: SqlSessionStore, count: int) -> None:
    for each in sessions(count):
        store.add(each)


def _archive(url: str) -> dict[str, Any]:
    """Exporting all, and importing it into an empty database and once more."""
    database, file = open_database(url), io.BytesIO()
    archive = SqlArchive(database)
    records = archive.records(with_recordings=False)
    exported = _seconds(lambda: archive_file.write(file, records, made_at=START, with_recordings=False))
    with tempfile.TemporaryDirectory() as folder:
        other = open_database(f"sqlite:///{folder}/other.db")
        times = [_seconds(lambda: _merge(SqlArchive(other), file)) for _ in range(2)]
        other.close()
    database.close()
    size = round(len(file.getvalue()) / 2**20, 1)
    return {"export_s": exported, "export_mb": size, "import_s": times[0], "import_again_s": times[1]}


def _merge(archive: SqlArchive, file: io.BytesIO) -> None:
    file.seek(0)
    archive.merge(archive_file.read(file), keep=True)


def sessions(count: int) -> Iterator[Session]:
    draw = random.Random(1)
    for number in range(count):
        id = f"session-{number:05}"
        turns = tuple(_turn(draw, id, position) for position in range(TURNS))
        at = START + timedelta(hours=9 * number)
        plan = Plan((), (), TURNS, "zh", tuple(turn.question.section_id for turn in turns))
        yield Session(id, at, plan, turns, at + timedelta(minutes=20) if number % 9 else None)


def _turn(draw: random.Random, session: str, position: int) -> Turn:
    topic = draw.choice(TOPICS)
    points = tuple(
        KeyPoint(f"{topic}#{at}", draw.choice(PIECES), SourceLines("notes.md", at, at)) for at in range(POINTS)
    )
    answer = "".join(draw.choices(PIECES, k=10)) + (RARE if draw.random() < 0.01 else "")
    verdicts = tuple(
        Verdict(point, draw.choice(list(VerdictKind)), answer[:20], draw.random(), "没有说到后半句") for point in points
    )
    asked = f"说说 {topic} 第 {position} 题"
    question = Question(asked, f"{topic}/{position}", f"{topic} / 机制", points, answer * 3, "zh")
    turn = Turn(f"{session}-{position}", session, position, question, TurnState.GRADED, START, answer, START)
    return replace(turn, assessment=Assessment(verdicts, "embedded"), version=3)


def _page(folder: Path) -> dict[str, Any]:
    """The whole page as the server makes it, in this process."""
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "INTERVIEWER_", "DATABASE_", "CHROMA_")):
            del os.environ[name]
    os.environ |= {"INTERVIEWER_DATA_DIR": str(folder), "INTERVIEWER_KNOWLEDGE_DIR": str(_little_knowledge(folder))}
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page("ui/pages/history.py").run()

    def draw() -> None:
        app.run()
        rows = [each for each in app.button if str(each.key).startswith("delete-")]
        if app.exception or not rows:
            raise RuntimeError("the page shows no sessions")

    figures = {"first": _spread(draw, 30)}
    for name, words in (("search", RARE), ("search_common", "relay log")):
        app.text_input(key="history_words").set_value(words)
        figures[name] = _spread(draw, 30)
    return figures


def _in_browser(database: Path) -> dict[str, Any] | None:
    """From a key press to the rows that a person sees, in Chromium; None where it is not on the machine."""
    if not chromium_path():
        return None
    few_notes = {"INTERVIEWER_KNOWLEDGE_DIR": str(ROOT / "tests" / "browser" / "knowledge")}
    with app_server(few_notes, start=False) as server, chromium() as browser:
        shutil.copy(database, server.data_dir / database.name)
        server.start()
        page = browser.new_page(locale="zh-CN")
        page.set_default_timeout(60_000)
        page.goto(f"{server.url}/history")
        line = page.locator(".st-key-history-pages")
        line.wait_for()
        words = page.get_by_role("textbox", name="查找")

        def seek() -> None:
            before = line.inner_text()
            words.fill("" if words.input_value() else RARE)
            words.press("Enter")
            page.wait_for_function(_CHANGED, arg=before)

        def turn() -> None:
            before = line.inner_text()
            page.get_by_role("button", name="较早的").click()
            page.wait_for_function(_CHANGED, arg=before)

        return {"search": _spread(seek, 20), "older_page": _spread(turn, 20)}


def _little_knowledge(folder: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "browser" / "knowledge", folder / "knowledge")
    return folder / "knowledge"


@contextmanager
def _postgres() -> Iterator[str]:
    """A database of a server of its own; "" where Postgres is not on the machine."""
    postgres = import_module("tests.contract.postgres_server")
    try:
        with postgres.running_postgres() as server:
            yield server.create("history")
    except postgres.PostgresMissingError:
        yield ""


def _spread(call: Callable[[], object], times: int) -> dict[str, float]:
    """Milliseconds, after two calls that are not counted."""
    call(), call()
    took = [1000 * _timed(call) for _ in range(times)]
    return {"p50_ms": round(median(took), 1), "p95_ms": round(quantiles(took, n=20)[-1], 1)}


def _seconds(call: Callable[[], object]) -> float:
    return round(_timed(call), 1)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
