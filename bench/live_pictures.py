"""Photographs of the interviewer's live screen: `python -m bench.live_pictures [FOLDER]`.

Every state in light and dark, at 1280, 834 and 390 pixels, in Chinese and English.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.app_server import AppServer, app_server
from bench.browser import chromium
from bench.figures import ROOT
from interviewer.bootstrap import Container
from interviewer.domain.desk import Anchors, QuestionSet, Rung, SetQuestion, Step
from interviewer.domain.live import Interview
from interviewer.domain.notes import KeyPoint
from interviewer.settings import load

SIZES = {"wide": (1280, 800), "tablet": (834, 1112), "phone": (390, 844)}
POINTS = {
    "zh": (
        "大量 key 在同一时间过期，请求全部落到数据库",
        "给过期时间加上随机值，避免同时失效",
        "热点数据分布到不同节点",
    ),
    "en": ("Many keys expire at the same moment", "Expiry times are spread at random", "Hot data is spread over nodes"),
}
SAID = {
    "zh": "大量 key 在同一时间过期，请求全部落到数据库上。它会自己恢复，应该没什么问题。",
    "en": "Many keys expire at the same moment, so the database gets all requests. It just recovers by itself.",
}
WRONG = {
    "zh": "过期时间不能加随机值，都要在同一刻失效。热点数据要全部放在一个节点上，不能分布到不同节点。",
    "en": "Expiry times must not be spread at random. Hot data must not be spread over nodes, it stays on one node.",
}
ASKED = {"zh": "缓存雪崩是怎么发生的，怎么防？", "en": "How does a cache avalanche happen, and how do you prevent one?"}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    knowledge = {"INTERVIEWER_KNOWLEDGE_DIR": str(ROOT / "tests" / "browser" / "knowledge")}
    with app_server(knowledge) as server, chromium() as browser:
        for language in ("zh", "en"):
            for theme in ("light", "dark"):
                for width, size in SIZES.items():
                    _walk(browser, server, language, theme, size, _camera(folder, f"{language}-{theme}-{width}"))


def _camera(folder: Path, suffix: str) -> Callable[[Page, str], None]:
    def shoot(page: Page, name: str) -> None:
        page.wait_for_timeout(900)
        page.screenshot(path=folder / f"live-{name}-{suffix}.png")

    return shoot


def _walk(
    browser: Browser,
    server: AppServer,
    language: str,
    theme: str,
    size: tuple[int, int],
    shoot: Callable[[Page, str], None],
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{server.url}/live?lang={language}")
    page.get_by_role("heading", level=1).wait_for()
    shoot(page, "start")
    _open(page, server, language, _begun(server, a_set(language)))
    shoot(page, "empty")
    page.keyboard.insert_text(SAID[language])
    page.locator(".lv-point.is-suggested").first.wait_for()
    shoot(page, "typing")
    page.keyboard.press("Alt+1")
    page.wait_for_timeout(900)
    page.keyboard.press("Alt+q")
    page.keyboard.press("Alt+Shift+3")
    shoot(page, "marked")
    page.keyboard.press("Alt+n")
    shoot(page, "rating")
    page.keyboard.press("Escape")
    page.keyboard.insert_text(SAID[language] * 30)
    shoot(page, "long-notes")
    _open(page, server, language, _begun(server, a_set(language, times=4)))
    shoot(page, "twelve-points")
    page.keyboard.insert_text(WRONG[language])
    shoot(page, "contradiction")
    context.close()


def a_set(language: str, times: int = 1) -> QuestionSet:
    texts = POINTS[language] * times
    question = SetQuestion(
        "q1",
        ASKED[language],
        key_points=tuple(KeyPoint(f"p{at}", text, None) for at, text in enumerate(texts)),
        ladder=tuple(Rung(step, ASKED[language]) for step in Step),
        anchors=Anchors(*(" ".join(texts[:count]) for count in (1, 2, 3))),
        red_flags=(texts[0],),
    )
    asked = (question, replace(question, id="q2"))
    return QuestionSet("", "SRE", language, 30, datetime(2026, 11, 28, 9, tzinfo=UTC), questions=asked)


def _begun(server: AppServer, questions: QuestionSet) -> Interview:
    container = Container(load(data_dir=server.data_dir))
    try:
        return container.desk.interviewing.begin(container.desk.sets.keep(questions), "A. B.")
    finally:
        container.close()


def _open(page: Page, server: AppServer, language: str, interview: Interview) -> None:
    page.goto(f"{server.url}/live?interview={interview.id}&lang={language}")
    page.locator(".lv-notes").wait_for()


if __name__ == "__main__":
    main()
