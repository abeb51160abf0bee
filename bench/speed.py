"""How long a user waits: start, first question, ingest, search, grade. `python -m bench.speed`"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.app_server import app_server
from bench.browser import chromium, chromium_path
from bench.figures import SHARED, write
from interviewer.bootstrap import Container
from interviewer.domain.notes import Section
from interviewer.domain.questions import Question
from interviewer.settings import load

NOTES = SHARED / "notes" / "interview.md"
QUERIES = (
    "Redis 为什么快",
    "how does a Pod get created",
    "内存满了先踢掉谁",
    "主从复制断了怎么查",
    "difference between liveness and readiness",
)


def main() -> None:
    figures = in_process() | served()
    print(write("speed", figures, [NOTES]).read_text(encoding="utf-8"))


def in_process() -> dict[str, Any]:
    """Ingest, search and grade, warm, without imports."""
    with tempfile.TemporaryDirectory() as folder:
        container = Container(load(data_dir=Path(folder)))
        container.embedder.embed(["warm"])
        container.search.find("warm up", 1)
        cold = container.ingest.ingest([NOTES]).seconds
        unchanged = container.ingest.ingest([NOTES]).seconds
        search = [_milliseconds(partial(container.search.find, query, 3)) for query in QUERIES * 40]
        section = next(each for each in container.notes.sections() if each.path.endswith("数据持久化实现"))
        question = Question("说说持久化", section.id, section.path, section.key_points, section.text, "zh")
        answers = _answers([each for each in container.notes.sections() if each is not section], 25)
        container.embedded_grader.grade(question, "快照存盘，命令追加。")
        # A new answer each time: the encoder remembers texts that it has seen.
        grade = [_milliseconds(partial(container.embedded_grader.grade, question, text)) for text in answers]
        container.close()
    return {
        "ingest_cold_s": round(cold, 2),
        "ingest_unchanged_s": round(unchanged, 3),
        "search_p50_ms": round(median(search), 1),
        "search_p95_ms": round(quantiles(search, n=20)[-1], 1),
        "grade_300_chars_p50_ms": round(median(grade), 1),
    }


def _answers(sections: Sequence[Section], count: int) -> list[str]:
    """Answers of 300 characters, of statements that come only once: the encoder remembers texts that it has seen."""
    said = [point.text for section in sections for point in section.key_points]
    random.Random(1).shuffle(said)
    answers = []
    for _ in range(count):
        answer = ""
        while len(answer) < 300 and said:
            answer += said.pop() + "，"
        answers.append(answer[:300])
    return answers


def served() -> dict[str, Any]:
    """The server from nothing and again, and a first question in Chromium where it is installed."""
    with app_server(start=False) as server:
        first = server.start()
        server.kill()
        again = server.start()
        figures = {"first_start_with_indexing_s": round(first, 1), "start_again_s": round(again, 1)}
        if chromium_path():
            figures |= _first_question(server.url)
    return figures


def _first_question(url: str) -> dict[str, Any]:
    with chromium() as browser:
        page = browser.new_page(locale="zh-CN")
        started = time.perf_counter()
        page.goto(url)
        page.get_by_role("button", name="开始 10 分钟热身").wait_for()
        shown = time.perf_counter()
        page.get_by_role("button", name="开始 10 分钟热身").click()
        page.get_by_test_id("stChatInputTextArea").wait_for()
        asked = time.perf_counter()
        page.get_by_test_id("stChatInputTextArea").fill("先看监控，再看日志，确认是哪一层的问题，然后再动手。")
        page.keyboard.press("Enter")
        page.locator("[class*=st-key-card-]").wait_for()
        graded = time.perf_counter()
    return {
        "first_page_s": round(shown - started, 2),
        "click_to_question_s": round(asked - shown, 2),
        "answer_to_feedback_s": round(graded - asked, 2),
    }


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
