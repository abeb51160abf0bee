"""Databases for the contract suites: a SQLite file or a Postgres database of its own for each test."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interviewer.adapters.sql.database import Database, open_database
from tests.contract.chroma_process import running_chroma
from tests.contract.postgres_server import PostgresMissingError, PostgresServer, running_postgres

_numbers = itertools.count(1)
DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]
STORES = ["fake", *DATABASES]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    try:
        with running_postgres() as server:
            yield server
    except PostgresMissingError as missing:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(f"REQUIRE_SERVICES=1, but {missing}", pytrace=False)
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    open_database(postgres_server.create("with_tables")).close()
    return "with_tables"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    yield postgres_server.create(name, postgres_template)
    postgres_server.drop(name)


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Without tables."""
    name = f"empty_{next(_numbers)}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "with_tables.db"
    open_database(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server on loopback."""
    with running_chroma(tmp_path_factory.mktemp("chroma-server")) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'test.db')}"


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """No file yet, and no folder."""
    return f"sqlite:///{tmp_path}/new/folder/test.db"


@pytest.fixture
def open_at() -> Iterator[Callable[[str], Database]]:
    """Opens a database by its URL, and closes it when the test is over."""
    opened: list[Database] = []

    def open_one(url: str) -> Database:
        opened.append(open_database(url))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()
