"""Runs programs side by side and starts each anew that ends by itself, until it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_LOOK_SECONDS = 0.2
_SHORT_LIFE, _LONGEST_PAUSE = 5.0, 10.0


class ProgramFailedError(Exception):
    """A program that did not come up; the text is the end of what it said."""


@dataclass(frozen=True, slots=True)
class Program:
    """`ready` tells whether it serves; `stop` is the signal that ends it in good order."""

    name: str
    command: list[str]
    ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop: signal.Signals = signal.SIGTERM


@dataclass(slots=True)
class _Run:
    program: Program
    process: subprocess.Popen[bytes]
    began: float
    pause: float = 0.0
    since: float = 0.0
    away: float = 0.0


class Supervisor:
    """One log a program in a folder. What is still running when `stop` is called ends in the opposite order."""

    def __init__(self, logs: Path, grace_seconds: float = 10.0) -> None:
        self._logs = logs
        self._grace = grace_seconds
        self._runs: dict[str, _Run] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._watcher.start()

    def start(self, program: Program) -> None:
        with self._lock:
            self._runs[program.name] = _Run(program, self._open(program), time.monotonic())

    def wait(self, name: str, seconds: float) -> None:
        """Until the program serves. Raises ProgramFailedError."""
        deadline = time.monotonic() + seconds
        while not self._runs[name].program.ready():
            if time.monotonic() > deadline:
                log = self._log(name).read_text(encoding="utf-8", errors="replace")
                raise ProgramFailedError(f"{name} did not start:\n{log[-2000:]}")
            time.sleep(0.1)

    def pid(self, name: str) -> int:
        with self._lock:
            return self._runs[name].process.pid

    def kill(self, name: str, how: signal.Signals = signal.SIGKILL, away: float = 0.0) -> None:
        """As a crash would, or as asked; it is started anew, `away` seconds later."""
        with self._lock:
            run = self._runs[name]
            run.away = away
            os.kill(run.process.pid, how)

    def stop(self) -> None:
        self._ended.set()
        self._watcher.join()
        for run in reversed(list(self._runs.values())):
            _end(run, self._grace)

    def _open(self, program: Program) -> subprocess.Popen[bytes]:
        """In a session of its own: Ctrl-C reaches the supervisor only, which ends all in order."""
        with self._log(program.name).open("ab") as log:
            environment = {**os.environ, **program.environment}
            return subprocess.Popen(program.command, stdout=log, stderr=log, env=environment, start_new_session=True)

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            with self._lock:
                for run in self._runs.values():
                    self._look_after(run)

    def _look_after(self, run: _Run) -> None:
        """One that dies young is given a pause, longer each time."""
        now = time.monotonic()
        if run.process.poll() is None:
            return
        if not run.since:
            young = now - run.began < _SHORT_LIFE
            run.since, run.pause = now, min(_LONGEST_PAUSE, max(0.5, 2 * run.pause)) if young else 0.0
            run.pause, run.away = max(run.pause, run.away), 0.0
        if now - run.since >= run.pause:
            run.process, run.began, run.since = self._open(run.program), now, 0.0


def _end(run: _Run, grace: float) -> None:
    if run.process.poll() is None:
        run.process.send_signal(run.program.stop)
        with suppress(subprocess.TimeoutExpired):
            run.process.wait(grace)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(run.process.pid, signal.SIGKILL)  # also what it may have left behind
    run.process.wait()
