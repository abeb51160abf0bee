"""Photographs of a model that is not asked just now; `python -m bench.screenshots` takes them with the rest.

Its server is an address where nobody answers: all of this can be seen without one.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from bench.app_server import AppServer, app_server
from bench.figures import ROOT
from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.spending_store import SqlSpendingStore
from interviewer.bootstrap import SystemClock
from interviewer.domain.spending import Spending, day_of
from interviewer.domain.users import LOCAL

Camera = Callable[[Page, str], None]
ANSWER = "大量 key 在同一时间过期，请求全部落到数据库上，数据库扛不住就挂了。"
NOBODY = {
    "OPENAI_API_KEY": "none",
    "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
    "OPENAI_MODEL": "gpt-5-mini",
    "INTERVIEWER_KNOWLEDGE_DIR": str(ROOT / "tests" / "browser" / "knowledge"),
}
IN_LINE = {"LLM_REQUESTS_PER_MINUTE": "1", "LLM_TIMEOUT_SECONDS": "120", "LLM_BREAKER_FAILURES": "0"}
LEFT_ALONE = {"LLM_BREAKER_FAILURES": "1", "LLM_BREAKER_SECONDS": "3600"}
BUDGET = {"LLM_DAILY_BUDGET_TOKENS": "100000"}


def model_states(page: Page, shoot: Camera) -> None:
    """In line for the model, left alone after failures, and with the day's budget used up."""
    with app_server(NOBODY | IN_LINE) as server:
        _begin(page, server)
        _say(page, ANSWER)
        page.get_by_text("排队等模型").wait_for()
        page.get_by_role("button", name="先不等").wait_for()
        shoot(page, "model-in-line")
    with app_server(NOBODY | LEFT_ALONE) as server:
        _begin(page, server)
        shoot(page, "model-left-alone")
        _say(page, ANSWER)
        page.get_by_role("button", name="重新评分").wait_for()
        shoot(page, "model-left-alone-graded")
    with app_server(NOBODY | BUDGET) as server:
        _use_up(server)
        _begin(page, server)
        _say(page, ANSWER)
        page.get_by_role("button", name="重新评分").wait_for()
        shoot(page, "model-budget-used")
        page.goto(f"{page.url}&lang=en")
        page.get_by_role("button", name="Grade again").wait_for()
        shoot(page, "model-budget-used-en")


def _begin(page: Page, server: AppServer) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()


def _say(page: Page, answer: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(answer)
    box.press("Enter")


def _use_up(server: AppServer) -> None:
    database = open_database(f"sqlite:///{server.data_dir}/interviewer.sqlite3")
    SqlSpendingStore(database).add(LOCAL.id, day_of(SystemClock().now()), Spending(40, 100_000, 30_000))
    database.close()
