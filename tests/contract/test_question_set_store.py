"""What every QuestionSetStore does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from interviewer.adapters.sql.question_set_store import SqlQuestionSetStore
from interviewer.domain.errors import QuestionSetChangedElsewhere, QuestionSetLocked, QuestionSetNotFound
from interviewer.domain.notes import Level
from interviewer.domain.ports import QuestionSetStore
from tests.contract.conftest import STORES
from tests.fakes import START, FakeQuestionSetStore
from tests.samples import a_question_set


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> QuestionSetStore:
    if request.param == "fake":
        return FakeQuestionSetStore()
    return SqlQuestionSetStore(request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url")))


def test_a_set_comes_back_as_it_was_saved(store):
    saved = store.save(a_question_set(level=Level.SENIOR, steered_by="负责 Kubernetes"))
    assert saved == replace(a_question_set(level=Level.SENIOR, steered_by="负责 Kubernetes"), version=1)
    assert store.get("set1") == saved


def test_a_change_is_saved_in_its_place(store):
    saved = store.save(a_question_set())
    changed = store.save(replace(saved, name="三面").moved("q2", 0))
    assert changed.version == 2
    assert store.get("set1") == changed
    assert len(store.all()) == 1


def test_who_saves_on_a_stale_version_is_told(store):
    saved = store.save(a_question_set())
    store.save(replace(saved, name="先"))
    with pytest.raises(QuestionSetChangedElsewhere):
        store.save(replace(saved, name="后"))
    with pytest.raises(QuestionSetChangedElsewhere):
        store.save(a_question_set())
    assert store.get("set1").name == "先"


def test_a_locked_set_stays_as_it_is(store):
    locked = store.save(replace(store.save(a_question_set()), locked=True))
    with pytest.raises(QuestionSetLocked):
        store.save(replace(locked, name="别的"))
    with pytest.raises(QuestionSetLocked):
        store.save(replace(locked, locked=False))
    assert store.get("set1") == locked


def test_the_newest_set_comes_first(store):
    for minutes in (1, 3, 2):
        store.save(a_question_set(f"set{minutes}", made_at=START + timedelta(minutes=minutes)))
    assert [each.id for each in store.all()] == ["set3", "set2", "set1"]


def test_a_deleted_set_is_gone_and_not_saved_again(store):
    saved = store.save(a_question_set())
    store.delete("set1")
    store.delete("set1")
    assert store.all() == []
    with pytest.raises(QuestionSetNotFound):
        store.get("set1")
    with pytest.raises(QuestionSetNotFound):
        store.save(replace(saved, name="again"))
