"""How long a session of thirty questions lets one wait, in Chromium: reruns of the page, and feedback on answers.

`python -m bench.conversation`. Times are taken inside the page: a rerun lasts from the key or click until the script is
done and all of it has arrived; feedback is complete when the card stands and the script is done.
"""

from __future__ import annotations

import os
import re
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page

from bench.app_server import app_server
from bench.browser import chromium
from bench.figures import write

TURNS = 30
ANSWER = "先看监控，再看日志，确认是哪一层的问题；数据先写到内存，再追加到日志，第 {} 次这么说。"
_WATCH = """
window.runs = []; window.began = 0; window.state = 'notRunning';
const look = () => {
  const app = document.querySelector('[data-test-script-state]');
  const now = app ? app.getAttribute('data-test-script-state') : 'notRunning';
  if (now === window.state) return;
  if (window.state === 'notRunning') window.began = performance.now();
  if (now === 'notRunning') window.runs.push(performance.now() - window.began);
  window.state = now;
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true,
  attributeFilter: ['data-test-script-state'] });
window.feedback = () => new Promise((done) => {
  const began = performance.now();
  const wait = () => {
    const card = document.querySelector('[class*=st-key-card-]');
    if (card && window.state === 'notRunning') done(performance.now() - began); else requestAnimationFrame(wait);
  };
  wait();
});
"""


def main() -> None:
    print(write("conversation", measured(), []).read_text(encoding="utf-8"))


def measured() -> dict[str, Any]:
    with app_server() as server, chromium() as browser:
        page = browser.new_page(locale="zh-CN")
        page.set_default_timeout(60_000)
        page.add_init_script(_WATCH)
        _begin(page, server.url)
        load = os.getloadavg()[0]
        reruns: list[float] = []
        feedback: list[float] = []
        for turn in range(TURNS):
            reruns += _rerun(page, "提示")
            feedback.append(_answer(page, ANSWER.format(turn)))
            page.get_by_role("button", name=re.compile("跳过追问|下一题|看报告")).first.wait_for()
            if page.get_by_role("button", name="跳过追问").count():
                reruns += _rerun(page, "跳过追问")
            if turn < TURNS - 1:
                reruns += _rerun(page, "下一题")
    return {
        "turns": len(feedback),
        "reruns": len(reruns),
        "rerun_p50_ms": round(median(reruns)),
        "rerun_p95_ms": round(quantiles(reruns, n=20)[-1]),
        "feedback_p50_ms": round(median(feedback)),
        "feedback_p95_ms": round(quantiles(feedback, n=20)[-1]),
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }


def _begin(page: Page, url: str) -> None:
    """A session of thirty minutes has thirty questions at most."""
    page.goto(url)
    page.get_by_role("radio", name="30 分钟").click()
    page.get_by_role("button", name="开始，30 分钟").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    _settle(page)


def _settle(page: Page) -> None:
    page.wait_for_function("window.state === 'notRunning'")
    page.wait_for_timeout(300)


def _rerun(page: Page, name: str) -> list[float]:
    """Press a button, and give how long the runs took that it led to, as one."""
    page.evaluate("window.runs = []")
    page.get_by_role("button", name=name).click()
    page.wait_for_function("window.runs.length > 0")
    _settle(page)
    return [sum(page.evaluate("window.runs"))]


def _answer(page: Page, text: str) -> float:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    page.evaluate(
        "window.timed = null; addEventListener('keydown', () => { window.timed = feedback(); }, { once: true })"
    )
    box.press("Enter")
    page.locator("[class*=st-key-card-]").first.wait_for()
    milliseconds: float = page.evaluate("window.timed")
    _settle(page)
    return milliseconds


if __name__ == "__main__":
    main()
