"""The app as a process of its own, and a browser to look at it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.app_server import AppServer, app_server
from interviewer.settings import ROOT

NOTE = Path(__file__).parent / "notes" / "我的 缓存笔记.md"
KNOWLEDGE = Path(__file__).parent / "knowledge"
SMALL = {
    "INTERVIEWER_KNOWLEDGE_DIR": str(KNOWLEDGE),
    "INTERVIEWER_REPLICA": "app",
    "INTERVIEWER_ENCODER_PROCESS": "false",
}
"""Few notes; as a replica does, the server brings them in itself, and it embeds itself: libraries are loaded once."""
PATIENCE = 40_000
"""Milliseconds: the first answer of a fresh server loads libraries, and the machine may have other work."""
expect.set_options(timeout=PATIENCE)
PICTURES = ROOT / "screenshots" / "tests"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def server(browser: Browser) -> Iterator[AppServer]:
    with app_server(SMALL) as running:
        yield running


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """With nothing in it yet."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()


@pytest.fixture
def page(window: Page, server: AppServer) -> Page:
    """The first page."""
    window.goto(server.url)
    window.get_by_role("heading", level=1).wait_for()
    return window


@pytest.fixture
def picture(request: pytest.FixtureRequest):
    """`picture(page, "name")` keeps a screenshot under an ignored folder, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = request.node.name.replace("test_", "")[:60]
    return lambda page, step: page.screenshot(path=PICTURES / f"{name}-{step}.png", full_page=True)
