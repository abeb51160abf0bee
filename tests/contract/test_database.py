"""What holds for a database of either kind: it makes its own tables, waits its turn, and says plainly what is wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from interviewer.adapters.sql.database import Database, open_database
from interviewer.adapters.sql.engine import make_engine
from interviewer.adapters.sql.migrate import alembic_config, upgrade
from interviewer.adapters.sql.migrations import HEAD
from interviewer.adapters.sql.note_store import SqlNoteStore
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.adapters.sql.tables import metadata
from interviewer.domain.errors import (
    DatabaseDriverMissing,
    DatabaseTooNew,
    DatabaseUnavailable,
    InvalidSetting,
    TurnChangedElsewhere,
)
from interviewer.i18n import LANGUAGES, explain
from tests.contract.conftest import DATABASES
from tests.fakes import FakeClock
from tests.samples import a_chunk, a_note, a_session, a_turn

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"empty_{request.param}_url")


def at_once(work: Callable[[int], object], times: int) -> list[object]:
    """Results, or the errors, of calls in as many threads."""
    results: list[object] = [None] * times
    start = threading.Barrier(times)

    def run(number: int) -> None:
        start.wait()
        try:
            results[number] = work(number)
        except Exception as error:
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_opening_an_empty_database_makes_the_tables_that_the_program_reads(empty_url, open_at):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = open_at(empty_url)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_step_is_the_one_that_the_program_looks_for():
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_the_first_step_can_be_taken_back(empty_url, open_at):
    from alembic import command

    database = open_at(empty_url)
    config = alembic_config()
    with database.of(None).writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 0
    upgrade(database.engine)


def test_opening_a_database_again_changes_nothing(url, open_at):
    SqlSessionStore(open_at(url)).add(a_session())
    assert SqlSessionStore(open_at(url)).get("session1") == a_session()


def test_processes_that_open_a_new_database_at_once_all_succeed(empty_url):
    program = "import sys; from interviewer.adapters.sql.database import open_database; open_database(sys.argv[1])"
    processes = [
        subprocess.Popen([sys.executable, "-c", program, empty_url], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [(process.communicate(timeout=120)[1], process.returncode) for process in processes] == [("", 0)] * 4


def test_threads_that_open_a_new_database_at_once_all_succeed(empty_url, open_at):
    opened = at_once(lambda _: open_at(empty_url), 6)
    assert [type(each) for each in opened] == [Database] * 6


def test_a_step_that_fails_leaves_the_database_as_it_was(empty_url, monkeypatch):
    from alembic import command

    run = command.upgrade

    def fail_at_the_end(*arguments: object) -> None:
        run(*arguments)
        raise RuntimeError("power cut")

    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    engine = make_engine(empty_url)
    with pytest.raises(RuntimeError):
        upgrade(engine)
    monkeypatch.undo()
    upgrade(engine)
    engine.dispose()


def test_tables_of_a_newer_version_of_the_program_are_left_alone(url):
    engine = make_engine(url)
    with Database(engine).writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew) as raised:
        upgrade(engine)
    assert all("?" not in explain(raised.value, language) for language in LANGUAGES)
    engine.dispose()


def test_of_two_tabs_that_save_the_same_turn_at_once_one_wins(url, open_at):
    store = SqlSessionStore(open_at(url))
    store.add(a_session())
    first = store.save_turn(a_turn())
    results = at_once(lambda number: store.save_turn(replace(first, answer=f"tab {number}")), 6)
    (winner,) = [each for each in results if not isinstance(each, Exception)]
    assert [type(each) for each in results if isinstance(each, Exception)] == [TurnChangedElsewhere] * 5
    assert store.get("session1").turns == (winner,)


def test_of_two_tabs_that_create_the_next_turn_at_once_one_wins(url, open_at):
    store = SqlSessionStore(open_at(url))
    store.add(a_session())
    results = at_once(lambda number: store.save_turn(a_turn(f"turn {number}")), 6)
    assert sorted(type(each).__name__ for each in results) == ["Turn"] + ["TurnChangedElsewhere"] * 5
    assert len(store.get("session1").turns) == 1


def test_writers_of_the_same_file_at_once_leave_one_whole_note(url, open_at):
    store = SqlNoteStore(open_at(url), FakeClock())

    def save(number: int) -> None:
        chunks = [a_chunk(f"{number}-{each}") for each in range(20)]
        store.save(a_note("a.md", content_hash=f"{number}"), chunks)

    assert at_once(save, 6) == [None] * 6
    (source,) = store.sources()
    assert {chunk.id.split("-")[0] for chunk in store.chunks()} == {source.content_hash}
    assert len(store.chunks()) == 20


def test_many_sessions_written_at_once_are_all_kept(url, open_at):
    store = SqlSessionStore(open_at(url))

    def practise(number: int) -> None:
        store.add(a_session(f"session {number}"))
        turn = store.save_turn(a_turn(f"turn {number}", session=f"session {number}"))
        store.save_turn(replace(turn, answer="relay log"))

    assert at_once(practise, 20) == [None] * 20
    assert len(store.summaries()) == 20


def test_a_note_that_cannot_be_stored_whole_leaves_the_old_one(url, open_at):
    store = SqlNoteStore(open_at(url), FakeClock())
    store.save(a_note("a.md"), [a_chunk("old")])
    broken = replace(a_chunk("new"), text=None)
    with pytest.raises(Exception, match=r"(?i)not.null"):
        store.save(a_note("a.md", content_hash="new"), [broken])
    assert [source.content_hash for source in store.sources()] == ["c0ffee"]
    assert store.chunks() == [a_chunk("old")]


def test_a_turn_is_kept_when_the_program_is_killed_right_after_saving_it(url, open_at):
    program = """
