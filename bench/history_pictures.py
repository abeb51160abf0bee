"""Photographs of the history in its states; `python -m bench.screenshots` takes them with the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page

from bench.app_server import AppServer
from bench.history import sessions
from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.session_store import SqlSessionStore

LONG = "某公司基础架构部的 Kubernetes 与数据库方向第二轮技术面试之前的最后一次完整模拟练习，重点是故障处理和主从切换"
NOTHING = "没有这样的词"
Camera = Callable[[Page, str], None]


def history_states(page: Page, server: AppServer, shoot: Camera) -> None:
    """Many sessions, a search, a way back, naming, filters, and a file to be imported."""
    url = f"sqlite:///{server.data_dir}/interviewer.sqlite3"
    _fill(url)
    page.goto(f"{server.url}/history")
    page.get_by_role("button", name="较早的").wait_for()
    shoot(page, "history-many")
    page.get_by_role("button", name="改名").nth(2).click()
    page.get_by_role("textbox", name="名字").wait_for()
    shoot(page, "history-naming")
    page.get_by_role("button", name="不改了").click()
    page.get_by_role("button", name="删除").nth(1).click()
    page.get_by_role("button", name="撤销").wait_for()
    shoot(page, "history-deleted")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("radio", name="没做完的").wait_for()
    shoot(page, "history-filter")
    page.keyboard.press("Escape")
    words = page.get_by_role("textbox", name="查找")
    words.fill(NOTHING)
    words.press("Enter")
    page.get_by_text("没有找到符合条件的练习").wait_for()
    shoot(page, "history-nothing")
    _import(page, server, shoot)
    page.goto(f"{server.url}/history?lang=en")
    page.get_by_role("button", name="Older").wait_for()
    shoot(page, "history-english")


def _fill(url: str) -> None:
    """Forty sessions more, one of them with a long name."""
    database = open_database(url)
    store = SqlSessionStore(database)
    for at, session in enumerate(sessions(40)):
        store.add(replace(session, name=LONG if at == 38 else ""))
    database.close()


def _import(page: Page, server: AppServer, shoot: Camera) -> None:
    from interviewer.bootstrap import Container
    from interviewer.settings import load

    other = Container(load(data_dir=server.data_dir / "another"))
    for session in list(sessions(45))[38:]:
        other.sessions.add(session)
    file = server.data_dir / "interviewer.jsonl.gz"
    other.archives.export_to(file)
    other.close()
    page.goto(f"{server.url}/history")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("导入这个文件会").scroll_into_view_if_needed()
    shoot(page, "history-import")
