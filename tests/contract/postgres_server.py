"""A throw-away Postgres: the machine's own programs, a temporary folder, a Unix socket and no port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

QUICK_AND_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresMissingError(Exception):
    """Its text says what to install."""


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
    programs = _programs()
    # Not pytest's own temporary folders: root's are closed to other users, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        as_user = _as_ordinary_user(folder)
        data = str(folder / "data")
        initdb = ["initdb", "-D", data, "-U", "app", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _call(as_user, programs, folder, initdb)
        line = " ".join([f"-k {folder} -c listen_addresses=''", *(f"-c {each}" for each in options)])
        log = str(folder / "log")

        def control(what: str, *how: str) -> None:
            _call(as_user, programs, folder, ["pg_ctl", what, "-w", "-D", data, "-l", log, "-o", line, *how])

        control("start")
        try:
            yield PostgresServer(folder, control)
        finally:
            control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder with initdb: Debian keeps it out of PATH, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise PostgresMissingError("no PostgreSQL server programs are installed (Debian: apt install postgresql)")
    return (found[-1] if found else Path(str(on_path))).parent


def _as_ordinary_user(folder: Path) -> list[str]:
    """What to put before a command: Postgres refuses to run as root."""
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise PostgresMissingError("as root the tests need a user postgres (Debian: apt install postgresql)") from None
    os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o755)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _call(as_user: list[str], programs: Path, folder: Path, command: list[str]) -> None:
    program, *arguments = command
    # Not a pipe: the server would inherit it and keep it open.
    with (folder.parent / f"{folder.name}.out").open("w+") as output:
        line = [*as_user, str(programs / program), *arguments]
        environment = {**os.environ, "HOME": str(folder)}
        done = subprocess.run(line, stdout=output, stderr=output, cwd=folder, env=environment, check=False)
        output.seek(0)
        said = output.read()
    Path(output.name).unlink()
    if done.returncode:
        raise RuntimeError(f"{program} failed: {said}")
