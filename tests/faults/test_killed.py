"""SIGKILL at random moments: what was said to be saved is there, and the next start goes on by itself."""

from __future__ import annotations

import pytest

from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.engine import make_engine
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.notes import SectionStatus
from interviewer.domain.sessions import TurnState
from tests.contract.conftest import DATABASES
from tests.contract.test_migrations import insert_rows, migrate, rows_at, stored
from tests.faults import children

ROUNDS = 3


@pytest.fixture(params=DATABASES)
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=DATABASES)
def empty_url(request):
    return request.getfixturevalue(f"empty_{request.param}_url")


def test_answers_outlive_a_kill_and_what_was_not_graded_is_graded_afterwards(url, open_at, killed, chance):
    database = open_at(url)
    children.keep_notes(database)
    told = []
    for _ in range(ROUNDS):
        told += killed(children.answer_questions, url, after=chance.randint(2, 12), moment=chance.uniform(0, 0.05))
    practice, store = children.a_practice(database), SqlSessionStore(database)
    answers = {turn.id: turn.answer for each in store.summaries() for turn in store.get(each.id).turns}
    assert len(told) >= 2 * ROUNDS
    assert [answer for _, turn, answer in told if answers.get(turn) != answer] == []
    for each in store.summaries():
        turns = practice.end(each.id).turns
        assert all(turn.state is TurnState.GRADED and turn.assessment for turn in turns if turn.answer)


def test_a_database_that_was_killed_at_any_statement_of_a_migration_keeps_its_rows(empty_url, killed):
    rows, engine = rows_at("0001"), make_engine(empty_url)
    with Database(engine, user=None).writing() as connection:
        migrate(connection, "0001")
        insert_rows(connection, rows)
        before = stored(connection, rows)
    kills = 0
    while not killed(children.migrate_until, empty_url, 3 + 11 * kills):
        kills += 1
    assert kills >= 4
    with Database(engine, user=None).reading() as connection:
        assert stored(connection, rows) == before
    engine.dispose()


def test_an_ingest_that_was_killed_is_made_whole_by_the_next_one(tmp_path, killed, chance):
    notes = tmp_path / "notes"
    notes.mkdir()
    for at in range(60):
        write(notes / f"{at:02}.md", at)
    for round in range(ROUNDS):
        killed(
            children.ingest_notes, tmp_path / "data", notes, after=chance.randint(5, 40), moment=chance.uniform(0, 0.1)
        )
        for at in range(round, 60, 7):  # what was written and not recorded is another text the next time
            write(notes / f"{at:02}.md", 100 * (round + 1) + at)
        (notes / f"{50 + round}.md").unlink()
    assert sorted(each.file for each in brought_up(tmp_path / "data", notes)) == sorted(map(str, notes.iterdir()))


def test_what_was_indexed_and_not_stored_before_a_kill_is_dropped(tmp_path, killed):
    notes = tmp_path / "notes"
    notes.mkdir()
    write(notes / "a.md", 1)
    killed(children.ingest_and_die_before_storing, tmp_path / "data", notes)
    write(notes / "a.md", 2)
    assert len(brought_up(tmp_path / "data", notes)) == 1


def brought_up(data, notes):
    """The sources after an ingest and the start of the app, which leave no orphan in either index."""
    product = children.a_product(data)
    product.ingest.ingest([notes])
    product.ingest.repair()
    sections = {each.id for each in product.notes.all_sections() if each.status is not SectionStatus.GAP}
    assert product.vectors.ids() == {each.id for each in product.notes.chunks()}
    assert set(product.lexical.hashes()) == sections
    assert product.search.find("note says relay")
    found = product.notes.sources()
    product.close()
    return found


def write(file, number):
    lines = "".join(
        f"## Part {part}\n\n- note {number} says relay {part}\n- and binlog {number * part}\n\n" for part in range(4)
    )
    file.write_text(f"# Note {number}\n\n{lines}")
