"""Two replicas behind nginx: each of the parts is killed in turn, and nothing is lost."""

from __future__ import annotations

import os
import re
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.cluster import Cluster, ProgramMissingError, running_cluster
from interviewer.adapters.sql.database import Database, open_database
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.sessions import Session, Turn, TurnState
from tests.browser.conftest import KNOWLEDGE

pytestmark = [pytest.mark.services, pytest.mark.timeout(600)]
PATIENCE = 90_000
"""Milliseconds: a replica that is started anew has the machine to itself no more than the others have."""
CARD = "[class*=st-key-card-]"


@pytest.fixture(scope="module")
def cluster(browser: Browser) -> Iterator[Cluster]:
    # Not pytest's own temporary folders: they are closed to the user that Postgres runs as for root.
    with tempfile.TemporaryDirectory(prefix="interviewer-cluster-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield from _running(Path(folder))


def _running(folder: Path) -> Iterator[Cluster]:
    try:
        with running_cluster(folder, environment={"INTERVIEWER_KNOWLEDGE_DIR": str(KNOWLEDGE)}) as running:
            yield running
    except ProgramMissingError as missing:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(f"REQUIRE_SERVICES=1, but {missing}", pytrace=False)
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> Iterator[Database]:
    opened = open_database(cluster.database_url)
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser, cluster: Cluster) -> Iterator[Page]:
    for name in ("app1", "app2"):  # the test before may have killed one
        cluster.supervisor.wait(name, PATIENCE / 1000)
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.goto(cluster.url)
    yield opened
    context.close()


def begin(page: Page) -> str:
    """The id of a new session, whose first question stands."""
    page.get_by_role("button", name="开始 10 分钟热身").click()
    box(page).wait_for()
    return str(re.search(r"session=(\w+)", page.url)[1])


def box(page: Page):
    return page.locator('[data-testid="stChatInputTextArea"]:not(:disabled)')


def say(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")


def serving(page: Page) -> str:
    """The name of the replica that the page is connected to."""
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    return cookies["interviewer_replica"]


def stored(database: Database, session_id: str) -> Session:
    return SqlSessionStore(database).get(session_id)


def graded(database: Database, session_id: str, text: str) -> Turn:
    """The turn with the answer, once it has its grade."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        found = [turn for turn in stored(database, session_id).turns if turn.answer == text]
        if found and found[0].state is TurnState.GRADED:
            assert len(found) == 1
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"{text} was not graded")


def test_a_candidate_whose_replica_is_killed_while_he_types_loses_no_letter_and_presses_no_button(
    page, cluster, database
):
    session = begin(page)
    first = serving(page)
    expect(box(page)).to_be_focused()
    said = "Sharded keys, shorter queues: what was said while hands were on the keys"  # letters that are shortcuts too
    page.keyboard.type(said[:20], delay=20)
    cluster.supervisor.kill(first)
    page.keyboard.type(said[20:], delay=60)
    expect(box(page)).to_have_value(said, timeout=PATIENCE)
    box(page).press("Enter")
    page.locator(CARD).first.wait_for()
    assert serving(page) != first
    assert graded(database, session, said).assessment is not None


def test_an_answer_whose_replica_dies_while_it_is_graded_is_graded_once_by_the_other(page, cluster, database):
    session = begin(page)
    first, said = serving(page), "加一个随机的过期时间，避免同时失效。"
    say(page, said)
    cluster.supervisor.kill(first)
    page.locator(CARD).first.wait_for()
    assert serving(page) != first
    turn = graded(database, session, said)
    assert [each.answer for each in stored(database, session).turns].count(said) == 1
    assert turn.assessment is not None


def test_an_answer_given_while_the_database_is_away_is_saved_when_it_is_back(page, cluster, database, picture):
    session, said = begin(page), "数据库不在的时候说的话。"
    cluster.supervisor.kill("postgres", signal.SIGINT, away=3)
    say(page, said)
    expect(page.get_by_text("你的回答先留在这里")).to_be_visible()
    expect(page.get_by_text(said)).to_be_visible()
    picture(page, "database-away")
    page.locator(CARD).first.wait_for()
    assert graded(database, session, said).answer == said


def test_a_note_brought_in_by_one_replica_is_found_by_the_other_also_after_chroma_was_killed(
    browser, page, cluster, tmp_path: Path
):
    note = tmp_path / "跳表.md"
    note.write_text("## 跳表的层数\n- 每一层都是下一层的稀疏索引\n- 插入时随机决定层数\n", encoding="utf-8")
    page.goto(f"{cluster.replica_url('app1')}/notes")
    other = browser.new_context(locale="zh-CN").new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(f"{cluster.replica_url('app2')}/notes")
    search(other, "跳表的层数怎么决定")
    expect(other.get_by_text("Redis").first).to_be_visible()
    page.locator("input[type=file]").set_input_files(note)
    page.get_by_role("button", name="加入", exact=True).click()
    expect(page.get_by_text("读了 1 个文件")).to_be_visible()
    search(other, "跳表 随机 层数")
    expect(other.get_by_text("跳表的层数").first).to_be_visible()
    cluster.supervisor.kill("chroma")
    search(other, "稀疏索引 是什么")
    expect(other.get_by_text("跳表的层数").first).to_be_visible()
    other.context.close()


def search(page: Page, words: str) -> None:
    field = page.locator(".st-key-query input")
    field.fill(words)
    field.press("Enter")
