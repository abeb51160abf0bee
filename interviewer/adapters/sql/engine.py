"""An engine from a URL, with the settings that each database needs to be safe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from interviewer.adapters.sql.scope import guard
from interviewer.domain.errors import DatabaseDriverMissing, DatabaseUnavailable, InvalidSetting

BUSY_SECONDS = 15
CONNECT_SECONDS = 5
WRITES = "interviewer_writes"
"""Execution option of a connection whose transactions will write."""

_ALLOWED = "sqlite:///FILE, postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}
_PASSWORD = re.compile(r"(://[^:/@]*):.*@")


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://...`; nothing is connected yet.

    Raises InvalidSetting for any other URL, DatabaseDriverMissing without psycopg, DatabaseUnavailable when the folder
    of a SQLite file cannot be made.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _invalid(_PASSWORD.sub(r"\1:***@", url)) from None
    if parsed.drivername in _POSTGRES:
        return _postgres(parsed.set(drivername="postgresql+psycopg"))
    if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return _sqlite(parsed)
    # A SQLite database in memory would be another, empty one for each thread.
    raise _invalid(shown(parsed))


def shown(url: URL) -> str:
    """The URL as it may be shown: no password, and no query, which can hold one too."""
    return url.set(query={}).render_as_string(hide_password=True)


def _invalid(value: str) -> InvalidSetting:
    return InvalidSetting(name="DATABASE_URL", value=value, allowed=_ALLOWED)


def _postgres(url: URL) -> Engine:
    timeout = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    try:
        # A parameter of a failed statement may be somebody's answer: it stays out of messages and logs.
        engine = create_engine(url, connect_args=timeout, hide_parameters=True, pool_pre_ping=True, pool_recycle=1800)
    except ModuleNotFoundError as error:
        raise DatabaseDriverMissing(url=shown(url)) from error
    guard(engine)
    return engine


def _sqlite(url: URL) -> Engine:
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(url=shown(url)) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    guard(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the module's own BEGIN comes too late and leaves out DDL; see _begin_sqlite
    connection.execute("PRAGMA foreign_keys = ON")
    # The mode is kept in the file; asking for it again would need a lock that a reader of the moment may hold.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    # In WAL mode NORMAL may lose the last commits in a power cut; FULL syncs the log at each commit.
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes then cannot wait for another writer: it must be a writer from the start.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
