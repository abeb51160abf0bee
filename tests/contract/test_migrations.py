"""A database of any earlier version keeps every row when it is brought to the newest tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text

from interviewer.adapters.sql.codec import dumps
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.engine import make_engine
from interviewer.adapters.sql.migrate import alembic_config
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.history import HistoryFilter
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import FollowUpTurn, TurnState
from tests.contract.conftest import DATABASES
from tests.samples import a_key_point, a_question, a_session, a_turn, an_assessment

AT, LATER = "2026-11-03 09:00:00.000000+00:00", "2026-11-03 09:20:00.123456+00:00"
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"empty_{request.param}_url")


def revisions() -> list[str]:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return sorted(step.revision for step in steps)


def migrate(connection: Connection, revision: str) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def a_turn_row(id: str, session: str, position: int, **values: Any) -> dict[str, Any]:
    """Of the columns that the first version had."""
    row = {"id": id, "session_id": session, "position": position, "version": 1, "state": "asked", "section_id": "s1"}
    row |= {"path": "Database / MySQL / 主从复制", "question": dumps(a_question()), "asked_at": AT, "answer": ""}
    row |= {"answered_at": None, "assessment": None, "score": None, "grader": None, "follow_ups": dumps(())}
    return row | values


def a_graded_row(id: str, session: str, position: int, **values: Any) -> dict[str, Any]:
    made = an_assessment(VerdictKind.COVERED, VerdictKind.PARTIAL)
    asked = FollowUpTurn(FollowUp("TTL 呢？", a_key_point(), "zh"), "看缓存", an_assessment(VerdictKind.COVERED))
    graded = {"state": "graded", "answer": "从库重放中继日志", "answered_at": LATER, "assessment": dumps(made)}
    graded |= {"score": 75, "grader": "embedded", "follow_ups": dumps((asked,)), "version": 4}
    return a_turn_row(id, session, position, **graded | values)


def first_rows() -> Rows:
    """Ordinary rows of the first version's tables, and odd ones that no version of the program would write."""
    plan = dumps(a_session().plan)
    return {
        "source": [
            {"file": "笔记.md", "content_hash": "c0", "origin": "own", "title": "", "twin": "", "location": "/a b"}
            | {"sections": 1, "gaps": 0, "stubs": 0, "open_questions": "[]", "indexed_at": AT, "enabled": True}
        ],
        "section": [{"file": "笔记.md", "position": 0, "id": "s1", "first_line": 3, "document": "{}"}],
        "chunk": [
            {"file": "笔记.md", "position": 0, "id": "c1", "section_id": "s1", "kind": "piece", "text": "日志 😀\n"}
        ],
        "session": [
            {"id": "ended", "started_at": AT, "finished_at": LATER, "plan": plan},
            {"id": "open", "started_at": LATER, "finished_at": None, "plan": plan},
            {"id": "without turns", "started_at": AT, "finished_at": None, "plan": plan},
            {"id": "", "started_at": AT, "finished_at": LATER, "plan": ""},
            {"id": "broken plan", "started_at": AT, "finished_at": LATER, "plan": '{"v": 1, "value": []}'},
        ],
        "turn": [
            a_graded_row("t0", "ended", 0),
            a_graded_row("t1", "ended", 1, score=100, grader="llm", path="Network / DNS / 递归"),
            a_turn_row("t2", "ended", 2, state="skipped"),
            a_turn_row("t3", "open", 0, state="answered", answer="x" * 100_000),
            a_turn_row("unreadable", "broken plan", 0, question="no json", follow_ups="[1", assessment="{"),
            a_turn_row("strange", "broken plan", 7, state="?", path="", question="[]", follow_ups='{"value": [1, {}]}'),
            a_turn_row("", "", 0, state="graded", score=None, question='{"v":1,"value":{"text":5}}', section_id=""),
        ],
    }


