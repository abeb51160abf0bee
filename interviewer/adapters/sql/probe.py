"""What a check of the installation sees of the database."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from interviewer.adapters.sql.database import Database, translated_errors
from interviewer.adapters.sql.engine import make_engine, shown
from interviewer.adapters.sql.migrations import HEAD
from interviewer.domain.ports.system import DatabaseFacts


class SqlProbe:
    """The DatabaseProbe port on a database that is open, or that can be opened."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database

    @classmethod
    def at(cls, url: str) -> SqlProbe:
        """On the database of an address as it stands: its tables are neither made nor changed."""
        return cls(lambda: Database(_unless_missing(url)))

    def look(self) -> DatabaseFacts:
        try:
            engine = self._database().engine
        except _NotThereYet as missing:
            return DatabaseFacts("sqlite", missing.place, "", HEAD, 0.0)
        kind, place = engine.dialect.name, shown(engine.url)
        with translated_errors(engine), engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            started = time.perf_counter()
            connection.execute(text("SELECT 1"))
            milliseconds = 1000 * (time.perf_counter() - started)
            return DatabaseFacts(kind, place, _revision(connection), HEAD, milliseconds, _now(connection))

    def ping(self) -> None:
        engine = self._database().engine
        with translated_errors(engine), engine.connect() as connection:
            connection.execute(text("SELECT 1"))


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
