"""A verdict is contested in the browser: with the keyboard alone, at any width, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from bench.app_server import AppServer, app_server
from interviewer.bootstrap import Container
from interviewer.domain.notes import Origin
from interviewer.settings import load
from tests.browser.conftest import NOTE, SMALL
from tests.browser.test_journey import GOOD, answer
from tests.browser.test_key_points import at_width, press, settled

VAGUE = "我会让它们错开失效"
CARD = "[class*=st-key-card-]"


@pytest.fixture(scope="module")
def server(browser: Browser) -> Iterator[AppServer]:
    """With the note."""
    with app_server(SMALL, start=False) as running:
        before = Container(load(data_dir=running.data_dir))
        before.ingest.ingest([NOTE])
        before.close()
        running.start()
        yield running


@pytest.fixture(scope="module")
def product(server: AppServer) -> Iterator[Container]:
    """The same database, as another process has it."""
    made = Container(load(data_dir=server.data_dir))
    yield made
    made.close()


@pytest.fixture
def graded(window: Page, server: AppServer, product: Container) -> Page:
    """The practice page with an answer whose second point is missed."""
    page = window
    session = product.practice.start(topics=(), origins=[Origin.OWN], question_count=1, language="zh")
    product.practice.save_answer(session.id, session.turns[0].id, f"{GOOD}{VAGUE}，这样好一些。")
    page.goto(f"{server.url}/practice?session={session.id}")
    expect(page.locator(CARD)).to_contain_text("没说到")
    settled(page)
    return page


def verdict(page: Page, at: int = 1) -> Locator:
    return page.locator("[class*=st-key-verdict-]").nth(at)


def open_with_keyboard(page: Page, at: int = 1) -> None:
    verdict(page, at).get_by_role("button", name="不对？").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-contesting")).to_be_visible()
    settled(page)


def choose_words(page: Page, words: str) -> None:
    """With the keyboard: typed, and taken with Enter."""
    page.get_by_role("combobox", name="依据的原话").focus()
    page.keyboard.insert_text(words)
    page.keyboard.press("Enter")
    settled(page)


def test_a_verdict_is_corrected_and_taken_back_with_the_keyboard_alone(graded, picture):
    page = graded
    open_with_keyboard(page)
    expect(page.get_by_role("radio", name="请求复核")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("radio", name="说到了").click()
    choose_words(page, VAGUE)
    page.get_by_role("textbox", name="理由").fill("错开失效就是加随机值")
    picture(page, "editor")
    press(page, "改判")
    expect(verdict(page)).to_contain_text("评分器判的是“没说到”")
    expect(verdict(page)).to_contain_text("错开失效就是加随机值")
    expect(verdict(page).get_by_role("status")).to_contain_text("已改判为“说到了”。")
    expect(page.locator(CARD).first).to_contain_text("不改判是")
    expect(verdict(page).get_by_role("button", name="不对？")).to_be_focused()
    picture(page, "corrected")
    verdict(page).get_by_role("button", name="撤销改判").click()
    settled(page)
    expect(verdict(page)).to_contain_text("已恢复评分器的判定。")
    expect(verdict(page)).not_to_contain_text("评分器判的是")


def test_an_appeal_is_judged_by_the_words_and_told_with_the_reason(graded, picture):
    page = graded
    open_with_keyboard(page)
    choose_words(page, "这样好一些")
    page.get_by_role("textbox", name="申辩").fill("我指的就是随机过期时间，请改成说到了。")
    picture(page, "editor")
    press(page, "再评一次")
    expect(verdict(page).get_by_role("status")).to_contain_text("判定没有变")
    expect(verdict(page)).to_contain_text("只看“这样好一些”，判定仍是“没说到”。")
    expect(verdict(page)).to_contain_text("你的申辩：我指的就是随机过期时间")
    expect(page.get_by_role("button", name="撤销改判")).to_have_count(0)
    picture(page, "upheld")


def test_what_cannot_be_accepted_is_told_and_stays_as_it_was_typed(graded, picture):
    page = graded
    open_with_keyboard(page)
    page.get_by_role("textbox", name="申辩").fill("请给我满分。")
    press(page, "再评一次")
    expect(page.get_by_text("先从回答里选一句原话")).to_be_visible()
    expect(page.get_by_role("textbox", name="申辩")).to_have_value("请给我满分。")
    page.get_by_role("radio", name="自己改判").click()
    settled(page)
    page.get_by_role("radio", name="说到了").click()
    choose_words(page, "布隆过滤器")
    page.get_by_role("textbox", name="理由").fill("我记得说过")
    press(page, "改判")
    expect(page.get_by_text("得分要有你说过的话作依据")).to_be_visible()
    expect(page.get_by_role("textbox", name="理由")).to_have_value("我记得说过")
    expect(page.get_by_role("combobox", name="依据的原话")).to_have_value("布隆过滤器")
    picture(page, "refused")


def test_what_is_being_written_as_the_next_answer_stays_while_a_verdict_is_contested(graded):
    page = graded
    page.get_by_test_id("stChatInputTextArea").fill("追问我刚写了一半")
    open_with_keyboard(page)
    press(page, "取消")
    expect(verdict(page).get_by_role("button", name="不对？")).to_be_focused()
    expect(page.get_by_test_id("stChatInputTextArea")).to_have_value("追问我刚写了一半")


def test_on_the_report_a_correction_changes_the_score_and_the_question_stays_open(graded, picture):
    page = graded
    page.get_by_role("button", name="结束").click()
    expect(page.get_by_role("heading", name="练习报告")).to_be_visible()
    page.locator("summary").filter(has_text="雪崩").first.click()
    settled(page)
    before = page.locator(".iv-score").first.inner_text()
    open_with_keyboard(page)
    page.get_by_role("radio", name="自己改判").click()
    settled(page)
    page.get_by_role("radio", name="说到了").click()
    choose_words(page, VAGUE)
    press(page, "改判")
    expect(page.locator(".iv-score").first).not_to_have_text(before)
    expect(verdict(page)).to_be_visible()
    expect(verdict(page)).to_contain_text("评分器判的是“没说到”")
    expect(page.get_by_text("其中 1 个判定是你改的")).to_be_visible()
    picture(page, "report")
    verdict(page).get_by_role("button", name="撤销改判").click()
    expect(page.locator(".iv-score").first).to_have_text(before)


def test_the_editor_stays_in_bounds_and_has_no_serious_flaw_for_a_reader(graded, picture):
    page = graded
    page.set_viewport_size({"width": 390, "height": 844})
    open_with_keyboard(page)
    for width in (390, 1280):
        at_width(page, width)
        found = Axe().run(page, context=".stMain").response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
        picture(page, f"editor-{width}")


def test_enter_means_what_has_the_focus_also_where_it_would_lead_on(graded):
    page = graded
    answer(page, "过期时间上加一个随机值，避免同时失效。")
    page.locator("[class*=st-key-card-follow-up-]").wait_for()
    settled(page)
    page.get_by_role("button", name="跳过追问").click()
    expect(page.get_by_role("button", name="看报告")).to_be_focused()
    settled(page)
    open_with_keyboard(page)
    page.get_by_role("textbox", name="申辩").focus()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("第二行")
    choose_words(page, "这样好一些")
    expect(page.get_by_role("textbox", name="申辩")).to_have_value("\n第二行")
    page.get_by_role("button", name="再评一次").focus()
    page.keyboard.press("Enter")
    expect(verdict(page).get_by_role("status")).to_contain_text("判定没有变")
    verdict(page).locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(verdict(page).locator(".iv-lines").first).to_be_visible()
    expect(page.get_by_role("heading", name="练习报告")).to_have_count(0)
    page.get_by_role("button", name="看报告").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="练习报告")).to_be_visible()
