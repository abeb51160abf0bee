"""How long the report of thirty questions takes to stand in a browser: `python -m bench.report_page`.

From a click in the app, from its address in a new window (with loading the app's own scripts), and opening a question.
Other work on the machine makes these longer: the load is told, and what the server computes for a page in CPU time.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page

from bench.app_server import app_server
from bench.browser import chromium
from bench.figures import ROOT, write
from bench.report_sessions import BEGAN, a_made_session
from interviewer.bootstrap import Container
from interviewer.services.report_text import to_json, to_markdown
from interviewer.services.reports import build_from
from interviewer.settings import load

QUESTIONS, TIMES = 30, 8
_NOTES = {"INTERVIEWER_KNOWLEDGE_DIR": str(ROOT / "knowledge" / "kubernetes")}
"""Enough sections for the questions."""
_PICTURES = ".st-key-report-timeline .marks"


def main() -> None:
    with app_server(_NOTES, start=False) as server:
        figures = {"questions": QUESTIONS, "times": TIMES, **_in_process(server.data_dir)}
        server.start()
        with chromium() as browser:
            page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
            page.set_default_timeout(60_000)
            assert server.process is not None
            figures |= _in_browser(page, server.url, server.process.pid)
    figures["load_average"] = round(os.getloadavg()[0], 1)
    print(write("report-page", figures).read_text(encoding="utf-8"))


def _in_process(folder: Path) -> dict[str, float]:
    """Store two sessions on the same sections, and make their report without a page."""
    os.environ |= {"INTERVIEWER_DATA_DIR": str(folder), **_NOTES}
    product = Container(load())
    try:
        product.ingest_knowledge()
        sections = [each for each in product.notes.sections() if each.key_points and each.language == "zh"]
        for id, seed, days in (("before", 1, 3), ("now", 2, 0)):
            began = BEGAN - timedelta(days=days)
            made = a_made_session(sections[:QUESTIONS], id=id, seed=seed, began=began, spoken=True)
            product.sessions.add(made)
        store = product.sessions
        report = build_from(store, "now")
        return {
            "report_cpu_ms": _median(lambda: build_from(store, "now")),
            "markdown_cpu_ms": _median(lambda: to_markdown(report, "zh")),
            "json_cpu_ms": _median(lambda: to_json(report)),
        }
    finally:
        product.close()


def _in_browser(page: Page, url: str, pid: int) -> dict[str, float]:
    from_click, from_address, opening, computing = [], [], [], []
    for _ in range(TIMES + 1):
        page.goto(url)
        link = page.get_by_role("link", name="打开报告")
        link.wait_for()
        before = _cpu_seconds(pid)
        from_click.append(_seconds(page, link.click))
        computing.append(_cpu_seconds(pid) - before)
        from_address.append(_seconds(page, lambda: page.goto(f"{url}/report?session=now")))
        question = page.locator("[data-testid=stExpander]").nth(3)
        began = time.perf_counter()
        question.locator("summary").click()
        question.locator(".iv-answer").first.wait_for()
        opening.append(time.perf_counter() - began)
    found = {
        "from_click": from_click,
        "from_address": from_address,
        "opening_a_question": opening,
        "server_cpu": computing,
    }
    return {f"{name}_{part}": value for name, all_ in found.items() for part, value in _parts(all_).items()}


def _seconds(page: Page, go: Callable[[], object]) -> float:
    """Until the last question and the picture of the course stand."""
    began = time.perf_counter()
    go()
    page.locator("[data-testid=stExpander]").nth(QUESTIONS - 1).wait_for()
    page.locator(_PICTURES).first.wait_for()
    return time.perf_counter() - began


def _cpu_seconds(pid: int) -> float:
    """Of a process since it began; Linux tells it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _parts(seconds: list[float]) -> dict[str, float]:
    """The first one loads libraries, and is told by itself."""
    first, *others = seconds
    worst = max(others)
    return {"first_s": round(first, 2), "p50_s": round(statistics.median(others), 2), "worst_s": round(worst, 2)}


def _median(make: Callable[[], object]) -> float:
    """CPU time in ms."""
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        make()
        taken.append(1000 * (time.process_time() - began))
    return round(statistics.median(taken), 1)


if __name__ == "__main__":
    main()
