"""What every SpendingStore does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from interviewer.adapters.sql.spending_store import SqlSpendingStore
from interviewer.domain.ports import SpendingStore
from interviewer.domain.spending import Spending
from tests.contract.conftest import DATABASES, STORES
from tests.fakes import FakeSpendingStore

DAY, NEXT_DAY = "2026-11-28", "2026-11-29"
CALL = Spending(calls=1, tokens=3_000_000_000, micro_usd=4_000_000_000)
"""More than a column of 32 bits holds."""


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> SpendingStore:
    if request.param == "fake":
        return FakeSpendingStore()
    return SqlSpendingStore(request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url")))


def test_who_spent_nothing_has_spent_nothing(store):
    assert store.spent("a@b.c", DAY) == Spending()


def test_what_is_spent_adds_up_by_user_and_day(store):
    store.add("a@b.c", DAY, CALL)
    store.add("a@b.c", DAY, CALL)
    store.add("a@b.c", NEXT_DAY, Spending(1, 5, 6))
    store.add("other", DAY, Spending(1, 7, 8))
    assert store.spent("a@b.c", DAY) == CALL + CALL
    assert store.spent("a@b.c", NEXT_DAY) == Spending(1, 5, 6)
    assert store.spent("other", DAY) == Spending(1, 7, 8)


@pytest.mark.parametrize("kind", DATABASES)
def test_it_is_one_sum_for_all_processes_on_a_database(kind, request, open_at):
    url = request.getfixturevalue(f"{kind}_url")
    replicas = [SqlSpendingStore(open_at(url)) for _ in range(2)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda at: replicas[at % 2].add("local", DAY, Spending(1, 10, 1)), range(20)))
    assert SqlSpendingStore(open_at(url)).spent("local", DAY) == Spending(20, 200, 20)
