"""What every CorrectionStore does."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from interviewer.adapters.sql.correction_store import SqlCorrectionStore
from interviewer.domain.ports import CorrectionStore
from interviewer.domain.verdicts import VerdictKind
from tests.contract.conftest import STORES
from tests.fakes import START, FakeCorrectionStore
from tests.samples import a_correction


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> CorrectionStore:
    if request.param == "fake":
        return FakeCorrectionStore()
    return SqlCorrectionStore(request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url")))


def test_a_correction_comes_back_as_it_was_put(store):
    store.put(a_correction(reason="同义词，\n笔记里也这么写"))
    assert store.newest() == [a_correction(reason="同义词，\n笔记里也这么写")]


def test_there_are_none_at_first(store):
    assert store.newest() == []


def test_the_newest_come_first_and_no_more_than_asked(store):
    for minutes in (1, 3, 2):
        store.put(a_correction(f"c{minutes}", at=START + timedelta(minutes=minutes)))
    assert [each.id for each in store.newest()] == ["c3", "c2", "c1"]
    assert [each.id for each in store.newest(2)] == ["c3", "c2"]


def test_putting_it_again_changes_it(store):
    store.put(a_correction())
    store.put(a_correction(wanted=VerdictKind.PARTIAL))
    assert [each.wanted for each in store.newest()] == [VerdictKind.PARTIAL]


def test_removing_forgets_it_and_an_unknown_one_is_no_error(store):
    store.put(a_correction())
    store.remove("nothing")
    store.remove("c1")
    assert store.newest() == []


def test_times_of_any_zone_are_the_same_moment(store):
    here = START.astimezone(timezone(timedelta(hours=8)))
    store.put(a_correction(at=here))
    assert store.newest()[0].at == START
