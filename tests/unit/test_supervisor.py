from __future__ import annotations

import sys
import time

import pytest

from bench.supervisor import Program, ProgramFailedError, Supervisor

SECONDS = 20


@pytest.fixture
def supervisor(tmp_path):
    made = Supervisor(tmp_path, grace_seconds=5)
    yield made
    made.stop()


def program(folder, code, name="one"):
    """A program that says that it serves by a file."""
    there = folder / f"{name}.there"
    whole = f"import sys, time, pathlib; pathlib.Path({str(there)!r}).write_text('x'); {code}"
    return Program(name, [sys.executable, "-c", whole], there.exists), there


def until(is_so):
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "too late"
        time.sleep(0.05)


def test_a_program_that_is_killed_is_started_anew_after_the_time_it_is_to_be_away(supervisor, tmp_path):
    one, there = program(tmp_path, "time.sleep(60)")
    supervisor.start(one)
    supervisor.wait("one", SECONDS)
    first = supervisor.pid("one")
    there.unlink()
    killed = time.monotonic()
    supervisor.kill("one", away=1.0)
    supervisor.wait("one", SECONDS)
    assert supervisor.pid("one") != first
    assert time.monotonic() - killed >= 1.0


def test_what_a_program_said_is_told_when_it_does_not_come_up(supervisor, tmp_path):
    bad = Program("bad", [sys.executable, "-c", "print('no such port', flush=True)"], lambda: False)
    supervisor.start(bad)
    until(lambda: (tmp_path / "bad.log").read_text())
    with pytest.raises(ProgramFailedError, match="no such port"):
        supervisor.wait("bad", 0.1)


def test_all_are_gone_after_stopping(tmp_path):
    supervisor = Supervisor(tmp_path, grace_seconds=0.3)
    stubborn, _ = program(tmp_path, "import signal; signal.signal(15, signal.SIG_IGN); time.sleep(60)", "stubborn")
    supervisor.start(stubborn)
    supervisor.wait("stubborn", SECONDS)
    process = supervisor._runs["stubborn"].process
    supervisor.stop()
    assert process.poll() is not None
