"""Photographs of every page and state, in light and dark, wide and narrow: `python -m bench.screenshots [FOLDER]`.

Uses the notes under tests/browser, so that the same pictures can be made again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.app_server import AppServer, app_server
from bench.browser import chromium
from bench.candidate_pictures import shoot_all
from bench.figures import ROOT
from bench.history_pictures import history_states
from bench.model_pictures import model_states
from bench.practised import practise
from bench.report_states import store_report_states

NOTE = ROOT / "tests" / "browser" / "notes" / "我的 缓存笔记.md"
CARD = "[class*=st-key-card-]"
WIDTHS = {"wide": (1280, 860), "phone": (390, 844)}
ANSWERS = (
    "大量 key 在同一时间过期，请求全部落到数据库上，数据库扛不住就挂了。",
    "给过期时间加一个随机值，避免同时失效。",
)
POINTED_AT = "数据库扛不住就挂了"
LONG = "大量 key 在同一时间过期，请求全部落到数据库。" * 130


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for theme in ("light", "dark"):
            for width, size in WIDTHS.items():
                with app_server() as server:
                    _walk(browser, server, theme, size, _camera(folder, f"{theme}-{width}"))
                with app_server(start=False) as server:
                    practise(server.data_dir, models={"gpt-5-mini": 0.4})
                    server.start()
                    _progress(browser, server, theme, size[0], _camera(folder, f"{theme}-{width}"))
                page = _a_page(browser, theme, size)
                model_states(page, _camera(folder, f"{theme}-{width}"))
                page.context.close()


def _camera(folder: Path, suffix: str) -> Callable[[Page, str], None]:
    def shoot(page: Page, name: str) -> None:
        page.wait_for_timeout(700)
        page.screenshot(path=folder / f"{name}-{suffix}.png", full_page=True)

    return shoot


def _walk(
    browser: Browser, server: AppServer, theme: str, size: tuple[int, int], shoot: Callable[[Page, str], None]
) -> None:
    page = _a_page(browser, theme, size)
    _empty_states(page, server, shoot)
    _add_note(page, server, shoot)
    desk(page, server, shoot)
    _practise(page, server, shoot)
    _afterwards(page, server, shoot)
    _reports(page, server, shoot)
    shoot_all(page, server, shoot)
    page.context.close()


def _a_page(browser: Browser, theme: str, size: tuple[int, int]) -> Page:
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def _empty_states(page: Page, server: AppServer, shoot: Callable[[Page, str], None]) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="开始 10 分钟热身").wait_for()
    shoot(page, "start-first-visit")
    page.get_by_role("button", name="一个主题问到底").click()
    page.get_by_role("button", name="开始", exact=True).wait_for()
    page.get_by_text("难度、方式和语言").click()
    shoot(page, "start-choosing")
    for name in ("history", "report", "practice", "progress"):
        page.goto(f"{server.url}/{name}")
        page.locator(".iv-notice").first.wait_for()
        shoot(page, f"{name}-empty")
    page.goto(f"{server.url}/system")
    page.locator("ul.iv-points").first.wait_for()
    shoot(page, "system")


def _add_note(page: Page, server: AppServer, shoot: Callable[[Page, str], None]) -> None:
    page.goto(f"{server.url}/notes")
    page.locator("input[type=file]").set_input_files(NOTE)
    page.get_by_role("button", name="加入", exact=True).click()
    page.get_by_text("读了 1 个文件").wait_for()
    shoot(page, "notes-added")
    page.get_by_role("textbox").first.fill("一大批缓存同时失效怎么办")
    page.keyboard.press("Enter")
    page.get_by_text("缓存雪崩").first.wait_for()
    shoot(page, "notes-search")
    _edit_points(page, server, shoot)


def _edit_points(page: Page, server: AppServer, shoot: Callable[[Page, str], None]) -> None:
    page.goto(f"{server.url}/notes")
    page.get_by_role("link", name=NOTE.name).click()
    page.get_by_role("link", name="缓存雪崩", exact=True).wait_for()
    shoot(page, "note-sections")
    page.get_by_role("link", name="缓存雪崩", exact=True).click()
    page.get_by_role("button", name="避免同时失效").click()
    page.locator("textarea").wait_for()
    shoot(page, "note-editor")
    page.locator("textarea").fill("过期时间加上随机值\n避免同时失效")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已拆成 2 个要点。").wait_for()
    shoot(page, "note-edited")
    page.get_by_role("button", name="全部恢复成笔记的样子").click()
    page.get_by_text("这一节已恢复成笔记的样子。").wait_for()


def desk(page: Page, server: AppServer, shoot: Callable[[Page, str], None]) -> None:
    """Question sets: none yet, one that was built, opened, locked, and the list; the last one in English."""
    page.goto(f"{server.url}/desk")
    page.locator(".iv-notice").first.wait_for()
    shoot(page, "desk-empty")
    page.get_by_role("textbox", name="名称").fill("SRE 二面")
    page.get_by_role("button", name="出题", exact=True).click()
    page.get_by_role("button", name="锁定").wait_for()
    shoot(page, "desk-set")
    page.get_by_text("要点、追问和评分").first.click()
    page.get_by_role("button", name="保存", exact=True).first.wait_for()
    shoot(page, "desk-edit")
    page.get_by_role("button", name="锁定").click()
    page.get_by_text("这个题组已锁定").wait_for()
    page.get_by_text("要点、追问和评分").first.click()
    shoot(page, "desk-locked")
    page.goto(f"{server.url}/desk?lang=en")
    page.get_by_role("heading", name="Build a question set").wait_for()
    shoot(page, "desk-list-english")


def _practise(page: Page, server: AppServer, shoot: Callable[[Page, str], None]) -> None:
    page.goto(server.url)
    page.get_by_role("radio", name="我的笔记").click()
    page.get_by_role("button", name="开始，共 1 题").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    shoot(page, "practice-question")
    _asides(page, shoot)
    for at, answer in enumerate(ANSWERS):
        box = page.get_by_test_id("stChatInputTextArea")
        box.fill(answer)
        box.press("Enter")
        page.locator(CARD).nth(at).wait_for()
        shoot(page, f"practice-{'feedback' if at == 0 else 'follow-up'}")
        if at == 0:
            _contest(page, shoot)
    page.get_by_role("button", name="跳过追问").click()
    page.get_by_role("button", name="看报告").wait_for()
    page.locator(CARD + " details summary").first.click()
    shoot(page, "practice-passage")
    page.get_by_role("button", name="看报告").click()
    page.get_by_role("heading", name="练习报告").wait_for()
    shoot(page, "report")
    page.get_by_role("button", name="下载报告").click()
    page.get_by_role("button", name="PDF").wait_for()
    shoot(page, "report-downloads")
    page.keyboard.press("Escape")


def _asides(page: Page, shoot: Callable[[Page, str], None]) -> None:
    """The question in other words, with both hints, and paused."""
    page.get_by_role("button", name="换个问法").click()
    page.get_by_text("原来的问法").wait_for()
    for number in (1, 2):
        page.get_by_role("button", name="提示（").click()
        page.get_by_text(f"提示 {number}：").wait_for()
    shoot(page, "practice-hints")
    page.get_by_role("button", name="暂停").click()
    page.get_by_role("button", name="继续").wait_for()
    shoot(page, "practice-paused")
    page.get_by_role("button", name="继续").click()
    page.get_by_role("button", name="暂停").wait_for()


def _contest(page: Page, shoot: Callable[[Page, str], None]) -> None:
    """An appeal that is upheld, then a correction, on the first point that was not covered."""
    page.locator(CARD).get_by_text("完整的口头回答").click()
    shoot(page, "practice-spoken-answer")
    contest = (
        page.locator("[class*=st-key-verdict-]").filter(has_text="没说到").first.get_by_role("button", name="不对？")
    )
    contest.click()
    page.get_by_role("textbox", name="申辩").fill("意思就是热点数据不能放在一处。")
    page.get_by_role("button", name="再评一次").click()
    page.get_by_text("先从回答里选一句原话").wait_for()
    shoot(page, "practice-appeal-refused")
    _point_at(page)
    page.get_by_role("button", name="再评一次").click()
    page.get_by_text("复核完了").wait_for()
    shoot(page, "practice-appeal-upheld")
    contest.click()
    page.get_by_text("自己改判", exact=True).click()
    page.get_by_role("radio", name="说了一半").click()
    _point_at(page)
    page.get_by_role("textbox", name="理由").fill("说到了后果，没说怎么分散。")
    shoot(page, "practice-correction")
    page.get_by_role("button", name="改判", exact=True).click()
    page.get_by_text("已改判为").wait_for()
    shoot(page, "practice-corrected")


def _point_at(page: Page) -> None:
    words = page.get_by_role("combobox", name="依据的原话")
    said = page.get_by_role("option", name=POINTED_AT, exact=True)
    for _ in range(3):  # a list that is open closes when the page scrolls
        words.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        words.click()
        page.wait_for_timeout(700)
        if said.count():
            break
    said.click()
    page.wait_for_timeout(500)


def _afterwards(page: Page, server: AppServer, shoot: Callable[[Page, str], None]) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="开始 10 分钟热身").click()
    box = page.get_by_test_id("stChatInputTextArea")
    box.wait_for()
    box.fill(LONG[:3000])
    box.press("Enter")
    page.locator(CARD).first.wait_for()
    shoot(page, "practice-long-answer")
    page.goto(server.url)
    page.get_by_role("button", name="接着练").wait_for()
    shoot(page, "start-unfinished")
    page.goto(f"{server.url}/history")
    page.get_by_role("heading", name="历史").wait_for()
    shoot(page, "history")
    history_states(page, server, shoot)
    page.goto(f"{server.url}/?lang=en")
    page.get_by_role("heading", name="What shall we practise today?").wait_for()
    shoot(page, "start-english")


def _reports(page: Page, server: AppServer, shoot: Callable[[Page, str], None]) -> None:
    """Each state of a report in Chinese; the usual one in English too, and with a question and its tables open."""
    for id in store_report_states(server.data_dir):
        _open_report(page, server, f"session={id}")
        shoot(page, f"report-{id}")
    _open_report(page, server, "session=usual&lang=en")
    shoot(page, "report-english")
    _open_report(page, server, "session=usual")
    page.get_by_text("总分怎么来的").click()
    page.get_by_text("用表格看").click()
    page.get_by_text("按章节看全部失分").click()
    page.locator("[data-testid=stExpander] summary").first.click()
    page.locator(".iv-answer").first.wait_for()
    shoot(page, "report-opened")


def _open_report(page: Page, server: AppServer, query: str) -> None:
    page.goto(f"{server.url}/report?{query}")
    page.locator("[data-testid=stExpander]").last.wait_for()
    page.wait_for_timeout(1500)


def _progress(browser: Browser, server: AppServer, theme: str, width: int, shoot: Callable[[Page, str], None]) -> None:
    """After weeks of practice: what is due, the page on progress with a topic opened, and a goal that is too much."""
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": width, "height": 2600},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(server.url)
    page.get_by_role("button", name="开始复习").wait_for()
    shoot(page, "start-due")
    page.goto(f"{server.url}/progress")
    page.locator("[data-testid=stVegaLiteChart] canvas").wait_for()
    shoot(page, "progress")
    page.locator(".iv-mastery details.topic summary").first.click()
    page.locator(".iv-mastery details.section summary").first.click()
    page.get_by_text("定一个目标和日期").click()
    page.get_by_role("textbox", name="目标").fill("SRE 面试")
    page.get_by_test_id("stNumberInputField").fill("5")
    shoot(page, "progress-goal-form")
    page.get_by_role("button", name="保存目标").click()
    page.get_by_text("目标已保存").wait_for()
    shoot(page, "progress-goal")
    context.close()


if __name__ == "__main__":
    main()
