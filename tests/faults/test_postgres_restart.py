"""Postgres stops and starts again in the middle of sessions."""

from __future__ import annotations

import threading

import pytest

from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.errors import DatabaseUnavailable
from interviewer.domain.sessions import TurnState
from tests.faults import children


@pytest.mark.services
@pytest.mark.parametrize("how", ["immediate", "fast"])
def test_sessions_go_on_by_themselves_after_a_restart_and_keep_every_answer(safe_postgres, how):
    database = open_database(safe_postgres.create(f"restarted_{how}"))
    children.keep_notes(database)
    practice, saved, refused, done = children.a_practice(database), [], [], threading.Event()

    def practise() -> None:
        """As a page would: an answer that was refused is sent again, after a look at what is stored."""
        while not done.is_set():
            try:
                session = children.begin(practice, 1)
                turn, answer = session.turns[0], children.ANSWER.format(len(saved))
                practice.save_answer(session.id, turn.id, answer)
                saved.append((session.id, answer))
                practice.grade_turn(session.id, turn.id, language="zh")
            except DatabaseUnavailable as error:
                refused.append(error)
                done.wait(0.05)

    threads = [threading.Thread(target=practise) for _ in range(4)]
    for thread in threads:
        thread.start()
    wait_for(lambda: len(saved) > 8)
    safe_postgres.stop(how)
    wait_for(lambda: len(refused) > 4)
    before = len(saved)
    safe_postgres.start()
    wait_for(lambda: len(saved) > before + 8)
    done.set()
    for thread in threads:
        thread.join()
    store = SqlSessionStore(database)
    assert [id for id, answer in saved if store.get(id).turns[0].answer != answer] == []
    for each in store.summaries():
        assert all(turn.state is TurnState.GRADED for turn in practice.end(each.id).turns if turn.answer)
    database.close()


def wait_for(true):
    waited = threading.Event()
    for _ in range(6_000):
        if true():
            return
        waited.wait(0.01)
    raise AssertionError("it never came to that")