def later_rows() -> dict[str, Rows]:
    """Of the tables that a version added, by its revision."""
    return {
        "0002": {
            "assessment_cache": [{"key": "k", "model": "m", "prompt_version": "1", "assessment": "{}", "made_at": AT}]
        },
        "0003": {"correction": [{"id": "c1", "at": AT, "document": "{}"}, {"id": "", "at": LATER, "document": "?"}]},
        "0004": {
            "key_point_edit": [{"section_id": "s1", "point_id": "kp1", "position": 0, "document": "{}"}],
            "refinement": [{"section_id": "s1", "content_hash": "c0", "document": "{}"}],
        },
        "0006": {
            "recording": [{"id": "r1", "session_id": "open", "at": AT, "document": "{}", "audio": b"\0RIFF\xff"}],
            "preference": [{"name": "keep_recordings", "value": "yes"}],
        },
        "0009": {
            "question_set": [{"id": "q", "made_at": AT, "version": 3, "locked": True, "document": "{}"}],
        },
        "0013": {
            "model_spending": [{"user_id": "local", "day": "2026-11-28", "calls": 1, "tokens": 2, "micro_usd": 3}],
        },
        "0007": {
            "verdict": [
                {"turn_id": "t0", "follow_up": -1, "number": 0, "session_id": "ended", "position": 0, "at": LATER}
                | dict.fromkeys(("section_id", "path", "point_id", "point_text", "kind", "grader", "model"), "x")
                | dict.fromkeys(("unsure", "hinted", "recovered", "corrected"), False)
                | {"probability": 0.1}
            ]
        },
    }


def rows_at(revision: str) -> Rows:
    rows = first_rows()
    for since, added in later_rows().items():
        rows |= added if since <= revision else {}
    return rows


def insert_rows(connection: Connection, rows: Rows) -> None:
    for table, values in rows.items():
        for row in values:
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)


def stored(connection: Connection, rows: Rows) -> dict[str, list[tuple[Any, ...]]]:
    """What the tables hold now, in the columns that they had then."""
    return {
        table: sorted(
            (tuple(row) for row in connection.execute(text(f"SELECT {', '.join(values[0])} FROM {table}"))), key=repr
        )
        for table, values in rows.items()
    }


@pytest.fixture
def upgraded(empty_url: str, open_at: Callable[[str], Database]) -> Callable[[str], Database]:
    """Makes a database of a version with its rows, opens it as the program does, and compares all rows."""

    def upgrade_from(revision: str) -> Database:
        rows, engine = rows_at(revision), make_engine(empty_url)
        with Database(engine, user=None).writing() as connection:
            migrate(connection, revision)
            insert_rows(connection, rows)
            before = stored(connection, rows)
        engine.dispose()
        database = open_at(empty_url)
        with database.of(None).reading() as connection:
            assert stored(connection, rows) == before
        assert {table: len(each) for table, each in before.items()} == {
            table: len(each) for table, each in rows.items()
        }
        return database

    return upgrade_from


@pytest.mark.parametrize("revision", revisions())
def test_every_row_of_every_version_is_there_afterwards(revision, upgraded):
    upgraded(revision)


def test_sessions_of_the_first_version_can_be_read_and_written(upgraded):
    store = SqlSessionStore(upgraded("0001"))
    turn = store.get("ended").turns[0]
    assert turn.answer == "从库重放中继日志"
    assert store.save_turn(turn).version == 5


def test_the_history_shows_and_finds_sessions_of_the_first_version(upgraded):
    store = SqlSessionStore(upgraded("0001"))
    lines = {each.id: each for each in store.summaries()}
    ended = lines["ended"]
    assert (ended.questions, ended.answered, ended.score, ended.grader) == (2, 2, 88, "mixed")
    assert ended.topics == ("Database / MySQL", "Network / DNS")
    assert (lines["open"].answered, lines["open"].score, lines["without turns"].topics) == (1, None, ())
    assert (lines["broken plan"].questions, lines[""].questions) == (0, 0)
    for words in ("中继日志", "ttl", "看缓存", "dns"):
        assert [each.id for each in store.page(HistoryFilter(words=words)).sessions] == ["ended"], words


def test_what_a_step_counts_is_what_the_program_counts(upgraded):
    database = upgraded("0001")
    store = SqlSessionStore(database)
    before = {each.id: each for each in store.summaries()}
    store.save_turn(a_turn("t9", session="open", position=1))
    store.save_turn(store.get("ended").turns[0])
    after = {each.id: each for each in store.summaries()}
    assert after["ended"] == before["ended"]
    assert after["open"].answered == before["open"].answered
    assert store.get("ended").turns[0].state is TurnState.GRADED
