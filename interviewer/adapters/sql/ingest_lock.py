"""One ingest at a time, whichever machine it runs on: an advisory lock of Postgres that goes with its session."""

from __future__ import annotations

import hashlib
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from interviewer.adapters.sql.database import Database, translated_errors
from interviewer.domain.errors import IngestGoingOn

_LOOK_SECONDS = 0.25
_PREFIX = "interviewer ingest "
_HOLDER = text(
    "SELECT activity.application_name FROM pg_locks AS held JOIN pg_stat_activity AS activity USING (pid) "
    "WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1 "
    "AND ((held.classid::bigint << 32) | held.objid::bigint) = :key "
    "AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
# Where a machine goes without a word, its session must not hold the lock for the two hours that are the default.
_SESSION = text(
    "SELECT set_config('application_name', :name, false), set_config('tcp_keepalives_idle', '20', false), "
    "set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)"
)


@dataclass(slots=True)
class PostgresIngestLock:
    """`name` says what is ingested into; who waits tells `waits` of the holder once, and gives up after `patience`
    seconds. For one thread at a time."""

    database: Database
    name: str
    patience: float = 10.0
    waits: Callable[[str], None] = field(default=lambda _holder: None)
    _session: Connection | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        session = self._open()
        try:
            self._wait(session)
            self._session = session
            yield
        finally:
            self._session = None
            with suppress(SQLAlchemyError):
                session.close()

    def check(self) -> None:
        """As long as the session lives, it has the lock."""
        if self._session is not None:
            with translated_errors(self.database.engine):
                self._session.execute(text("SELECT 1"))

    def _open(self) -> Connection:
        """A connection that never goes back to the pool, where it would keep the lock."""
        with translated_errors(self.database.engine):
            session = self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            session.detach()
            session.execute(_SESSION, {"name": f"{_PREFIX}{socket.gethostname()[:30]}:{os.getpid()}"})
        return session

    def _wait(self, session: Connection) -> None:
        key = {"key": _key(self.name)}
        deadline, told = time.monotonic() + self.patience, False
        with translated_errors(self.database.engine):
            while not session.scalar(text("SELECT pg_try_advisory_lock(:key)"), key):
                if time.monotonic() >= deadline:
                    raise IngestGoingOn(holder=_holder(session, key))
                if not told:
                    self.waits(_holder(session, key))
                    told = True
                time.sleep(_LOOK_SECONDS)


def _holder(session: Connection, key: dict[str, Any]) -> str:
    found: str | None = session.scalar(_HOLDER, key)
    return (found or "").removeprefix(_PREFIX) or "?"


def _key(name: str) -> int:
    digest = hashlib.sha256(f"interviewer ingest {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