import os, signal, sys
from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.session_store import SqlSessionStore
from tests.samples import a_session, a_turn
store = SqlSessionStore(open_database(sys.argv[1]))
store.add(a_session())
store.save_turn(a_turn(answer="relay log"))
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program, url], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [turn.answer for turn in SqlSessionStore(open_at(url)).get("session1").turns] == ["relay log"]


def test_sqlite_is_set_to_lose_nothing_and_to_wait(sqlite_url, open_at):
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}
    with open_at(sqlite_url).reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas}
    assert found == pragmas


def test_an_unreachable_server_is_named_without_its_password():
    with pytest.raises(DatabaseUnavailable) as raised:
        open_database("postgresql://app:hush%40hush@127.0.0.1:1/interviews?password=hush&connect_timeout=2")
    assert raised.value.details == {"url": "postgresql+psycopg://app:***@127.0.0.1:1/interviews"}
    assert "hush" not in f"{raised.value!r} {raised.value.__cause__!r}"
    assert all("127.0.0.1" in explain(raised.value, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    "url",
    ["mysql://app:hush@host/db", "app:hush", "", "sqlite://", "sqlite:///:memory:", "postgresql://a:hu@sh@h:port/b"],
)
def test_a_url_that_cannot_be_used_says_which_can(url):
    with pytest.raises(InvalidSetting) as raised:
        make_engine(url)
    assert raised.value.details["name"] == "DATABASE_URL"
    assert "hush" not in explain(raised.value, "en") or "://" not in url


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_name_of_postgres_means_the_same_driver(scheme):
    assert make_engine(f"{scheme}://app@host/db").url.drivername == "postgresql+psycopg"


def test_a_missing_driver_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseDriverMissing) as raised:
        make_engine("postgresql://app:hush@host/db")
    assert "pip install" in explain(raised.value, "zh")
    assert "hush" not in explain(raised.value, "zh")


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("a shopping list, and not a short one " * 200)
    with pytest.raises(DatabaseUnavailable):
        open_database(f"sqlite:///{file}")
    assert file.read_text().startswith("a shopping list")


def test_a_folder_that_cannot_be_made_is_a_problem_of_the_database(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnavailable):
        open_database(f"sqlite:///{tmp_path}/file/test.db")


@pytest.mark.services
def test_a_server_that_goes_away_in_mid_session_is_a_problem_of_the_database(postgres_server, postgres_template):
    url = postgres_server.create("goes_away", postgres_template)
    database = open_database(url)
    store = SqlSessionStore(database)
    store.add(a_session())
    postgres_server.drop("goes_away")
    with pytest.raises(DatabaseUnavailable):
        store.save_turn(a_turn())
    database.close()
