"""Another process writes to the SQLite database and does not let go."""

from __future__ import annotations

import pytest

from interviewer.adapters.sql import engine
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.errors import DatabaseUnavailable
from interviewer.i18n import LANGUAGES, explain
from tests.faults import children
from tests.samples import a_session, a_turn


@pytest.fixture
def hold(processes, sqlite_url):
    """`hold(seconds)` returns when another process has the write lock, and gives that process."""

    def begin(seconds):
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=children.hold_lock, args=(theirs, sqlite_url, seconds), daemon=True)
        process.start()
        assert ours.recv() == "held"
        return process

    return begin


def test_an_answer_waits_for_a_writer_that_is_soon_done(sqlite_url, open_at, hold):
    store = SqlSessionStore(open_at(sqlite_url))
    store.add(a_session())
    other = hold(3)
    store.save_turn(a_turn(answer="waited"))
    assert store.get("session1").turns[0].answer == "waited"
    other.join()


def test_a_writer_that_stays_is_a_problem_of_the_database_and_reading_goes_on(sqlite_url, open_at, hold, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.3)
    store = SqlSessionStore(open_at(sqlite_url))
    store.add(a_session())
    other = hold(30)
    with pytest.raises(DatabaseUnavailable) as raised:
        store.save_turn(a_turn(answer="kept by the page"))
    assert all("test.db" in explain(raised.value, language) for language in LANGUAGES)
    assert store.get("session1").turns == ()
    other.kill()
    other.join()
    store.save_turn(a_turn(answer="kept by the page"))
    assert store.get("session1").turns[0].answer == "kept by the page"
