"""Key points are edited, merged, split and weighted in the browser, and the next question is graded by them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bench.app_server import AppServer
from tests.browser.conftest import NOTE
from tests.browser.test_journey import answer, start_on_own_note

FIRST, SECOND, THIRD = (line.partition(". ")[2] for line in NOTE.read_text("utf-8").splitlines() if line[1:3] == ". ")


def settled(page: Page) -> None:
    """Until the page is drawn anew."""
    page.wait_for_timeout(300)
    page.wait_for_function("!document.querySelector('[data-test-script-state=running]')")


def at_width(page: Page, width: int) -> None:
    """In a window of so many pixels, which nothing is wider than."""
    page.set_viewport_size({"width": width, "height": 844})
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def open_section(page: Page, server: AppServer) -> None:
    """With its points as the note has them, whatever another test left."""
    page.goto(f"{server.url}/notes")
    page.locator("input[type=file]").set_input_files(NOTE)
    press(page, "加入")
    page.get_by_role("link", name=NOTE.name).click()
    page.get_by_role("link", name="缓存雪崩", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("缓存雪崩")
    settled(page)
    if page.get_by_role("button", name="全部恢复成笔记的样子").count():
        reset(page)
    expect(page.get_by_role("button", name=FIRST)).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def write(page: Page, text: str) -> None:
    """With the keyboard alone: the box has the focus, and the button is the next but one place from the end."""
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    press(page, "保存")


def reset(page: Page) -> None:
    page.get_by_role("button", name="全部恢复成笔记的样子").click()
    settled(page)
    expect(page.get_by_text("这一节已恢复成笔记的样子。")).to_be_visible()


def test_points_are_edited_merged_split_and_weighted_and_the_next_answer_is_graded_by_them(page, server, picture):
    open_section(page, server)
    page.get_by_role("button", name=FIRST).focus()
    page.keyboard.press("Enter")
    write(page, "大量 key 在同一时间过期\n请求全部落到数据库")
    expect(page.get_by_text("已拆成 2 个要点。")).to_be_visible()
    press(page, SECOND)
    page.get_by_role("combobox").scroll_into_view_if_needed()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=THIRD).click()
    page.keyboard.press("Escape")
    settled(page)
    expect(page.locator("textarea")).to_have_value(f"{SECOND}；{THIRD}")
    page.get_by_role("radio", name="重要").click()
    settled(page)
    picture(page, "editor")
    page.locator("textarea").click()
    write(page, "过期时间加随机值，热点数据分到不同节点")
    expect(page.get_by_text("2 个合成")).to_be_visible()
    picture(page, "edited")
    start_on_own_note(page)
    answer(page, "大量 key 在同一时间过期。过期时间加随机值，热点数据分到不同节点。")
    page.get_by_role("button", name="跳过追问").click()
    points = page.locator("[class*=st-key-card-] .iv-points > li .what")
    expect(points).to_have_count(3)
    for at, text in enumerate(
        ("大量 key 在同一时间过期", "请求全部落到数据库", "过期时间加随机值，热点数据分到不同节点")
    ):
        expect(points.nth(at)).to_contain_text(text)
    expect(points.nth(2)).to_contain_text("重要")
    picture(page, "graded")


def test_a_reset_and_an_undo_are_one_press_each_and_the_address_stays(page, server):
    open_section(page, server)
    page.get_by_role("button", name=SECOND).click()
    write(page, "过期时间打散")
    reset(page)
    expect(page.get_by_role("button", name=SECOND)).to_be_visible()
    press(page, "撤销")
    expect(page.get_by_role("button", name="过期时间打散")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="过期时间打散")).to_be_visible()
    reset(page)
    page.go_back()
    expect(page.get_by_role("link", name="缓存雪崩", exact=True)).to_be_visible()


def test_the_editor_stays_in_bounds_and_has_no_serious_flaw_for_a_reader(page, server, picture):
    page.set_viewport_size({"width": 390, "height": 844})
    open_section(page, server)
    page.get_by_role("button", name=SECOND).click()
    expect(page.locator("textarea")).to_be_focused()
    for width in (390, 1280):
        at_width(page, width)
        found = Axe().run(page, context=".stMain").response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
        picture(page, f"editor-{width}")


@pytest.mark.parametrize("width", [390, 1440])
def test_forty_points_under_a_name_of_sixty_characters_stay_in_bounds(page, server, picture, tmp_path, width):
    name = "一个名字特别长的主题" * 6
    note = tmp_path / f"forty-{width}.md"
    points = "".join(f"{at}. 第 {at} 步先写日志，再改数据页，崩溃以后用日志恢复\n" for at in range(1, 41))
    note.write_text(f"## {name}\n\n{points}", encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{server.url}/notes")
    page.locator("input[type=file]").set_input_files(note)
    press(page, "加入")
    page.get_by_role("link", name=note.name).click()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    settled(page)
    assert page.locator(".st-key-points > div").count() == 40
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    picture(page, f"forty-{width}")
    page.get_by_role("button", name="第 40 步").click()
    expect(page.locator("textarea")).to_be_focused()
    page.locator(".st-key-point-editor").evaluate("editor => editor.scrollIntoView({block: 'center'})")
    settled(page)
    write(page, "第 40 步写检查点")
    expect(page.get_by_text("要点已改。")).to_be_visible()
    expect(page.get_by_role("button", name="第 40 步写检查点")).to_be_focused()
    picture(page, f"forty-edited-{width}")
