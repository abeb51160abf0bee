"""A report in the browser: pictures with words beside, one question at a time, and ways on from what was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bench.app_server import AppServer, app_server
from bench.report_sessions import BEGAN, a_made_session, with_paths
from interviewer.bootstrap import Container
from interviewer.settings import load
from tests.browser.conftest import KNOWLEDGE, SMALL
from tests.browser.test_key_points import at_width, settled

AREAS = ("数据库", "网络", "一个名字特别长的领域 with a long English name")


@pytest.fixture(scope="module")
def server(browser: Browser) -> Iterator[AppServer]:
    """With two sessions on the same topics, of three areas, already held."""
    with app_server(SMALL, start=False) as running:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("INTERVIEWER_DATA_DIR", str(running.data_dir))
            patch.setenv("INTERVIEWER_KNOWLEDGE_DIR", str(KNOWLEDGE))
            _hold_sessions()
        running.start()
        yield running


def _hold_sessions() -> None:
    product = Container(load())
    try:
        product.ingest_knowledge()
        found = [each for each in product.notes.sections() if each.key_points and each.language == "zh"]
        sections = [found[at % len(found)] for at in range(6)]
        before = a_made_session(sections, id="before", seed=3, began=BEGAN - timedelta(days=3))
        now = a_made_session(sections, id="now", seed=7)
        for session in (before, now):
            product.sessions.add(with_paths(session, AREAS))
    finally:
        product.close()


@pytest.fixture
def report(window: Page, server: AppServer) -> Page:
    page = window
    page.goto(f"{server.url}/report?session=now")
    expect(page.locator(".st-key-report-timeline .marks").first).to_be_visible()
    settled(page)
    return page


def test_the_pictures_stand_and_their_numbers_can_be_read_as_tables(report, picture):
    for name in ("radar", "bars", "timeline"):
        expect(report.locator(f".st-key-report-{name} .marks").first).to_be_visible()
    assert "TypeError" not in report.locator(".stMain").inner_text()
    report.get_by_text("用表格看").focus()
    report.keyboard.press("Enter")
    expect(report.get_by_role("region", name="各领域")).to_contain_text(AREAS[2])
    picture(report, "tables")


def test_the_score_says_how_it_was_worked_out(report):
    report.get_by_text("总分怎么来的").click()
    expect(report.get_by_text("平均后四舍五入是")).to_be_visible()


def test_a_question_is_drawn_when_it_is_opened_and_stays_open_while_its_verdict_is_contested(report, picture):
    question = report.locator("[data-testid=stExpander]").first
    expect(question.locator(".iv-answer")).to_have_count(0)
    question.locator("summary").click()
    expect(question.locator(".iv-answer").first).to_be_visible()
    question.get_by_role("button", name="不对？").first.click()
    expect(question.locator(".st-key-contesting")).to_be_visible()
    picture(report, "open")
    question.get_by_role("button", name="取消").click()
    expect(question.locator(".iv-answer").first).to_be_visible()


def test_what_is_to_be_fixed_leads_to_its_note_and_to_being_asked_again(report):
    first = report.locator(".st-key-report-fix-0")
    first.get_by_role("link", name="看笔记").click()
    expect(report).to_have_url(re.compile(r"/note\?.*section="))
    expect(report.locator(".st-key-points")).to_be_visible()
    settled(report)  # a way back that is taken before the page stands would be overtaken by it
    report.go_back()
    report.locator(".st-key-report-fix-0").get_by_role("button", name="练这一题").click()
    expect(report.get_by_test_id("stChatInputTextArea")).to_be_visible()


def test_nothing_is_wider_than_the_window_and_the_rules_of_reach_hold(report, picture):
    for width in (1280, 390):
        at_width(report, width)
        found = Axe().run(report, context=".stMain").response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
        picture(report, f"whole-{width}")
