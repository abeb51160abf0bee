"""`make bench-desk-live`: how long the live screen takes in Chromium, from a note to what it suggests.

Answers grow clause by clause as somebody types them. A time runs from the last key to the screen that knows the note is
saved and read; it holds the screen's own wait for a pause in the typing, which is given beside it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page

from bench.app_server import AppServer, app_server
from bench.browser import chromium
from bench.desk_llm import PROBES, SECONDS, stub_reply
from bench.figures import ROOT, SHARED, write
from interviewer.adapters.desk_words import DeskWords
from interviewer.bootstrap import Container
from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.live import Interview
from interviewer.domain.text import clauses
from interviewer.services.evaluation_files import GradedAnswer, read_jsonl
from interviewer.settings import load

KINDS, QUESTIONS, WITH_MODEL = ("full", "spoken", "full-paraphrase"), 12, 8
PAUSE_MS = 300
"""What the screen waits for after the last key: QUIET_MS in ui/components/live_board.js."""
_TYPE = """
async (text) => {
  const box = document.querySelector('.lv-notes');
  const name = 'interviewer.live.' + new URLSearchParams(location.search).get('interview');
  box.focus();
  document.execCommand('insertText', false, text);
  const since = performance.now();
  const waits = () => {
    const kept = JSON.parse(sessionStorage.getItem(name) || '{}');
    return kept.draft || (kept.events || []).length;
  };
  while (waits()) await new Promise((go) => requestAnimationFrame(go));
  return performance.now() - since;
}
"""
_MODEL = "words => [...document.querySelectorAll('.lv-text')].some(each => words.includes(each.textContent))"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", nargs="?", type=Path, default=SHARED / "bench" / "answers-dev.jsonl")
    file = parser.parse_args().answers
    given = _distinct(read_jsonl(file))
    made = {"embedded": _embedded(given), "with_model": _with_model(given[:WITH_MODEL])}
    print(write("desk_live", made, [file]).read_text(encoding="utf-8"))


def _distinct(answers: Sequence[GradedAnswer]) -> list[GradedAnswer]:
    """One clean answer for each question."""
    found = {each.question.text: each for each in answers if each.kind in KINDS}
    return list(found.values())[:QUESTIONS]


def _embedded(given: Sequence[GradedAnswer]) -> dict[str, Any]:
    times: list[float] = []
    with _at_work({}, given) as (page, _):
        for graded in given:
            page.locator(".lv-question", has_text=graded.question.text[:20]).wait_for()
            page.wait_for_timeout(1000)  # a question is asked before it is answered
            times += [page.evaluate(_TYPE, piece) for piece in _pieces(graded.answer)]
            _next(page)
    after = [each - PAUSE_MS for each in times]
    return {
        "n": len(times),
        "p50_ms": round(median(after), 1),
        "p95_ms": round(quantiles(after, n=20)[-1], 1),
        "most_ms": round(max(after), 1),
        "pause_ms": PAUSE_MS,
    }


def _with_model(given: Sequence[GradedAnswer]) -> dict[str, Any]:
    """Seconds from a note to a probe in the model's words on the screen; the embedded ones are there before."""
    stub = import_module("tests.stub_openai")  # by name: tests are not typed as strictly

    def reply(body: dict[str, Any]) -> str:
        time.sleep(SECONDS)
        return stub_reply(body)

    embedded, model = [], []
    with stub.StubOpenAI(reply) as server:
        settings = {"OPENAI_API_KEY": stub.KEY, "OPENAI_BASE_URL": server.url, "OPENAI_MODEL": "stub"}
        with _at_work(settings, given) as (page, _):
            for graded in given:
                page.locator(".lv-question", has_text=graded.question.text[:20]).wait_for()
                page.wait_for_timeout(1000)
                started = time.perf_counter()
                embedded.append(page.evaluate(_TYPE, graded.answer[:120]) - PAUSE_MS)
                page.wait_for_function(_MODEL, arg=list(PROBES), timeout=20_000)
                model.append(time.perf_counter() - started - PAUSE_MS / 1000)
                _next(page)
    rest = model[1:]  # how the server gives objects is found out with the first request, which takes another one
    return {
        "n": len(rest),
        "model_s": SECONDS,
        "embedded_p50_ms": round(median(embedded), 1),
        "embedded_most_ms": round(max(embedded), 1),
        "p50_s": round(median(rest), 2),
        "most_s": round(max(rest), 2),
        "first_s": round(model[0], 2),
    }


def _pieces(answer: str) -> Iterator[str]:
    """What is typed at a time: a clause with what follows it."""
    ends = [span.end for span in clauses(answer)][:10]
    return (answer[since:end] for since, end in zip([0, *ends], ends, strict=False))


def _next(page: Page) -> None:
    page.keyboard.press("Alt+n")
    page.keyboard.press("3")
    page.wait_for_timeout(300)


@contextmanager
def _at_work(settings: dict[str, str], given: Sequence[GradedAnswer]) -> Iterator[tuple[Page, AppServer]]:
    knowledge = {"INTERVIEWER_KNOWLEDGE_DIR": str(ROOT / "tests" / "browser" / "knowledge")}
    with app_server({**knowledge, **settings}) as server, chromium() as browser:
        interview = _begun(server, given)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(30_000)
        page.goto(f"{server.url}/live?interview={interview.id}")
        page.locator(".lv-notes").wait_for()
        yield page, server


def _begun(server: AppServer, given: Sequence[GradedAnswer]) -> Interview:
    container = Container(load(data_dir=server.data_dir))
    questions = tuple(_question(at, each) for at, each in enumerate(given))
    kept = container.desk.sets.keep(QuestionSet("", "bench", "zh", 60, datetime.now(UTC), questions=questions))
    interview = container.desk.interviewing.begin(kept, "A. B.")
    container.close()
    return interview


def _question(at: int, graded: GradedAnswer) -> SetQuestion:
    question, ladder = graded.question, DeskWords().ladder(graded.question)
    made = SetQuestion(f"q{at}", question.text, "s", question.path, ladder=ladder, reference=question.reference)
    return replace(made, key_points=question.key_points)


if __name__ == "__main__":
    main()
