"""What one user has, another neither sees nor changes, whatever the statement; and it is told at once when a table or
a method of a store was forgotten here."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, exists, func, insert, literal_column, select, text, union, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql import scope, tables
from interviewer.adapters.sql.archive import SqlArchive
from interviewer.adapters.sql.candidate_store import SqlCandidateStore
from interviewer.adapters.sql.correction_store import SqlCorrectionStore
from interviewer.adapters.sql.database import Database, open_database
from interviewer.adapters.sql.interview_recordings import SqlInterviewRecordings
from interviewer.adapters.sql.interview_store import SqlInterviewStore
from interviewer.adapters.sql.key_point_store import SqlKeyPointStore
from interviewer.adapters.sql.note_store import SqlNoteStore
from interviewer.adapters.sql.outcome_store import SqlOutcomeStore
from interviewer.adapters.sql.preferences import SqlPreferences
from interviewer.adapters.sql.question_set_store import SqlQuestionSetStore
from interviewer.adapters.sql.recording_store import SqlRecordingStore
from interviewer.adapters.sql.scope import StatementNotScopedError
from interviewer.adapters.sql.scorecard_store import SqlScorecardStore
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.bootstrap import Container
from interviewer.domain.archive import Outcome
from interviewer.domain.errors import InterviewerError, NotAllowed
from interviewer.domain.history import HistoryFilter, Standing
from interviewer.domain.scorecard import Scorecard
from interviewer.domain.users import User
from interviewer.settings import Settings
from tests.contract.conftest import DATABASES
from tests.desk_cards import a_cache_set, a_candidate, an_interview, an_interview_recording
from tests.fakes import START, FakeClock
from tests.people import ANN, BOB, CORRECTION, EVA, OLE, RECORDING, SECRET, TURN, give_all, rows_of
from tests.samples import a_chunk, a_note, a_refinement, a_session

CAL = User("cal@example.com")
NEW = User("new@example.com")
"""Who have nothing yet."""

PERSONAL = (SqlSessionStore, SqlRecordingStore, SqlCorrectionStore, SqlOutcomeStore, SqlPreferences)


@pytest.fixture(scope="module", params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """With something of everything that can be Ann's. Nothing may change it, so that all tests can share it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('scope')}/test.db"
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.create("scope", request.getfixturevalue("postgres_template"))
    made = open_database(url)
    whole = Container(Settings(), database=made.of(ANN), clock=FakeClock())
    give_all(whole)
    SqlNoteStore(made.of(None), FakeClock()).save(a_note(), [])
    yield made
    made.close()


def test_every_table_says_whose_its_rows_are():
    declared = [scope.OWNED, scope.DESK, scope.NOTES, scope.MACHINE]
    assert sorted(name for each in declared for name in each) == sorted(tables.metadata.tables)
    with_owner = {name for name, table in tables.metadata.tables.items() if "owner" in table.c}
    assert with_owner == scope.OWNED


def test_all_that_is_anns_is_stored_as_hers(database):
    found = rows_of(ANN, database)
    assert all(found.values()), found


def methods(*stores: Any) -> list[Any]:
    return [
        pytest.param(store, name, id=f"{store.__name__}.{name}")
        for store in stores
        for name, _ in inspect.getmembers(store, inspect.isfunction)
        if not name.startswith("_")
    ]


def test_no_store_was_forgotten_here():
    from interviewer.adapters import sql

    known = {store.__name__ for store in (*PERSONAL, *DESK_STORES, *NOTE_STORES, SqlArchive)} | {
        "SqlAssessmentCache",
        "SqlSpendingStore",
        "SqlProbe",
    }
    found = set()
    for module in __import__("pkgutil").iter_modules(sql.__path__):
        loaded = __import__(f"{sql.__name__}.{module.name}", fromlist=["x"])
        found |= {name for name in vars(loaded) if name.startswith("Sql")}
    assert found == known


ARGUMENTS: dict[str, Any] = {
    "session": a_session("ann-session"),
    "session_id": "ann-session",
    "sessions": 100,
    "turn": replace(TURN, version=1, answer="bob was here"),
    "wanted": HistoryFilter(),
    "recording": replace(RECORDING, heard="bob was here"),
    "recording_id": "ann-recording",
    "correction": replace(CORRECTION, said="bob was here"),
    "correction_id": "ann-correction",
    "section_ids": ["s1"],
    "audio": b"bob was here",
    "name": "goal",
    "value": "bob was here",
    "at": START,
    "deleted_before": START + timedelta(days=999),
    "offset": 0,
    "limit": 100,
    "since": None,
    "most": 100,
}
CHANGING = {"add", "delete", "finish", "purge", "put", "remove", "rename", "restore", "save", "save_turn"}


