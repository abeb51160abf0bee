"""An interview by keyboard alone: start, answer, hint, pause, follow-ups, report."""

from __future__ import annotations

from playwright.sync_api import Page, expect

FIRST, SECOND = "RDB 和 AOF 该怎么选", "主节点宕机后哨兵做了什么"
SNAPSHOT = "RDB 是隔一段时间存一份快照，恢复快，但是会丢最后一段数据。"
LOG = "AOF 会把每条写命令追加到文件，重启的时候重放。"
BOX = "[data-testid=stChatInputTextArea]:not([disabled])"
_FOCUSED = """
(() => {
  const focused = document.activeElement;
  return focused.matches('main, body') ? '' : focused.innerText || focused.getAttribute('aria-label') || '';
})()
"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says so."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if words in page.evaluate(_FOCUSED):
            return
    raise AssertionError(f"{words!r} cannot be reached by Tab")


def ready(page: Page) -> None:
    """The page is drawn, and the box has the focus."""
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(page.locator(BOX)).to_be_focused()


def say(page: Page, text: str) -> None:
    ready(page)
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def key(page: Page, letter: str) -> None:
    """A single key, outside of the box."""
    ready(page)
    page.keyboard.press("Escape")
    page.keyboard.press(letter)


def choose_two_questions_and_interview(page: Page) -> None:
    tab_to(page, "也可以直接点名小节")
    for heading in (FIRST, SECOND):
        page.keyboard.press("ArrowDown")
        page.keyboard.insert_text(heading)
        expect(page.get_by_role("option").first).to_contain_text(heading)
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("stMultiSelect")).to_contain_text(heading)
    page.keyboard.press("Escape")
    tab_to(page, "难度、方式和语言")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="结束再看（面试）")).to_be_visible()
    tab_to(page, "答完就看（练习）")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="结束再看（面试）")).to_be_checked()
    tab_to(page, "开始，共 2 题")
    page.keyboard.press("Enter")


def no_word_of_the_grade(page: Page) -> None:
    expect(page.locator(".iv-score")).to_have_count(0)
    expect(page.locator("[class*=st-key-card-]")).to_have_count(0)


def test_an_interview_is_held_by_keyboard_alone_and_graded_at_the_end(page, picture):
    choose_two_questions_and_interview(page)
    expect(page.locator(".iv-question")).to_contain_text(FIRST)
    say(page, SNAPSHOT)
    expect(page.locator(".iv-follow")).to_have_count(1)
    no_word_of_the_grade(page)
    key(page, "h")
    expect(page.locator(".iv-hints")).to_contain_text("提示 1：")
    picture(page, "hint")
    say(page, LOG)
    expect(page.locator(".iv-follow")).to_have_count(2)
    no_word_of_the_grade(page)
    key(page, "s")
    expect(page.locator(".iv-question")).to_contain_text(SECOND)

    ready(page)
    page.keyboard.insert_text("先想")
    key(page, "p")
    expect(page.locator(".iv-question")).to_have_text("已暂停，题目先遮住")
    expect(page.get_by_text(SECOND)).to_have_count(0)
    picture(page, "paused")
    page.keyboard.press("p")
    expect(page.locator(".iv-question")).to_contain_text(SECOND)
    expect(page.locator(BOX)).to_have_value("先想")
    key(page, "q")
    expect(page.locator(".iv-question")).to_be_focused()
    page.keyboard.press("a")
    key(page, "d")

    expect(page.get_by_role("button", name="看报告")).to_be_focused()
    no_word_of_the_grade(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="练习报告")).to_be_visible()
    expect(page.get_by_label("总分")).to_contain_text("用了 1 次提示")
    expect(page.get_by_label("总分")).not_to_contain_text("追问补回")
    tab_to(page, FIRST)
    page.keyboard.press("Enter")
    expect(page.get_by_text(LOG)).to_be_visible()
    picture(page, "report")


def test_a_pause_survives_a_reload_and_its_time_does_not_count(page):
    page.get_by_role("button", name="开始 10 分钟热身").click()
    expect(page.locator(BOX)).to_be_focused()
    asked = page.locator(".iv-question").inner_text()
    key(page, "p")
    expect(page.locator(".iv-question")).to_have_text("已暂停，题目先遮住")
    expect(page.locator(".clock.paused")).to_be_visible()
    stopped = page.locator(".clock .now").inner_text()
    page.wait_for_timeout(2500)
    page.reload()
    expect(page.locator(".iv-question")).to_have_text("已暂停，题目先遮住")
    expect(page.locator(".clock .now")).to_have_text(stopped)
    expect(page.get_by_role("button", name="继续")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(".iv-question")).to_have_text(asked)


def test_the_clock_ticks_without_the_page_being_drawn_again(page, server):
    frames: list[object] = []
    watched = page.context.new_page()
    watched.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))
    watched.goto(server.url)
    watched.get_by_role("button", name="开始 10 分钟热身").click()
    expect(watched.locator(BOX)).to_be_focused()
    watched.wait_for_timeout(1500)  # what the page still has to say
    assert frames
    frames.clear()
    seen = watched.locator(".clock .now").inner_text()
    expect(watched.locator(".clock .now")).not_to_have_text(seen)
    assert frames == []
