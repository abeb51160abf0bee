"""A throw-away Postgres: the machine's own programs, a temporary folder, a Unix socket and no port."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from bench.local_postgres import PostgresMissingError, as_ordinary_user, call, initdb, programs

__all__ = ["PostgresMissingError", "PostgresServer", "running_postgres"]
QUICK_AND_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class PostgresServer:
    folder: Path
    control: Callable[..., None]

    def url(self, database: str) -> str:
        return f"postgresql://app@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template1") -> str:
        """A new database; gives its URL."""
        copy = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
        self._run(sql.SQL(copy).format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def drop(self, database: str) -> None:
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def stop(self, how: str = "immediate") -> None:
        """As a crash would, or `fast`: both throw out who is connected."""
        self.control("stop", "-m", how)

    def start(self) -> None:
        self.control("start")

    def _run(self, statement: sql.Composable) -> None:
        with psycopg.connect(f"host={self.folder} user=app dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_postgres(options: Sequence[str] = QUICK_AND_UNSAFE) -> Iterator[PostgresServer]:
    """Raises PostgresMissingError where none are installed. By its own options it is quick, and unsafe in a crash."""
    # Not pytest's own temporary folders: root's are closed to other users, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        as_user = as_ordinary_user(folder)
        folder.chmod(0o755)
        data = folder / "data"
        call(initdb(as_user, data, "--no-sync"), folder)
        line = " ".join([f"-k {folder} -c listen_addresses=''", *(f"-c {each}" for each in options)])
        begin = [*as_user, str(programs() / "pg_ctl"), "-w", "-D", str(data), "-l", str(folder / "log"), "-o", line]

        def control(what: str, *how: str) -> None:
            call([*begin, *how, what], folder)

        control("start")
        try:
            yield PostgresServer(folder, control)
        finally:
            control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