def called(store: Any, name: str, **changed: Any) -> Any:
    """What the method gives for Ann's ids, or the problem that it raises."""
    method = getattr(store, name)
    given = ARGUMENTS | changed
    wanted = {each: given[each] for each in inspect.signature(method).parameters}
    try:
        return method(**wanted)
    except (InterviewerError, IntegrityError) as error:
        return error


@pytest.mark.parametrize(("store", "name"), methods(*PERSONAL))
def test_no_method_shows_or_changes_what_is_anothers(store, name, database):
    before = rows_of(ANN, database)
    found = called(store(database.of(BOB)), name)
    assert SECRET not in repr(found) and SECRET.encode() not in (found if isinstance(found, bytes) else b"")
    assert rows_of(ANN, database) == before
    if name not in CHANGING:
        assert called(store(database.of(ANN)), name) not in (found, None, [], set(), {})


@pytest.mark.parametrize("standing", list(Standing))
def test_the_history_finds_only_ones_own_by_any_filter(standing, database):
    for words in ("", SECRET):
        page = SqlSessionStore(database.of(BOB)).page(HistoryFilter(words=words, standing=standing))
        assert (page.total, page.sessions) == (0, ())


def test_the_rows_of_one_user_do_not_hang_on_anothers(database):
    own = database.of(BOB)
    row = {"id": "x", "session_id": "ann-session", "at": START, "document": "{}", "audio": b""}
    with pytest.raises(IntegrityError), own.writing() as connection:
        connection.execute(insert(tables.recording).values(row))
    words = {"session_id": "ann-session", "turn_id": "x", "words": "x"}
    with pytest.raises(IntegrityError), own.writing() as connection:
        connection.execute(insert(tables.session_words), [words])


def test_an_export_has_ones_own_and_an_import_leaves_what_is_anothers(database):
    records = [each for each in SqlArchive(database.of(ANN)).records(with_recordings=True) if each]
    before = rows_of(ANN, database)
    merged = SqlArchive(database.of(CAL)).merge(records, keep=True)
    assert rows_of(ANN, database) == before
    assert merged.total(Outcome.ADDED) == 1  # the goal, which has no id
    exported = filter(None, SqlArchive(database.of(CAL)).records(with_recordings=True))
    assert [kind for kind, _ in exported] == ["preference"]


SESSIONS, TURNS, WORDS = tables.session, tables.turn, tables.session_words
HERS = SESSIONS.alias("hers")
READING = {
    "plain": select(SESSIONS.c.id),
    "count": select(func.count()).select_from(SESSIONS).having(func.count() > 0),
    "alias": select(HERS.c.id),
    "join": select(TURNS.c.id).join(HERS, HERS.c.id == TURNS.c.session_id),
    "cross": select(TURNS.c.id, HERS.c.name),
    "in": select(tables.source.c.file, SESSIONS.c.id).where(SESSIONS.c.id.in_(select(TURNS.c.session_id))),
    "exists": select(literal_column("1")).where(exists().where(TURNS.c.session_id == "ann-session")),
    "scalar": select(select(TURNS.c.answer).limit(1).scalar_subquery().label("said")).where(
        exists(select(SESSIONS.c.id))
    ),
    "subquery": select(select(SESSIONS.c.name).subquery().c.name),
    "cte": select(select(SESSIONS.c.name).cte("named").c.name),
    "union": union(select(TURNS.c.id), select(SESSIONS.c.id)),
    "correlated": select(SESSIONS.c.id).where(select(TURNS.c.id).where(TURNS.c.session_id == SESSIONS.c.id).exists()),
    "distinct": select(SESSIONS.c.topics).distinct(),
    "for update": select(SESSIONS.c.id).with_for_update(),
    "grouped": select(TURNS.c.session_id, func.count()).group_by(TURNS.c.session_id),
    "or": select(SESSIONS.c.id).where((SESSIONS.c.id == "ann-session") | (SESSIONS.c.id == "x")),
    "lateral": select(select(TURNS.c.answer).lateral("said").c.answer),
}


@pytest.mark.parametrize("shape", READING)
def test_any_shape_of_question_is_narrowed(shape, database):
    if shape == "lateral" and database.engine.dialect.name == "sqlite":
        assert "turn.owner = " in str(scope.narrowed(READING[shape], NEW))  # SQLite cannot run it
        return
    with database.of(NEW).reading() as connection:
        assert connection.execute(READING[shape]).all() == []
    with database.of(ANN).reading() as connection:
        assert connection.execute(READING[shape]).all() != []


