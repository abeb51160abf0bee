"""What a check of the installation sees of the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from interviewer.adapters.sql.database import Database, translated_errors
from interviewer.adapters.sql.engine import make_engine, shown
from interviewer.adapters.sql.migrations import HEAD
from interviewer.domain.ports.system import DatabaseFacts


class SqlProbe:
    """The DatabaseProbe port on a database that is open, or that can be opened."""

    def __init__(self, database: Callable[[], Database], *, closes: bool = False) -> None:
        """`closes`: the database is opened for one question, and closed after it."""
        self._database = database
        self._closes = closes

    @classmethod
    def at(cls, url: str) -> SqlProbe:
        """On the database of an address as it stands: its tables are neither made nor changed."""
        return cls(lambda: Database(_unless_missing(url)), closes=True)

    def look(self) -> DatabaseFacts:
        try:
            with self._connected() as (engine, connection):
                return _facts(engine, connection)
        except _NotThereYet as missing:
            return DatabaseFacts("sqlite", missing.place, "", HEAD, 0.0)

    def ping(self) -> None:
        with self._connected() as (_, connection):
            connection.execute(text("SELECT 1"))

    @contextmanager
    def _connected(self) -> Iterator[tuple[Engine, Connection]]:
        engine = self._database().engine
        try:
            with translated_errors(engine), engine.connect() as connection:
                yield engine, connection
        finally:
            if self._closes:
                engine.dispose()


def _facts(engine: Engine, connection: Connection) -> DatabaseFacts:
    connection.execute(text("SELECT 1"))  # the first question on a connection takes longer than any other
    started = time.perf_counter()
    connection.execute(text("SELECT 1"))
    milliseconds = 1000 * (time.perf_counter() - started)
    kind, place = engine.dialect.name, shown(engine.url)
    return DatabaseFacts(kind, place, _revision(connection), HEAD, milliseconds, _now(connection))


class _NotThereYet(Exception):
    """A file that connecting would make."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def _unless_missing(url: str) -> Engine:
    file = url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else ""
    if file and not Path(file).exists():
        raise _NotThereYet(url)
    return make_engine(url)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def _now(connection: Connection) -> datetime | None:
    """SQLite's clock is this machine's own."""
    if connection.dialect.name != "postgresql":
        return None
    told: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return told.astimezone(UTC)
