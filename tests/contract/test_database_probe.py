"""What a check of the installation sees of a database of either kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.migrations import HEAD
from interviewer.adapters.sql.pool import pool_figures
from interviewer.adapters.sql.probe import SqlProbe
from interviewer.domain.errors import DatabaseUnavailable
from tests.contract.conftest import DATABASES


@pytest.fixture(params=DATABASES)
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=DATABASES)
def empty_url(request):
    return request.getfixturevalue(f"empty_{request.param}_url")


def test_a_database_tells_its_tables_its_speed_and_its_clock(url):
    facts = SqlProbe.at(url).look()
    assert (facts.revision, facts.newest) == (HEAD, HEAD)
    assert 0 < facts.milliseconds < 5_000
    if facts.kind == "sqlite":
        assert facts.now is None
    else:
        assert abs(datetime.now(UTC) - facts.now) < timedelta(seconds=30)


def test_an_empty_database_stays_empty(empty_url):
    for _ in range(2):
        assert SqlProbe.at(empty_url).look().revision == ""


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    file = tmp_path / "none" / "app.sqlite3"
    assert SqlProbe.at(f"sqlite:///{file}").look().revision == ""
    assert not file.parent.exists()


def test_a_ping_says_when_nobody_answers(url):
    database = open_database(url)
    SqlProbe(lambda: database).ping()
    database.close()
    with pytest.raises(DatabaseUnavailable) as raised:
        SqlProbe.at("postgresql+psycopg://me:geheim@127.0.0.1:1/app").ping()
    assert "geheim" not in repr(raised.value.details)


def test_a_file_that_is_no_database_is_said_to_be_unusable(tmp_path):
    file = tmp_path / "app.sqlite3"
    file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(DatabaseUnavailable):
        SqlProbe.at(f"sqlite:///{file}").look()
    assert Path(file).read_bytes().startswith(b"not a database")


def test_the_pool_tells_how_many_connections_are_in_use(url):
    database = open_database(url)
    before = pool_figures(database)
    with database.reading():
        assert pool_figures(database).in_use == before.in_use + 1
    assert before.most >= 5
    database.close()