CHANGES = {
    "update": update(SESSIONS).values(name="bob"),
    "by what is anothers": update(SESSIONS).where(SESSIONS.c.id.in_(select(TURNS.c.session_id))).values(name="bob"),
    "delete": delete(TURNS),
    "update to what is anothers": update(tables.preference).values(
        value=select(SESSIONS.c.name).limit(1).scalar_subquery()
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_shape_of_change_is_narrowed(change, database):
    before = rows_of(ANN, database)
    with database.of(NEW).writing() as connection:
        assert connection.execute(CHANGES[change]).rowcount == 0
    assert rows_of(ANN, database) == before


REFUSED = {
    "text": text("SELECT * FROM turn"),
    "text in part": select(SESSIONS.c.id).where(text("id IN (SELECT session_id FROM turn)")),
    "literal": select(literal_column("(SELECT max(answer) FROM turn)")),
    "outer join": select(TURNS.c.id).outerjoin(WORDS, WORDS.c.turn_id == TURNS.c.id),
    "upsert": sqlite.insert(tables.preference).values(name="goal", value="x").on_conflict_do_nothing(),
    "insert from select": insert(tables.preference).from_select(["name", "value"], select(TURNS.c.id, TURNS.c.answer)),
    "owner given": insert(tables.preference).values(name="goal", value="x", owner=ANN.id),
    "owners given": insert(tables.preference).values([{"name": "goal", "value": "x", "owner": ANN.id}]),
    "owner changed": update(SESSIONS).values(owner=BOB.id),
    "update from": update(SESSIONS).where(SESSIONS.c.id == TURNS.c.session_id).values(name="x"),
    "delete from": delete(SESSIONS).where(SESSIONS.c.id == TURNS.c.session_id),
}


@pytest.mark.parametrize("statement", REFUSED)
def test_what_cannot_be_narrowed_is_refused(statement, database):
    with pytest.raises(StatementNotScopedError), database.of(BOB).writing() as connection:
        connection.execute(REFUSED[statement])


def test_neither_parameters_nor_the_driver_are_a_way_around(database):
    with pytest.raises(StatementNotScopedError), database.of(BOB).writing() as connection:
        connection.execute(insert(tables.preference), [{"name": "a", "value": "x", "owner": ANN.id}])
    with pytest.raises(StatementNotScopedError), database.of(BOB).writing() as connection:
        connection.execute(update(SESSIONS), {"owner": BOB.id})
    with pytest.raises(StatementNotScopedError), database.of(BOB).reading() as connection:
        connection.exec_driver_sql("SELECT * FROM turn")
    with pytest.raises(StatementNotScopedError), database.of(None).writing() as connection:
        connection.execute(insert(tables.preference).values(name="a", value="x"))


DESK_STORES = (
    SqlQuestionSetStore,
    SqlCandidateStore,
    SqlInterviewStore,
    SqlScorecardStore,
    SqlInterviewRecordings,
)
DESK_ARGUMENTS = {
    "questions": a_cache_set(),
    "set_id": "set1",
    "candidate": a_candidate(),
    "candidate_id": "c1",
    "interview": an_interview(),
    "interview_id": "i1",
    "card": Scorecard("i1", START),
    "changes": (),
    "recording": an_interview_recording(),
    "recording_ids": ["r1"],
}


@pytest.mark.parametrize(("store", "name"), methods(*DESK_STORES))
def test_the_desk_is_for_interviewers(store, name, database):
    for who in (BOB, OLE):
        assert isinstance(called(store(database.of(who)), name, **DESK_ARGUMENTS), NotAllowed)
    assert not isinstance(called(store(database.of(EVA)), name, **DESK_ARGUMENTS), NotAllowed)


NOTE_STORES = (SqlNoteStore, SqlKeyPointStore)
NOTE_ARGUMENTS = {
    "note": a_note(),
    "notes": [(a_note(), [a_chunk()])],
    "chunks": [a_chunk()],
    "file": "mysql.md",
    "generation": 0,
    "enabled": False,
    "origins": (),
    "section_id": "s1",
    "edits": (),
    "seen": (),
    "content_hash": "c0ffee",
    "refinement": a_refinement(),
}
WRITING = {"save", "save_all", "delete", "enable", "save_edits", "save_refinement"}


@pytest.mark.parametrize(("store", "name"), methods(*NOTE_STORES))
def test_notes_are_read_by_all_and_written_by_their_owners(store, name, database):
    more = (FakeClock(),) if store is SqlNoteStore else ()
    for who in (BOB, EVA):
        refused = isinstance(called(store(database.of(who), *more), name, **NOTE_ARGUMENTS), NotAllowed)
        assert refused == (name in WRITING)
    assert not isinstance(called(store(database.of(OLE), *more), name, **NOTE_ARGUMENTS), NotAllowed)


def test_users_share_the_compiled_statements(database):
    statement = SESSIONS.c.id == "x"
    keys = {
        scope.narrowed(select(SESSIONS.c.id).where(statement), user)._generate_cache_key().key for user in (ANN, BOB)
    }
    assert len(keys) == 1
