"""One ingest at a time, with real processes that want it at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from interviewer.adapters.ingest_file_lock import FileIngestLock
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.engine import make_engine
from interviewer.adapters.sql.ingest_lock import PostgresIngestLock
from interviewer.domain.errors import DatabaseUnavailable, IngestGoingOn
from interviewer.settings import ROOT

KINDS = ["file", pytest.param("postgres", marks=pytest.mark.services)]
HOLDING = """
import sys, time
from pathlib import Path
from interviewer.adapters.ingest_file_lock import FileIngestLock
from interviewer.adapters.sql.engine import make_engine
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.ingest_lock import PostgresIngestLock
kind, place, patience, seconds, log = sys.argv[1:]
if kind == "file":
    lock = FileIngestLock(Path(place), float(patience))
else:
    lock = PostgresIngestLock(Database(make_engine(place)), "notes", float(patience))
with lock.held():
    began = time.monotonic()
    print("holds", flush=True)
    time.sleep(float(seconds))
    lock.check()
    with open(log, "a") as file:
        file.write(f"{began} {time.monotonic()}\\n")
"""


@pytest.fixture(params=KINDS)
def place(request, tmp_path) -> tuple[str, str]:
    """The kind of lock and where it is."""
    if request.param == "file":
        return "file", str(tmp_path)
    return "postgres", request.getfixturevalue("postgres_url")


@pytest.fixture
def lock(place) -> Callable[..., FileIngestLock | PostgresIngestLock]:
    engines = []

    def make(patience: float = 0.0, waits=lambda holder: None):
        kind, where = place
        if kind == "file":
            return FileIngestLock(Path(where), patience, waits)
        engines.append(make_engine(where))
        return PostgresIngestLock(Database(engines[-1]), "notes", patience, waits)

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def process(place, tmp_path):
    """Starts a process that waits for the lock and holds it for so many seconds."""
    started = []

    def start(seconds: float, patience: float = 30.0) -> subprocess.Popen[str]:
        arguments = [*place, str(patience), str(seconds), str(tmp_path / "log")]
        started.append(
            subprocess.Popen([sys.executable, "-c", HOLDING, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.wait()


def test_processes_that_want_it_at_once_take_turns(process, tmp_path):
    running = [process(0.2) for _ in range(2)]
    assert [each.wait(timeout=60) for each in running] == [0, 0]
    spans = sorted(tuple(map(float, line.split())) for line in (tmp_path / "log").read_text().splitlines())
    assert len(spans) == 2
    assert spans[0][1] <= spans[1][0]


def test_who_waits_too_long_is_told_who_holds_it(process, lock):
    holder, told = process(60), []
    holder.stdout.readline()
    with pytest.raises(IngestGoingOn) as error, lock(0.3, told.append).held():
        pass
    assert str(holder.pid) in str(error.value.details["holder"])
    assert len(told) == 1 and str(holder.pid) in told[0]


def test_it_goes_with_a_process_that_is_killed(process, lock):
    holder = process(60)
    holder.stdout.readline()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    started = time.monotonic()
    with lock(10).held():
        assert time.monotonic() - started < 5


def test_it_is_free_again_afterwards_also_after_an_error(lock):
    with pytest.raises(ZeroDivisionError), lock().held():
        raise ZeroDivisionError
    with lock().held() as held:
        assert held is None


@pytest.mark.services
def test_who_lost_it_to_a_server_that_was_started_anew_is_told(postgres_url):
    database = Database(make_engine(postgres_url))
    lock = PostgresIngestLock(database, "notes")
    with pytest.raises(DatabaseUnavailable), lock.held():
        lock.check()
        with database.writing() as connection:
            ingests = "FROM pg_stat_activity WHERE application_name LIKE 'interviewer ingest%'"
            connection.execute(text(f"SELECT pg_terminate_backend(pid) {ingests}"))
        lock.check()
    with lock.held():
        lock.check()
    database.close()
