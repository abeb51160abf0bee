"""Databases of both kinds, and processes that are killed in the middle of their work."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections.abc import Callable, Iterator
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Any

import pytest

from interviewer.settings import ROOT
from tests.contract.conftest import (  # noqa: F401
    empty_postgres_url,
    empty_sqlite_url,
    open_at,
    postgres_server,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
)
from tests.contract.postgres_server import PostgresMissingError, PostgresServer, running_postgres

Work = Callable[..., None]


@pytest.fixture(scope="session")
def processes() -> Any:
    """Processes that start at once, with the heavy libraries loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.children"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()
    return context


@pytest.fixture
def killed(processes: Any) -> Iterator[Callable[..., list[Any]]]:
    """`killed(work, *arguments, after=3)`: runs work(tell, *arguments) in a process, kills it with SIGKILL a moment
    after the third thing that it told, and gives all that it told. Without `after` it may end by itself."""
    started = []

    def run(work: Work, *arguments: Any, after: int = 0, moment: float = 0.0) -> list[Any]:
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=work, args=(theirs, *arguments), daemon=True)
        process.start()
        started.append(process)
        theirs.close()
        told = _told(ours, after)
        if after:
            process.join(moment)
            process.kill()
            told += _told(ours)
        process.join()
        assert not after or process.exitcode == -signal.SIGKILL, f"it ended by itself: {process.exitcode}"
        return told

    yield run
    for process in started:
        if process.is_alive():
            process.kill()


def _told(ours: Connection, most: int = 0) -> list[Any]:
    """What comes until the other side is gone, or until so much came."""
    told: list[Any] = []
    try:
        while not most or len(told) < most:
            told.append(ours.recv())
    except EOFError:
        pass
    return told


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Moments that are the same each time, as far as a machine's speed lets them be."""
    return random.Random(request.node.name)


@pytest.fixture(scope="module")
def safe_postgres() -> Iterator[PostgresServer]:
    """A server of the test file's own that may be stopped: one that loses nothing by it."""
    try:
        with running_postgres(options=()) as server:
            yield server
    except PostgresMissingError as missing:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(f"REQUIRE_SERVICES=1, but {missing}", pytrace=False)
        pytest.skip(str(missing))
