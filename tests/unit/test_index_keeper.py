from __future__ import annotations

import pytest

from ingest.pipeline import Ingest
from interviewer.domain.errors import IngestGoingOn
from interviewer.services.index_keeper import IndexKeeper
from tests.fakes import FakeLexicalIndex, FakeNoteStore, FakeVectorIndex
from tests.samples import a_chunk, a_note, a_section


@pytest.fixture
def notes():
    made = FakeNoteStore()
    made.save(a_note("a.md", a_section("s1", file="a.md")), [a_chunk("c1"), a_chunk("c2")])
    return made


@pytest.fixture
def vectors():
    return FakeVectorIndex()


@pytest.fixture
def keeper(notes, vectors):
    return IndexKeeper(notes, vectors, Ingest(notes, vectors, FakeLexicalIndex()).repair)


def test_an_index_that_was_wiped_is_filled_again(keeper, vectors):
    assert keeper.look()
    assert vectors.ids() == {"c1", "c2"}
    vectors.clear()
    keeper.look()
    assert vectors.ids() == {"c1", "c2"}


def test_a_server_that_is_away_is_looked_for_again(keeper, vectors):
    vectors.failing = True
    assert not keeper.look()
    vectors.failing = False
    assert keeper.look()
    assert vectors.held()[0] == 2


def test_what_cannot_be_made_equal_is_not_tried_over_and_over(notes, vectors):
    vectors.upsert([a_chunk(f"more-{at}") for at in range(5)])
    repairs = []
    keeper = IndexKeeper(notes, vectors, lambda: repairs.append(1) or 0)
    keeper.look()
    keeper.look()
    assert len(repairs) == 1


def test_while_notes_are_brought_in_nothing_is_done(notes, vectors):
    def going_on():
        raise IngestGoingOn(holder="b:2")

    assert not IndexKeeper(notes, vectors, going_on).look()
