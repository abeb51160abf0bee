"""What every KeyPointStore does."""

from __future__ import annotations

import pytest

from interviewer.adapters.sql.key_point_store import SqlKeyPointStore
from interviewer.domain.edits import KeyPointEdit
from interviewer.domain.errors import KeyPointsChangedElsewhere
from interviewer.domain.ports import KeyPointStore
from tests.contract.conftest import STORES
from tests.fakes import FakeKeyPointStore
from tests.samples import a_refinement

FIRST = KeyPointEdit("kp2", "自己的说法", 2.0, merged=("kp3", "kp4"), basis=("原来的", "另一个"))
SECOND = KeyPointEdit("kp1", left_out=True, basis=("甲",))


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> KeyPointStore:
    if request.param == "fake":
        return FakeKeyPointStore()
    return SqlKeyPointStore(request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url")))


def test_a_new_store_is_empty(store):
    assert store.edits("s1") == ()
    assert store.edited() == store.refined() == set()
    assert store.refinement("s1", "c0ffee") is None


def test_edits_come_back_in_their_order_and_section_by_section(store):
    store.save_edits("s1", [FIRST, SECOND], seen=())
    store.save_edits("s2", [SECOND], seen=())
    assert store.edits("s1") == (FIRST, SECOND)
    assert store.edits("s2") == (SECOND,)
    assert store.edited() == {"s1", "s2"}


def test_saving_replaces_what_was_seen_and_may_leave_nothing(store):
    store.save_edits("s1", [FIRST, SECOND], seen=())
    store.save_edits("s1", [SECOND], seen=(FIRST, SECOND))
    assert store.edits("s1") == (SECOND,)
    store.save_edits("s1", [], seen=[SECOND])
    assert store.edits("s1") == ()
    assert store.edited() == set()


def test_edits_that_were_not_seen_are_not_overwritten(store):
    store.save_edits("s1", [FIRST], seen=())
    for seen in ((), (SECOND,), (FIRST, SECOND)):
        with pytest.raises(KeyPointsChangedElsewhere):
            store.save_edits("s1", [SECOND], seen=seen)
    assert store.edits("s1") == (FIRST,)


def test_nul_and_lone_surrogates_do_no_harm(store):
    odd = KeyPointEdit("kp1", "a\0b\ud800", basis=("\0",))
    store.save_edits("s\0", [odd], seen=())
    (found,) = store.edits("s\0")
    store.save_edits("s\0", [], seen=[found])
    assert store.edits("s\0") == ()


def test_a_refinement_is_kept_for_each_content_of_a_section(store):
    first, second = a_refinement(), a_refinement(content_hash="beef", model="another", rejected=2)
    for each in (first, second):
        store.save_refinement(each)
    assert store.refinement("s1", "c0ffee") == first
    assert store.refinement("s1", "beef") == second
    assert store.refined() == {("s1", "c0ffee"), ("s1", "beef")}


def test_a_refinement_can_be_replaced(store):
    store.save_refinement(a_refinement())
    store.save_refinement(a_refinement(active=False))
    assert store.refinement("s1", "c0ffee") == a_refinement(active=False)
