"""The app as a process of its own on a free port, with a data folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SECONDS_TO_START = 300
_SETTINGS = ("AUTH_", "OPENAI_", "LLM_", "TRANSCRIPTION_", "INTERVIEWER_", "DATABASE_", "CHROMA_")


@dataclass(slots=True)
class AppServer:
    """`start` and `kill` may be called in turn: the data folder stays."""

    data_dir: Path
    environment: Mapping[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Of the started one."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> float:
        """Seconds until the health route answers."""
        started = time.monotonic()
        own = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
        log = (self.data_dir / "server.log").open("ab")
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "interviewer.cli",
                "run",
                "--port",
                str(self.port),
                "--data-dir",
                str(self.data_dir),
            ],
            env=own | dict(self.environment),
            stdout=log,
            stderr=log,
        )
        while time.monotonic() - started < _SECONDS_TO_START:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as reply:
                    if reply.status == 200:
                        return time.monotonic() - started
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError((self.data_dir / "server.log").read_text(encoding="utf-8", errors="replace")[-3000:])

    def kill(self) -> None:
        """As a crash would: SIGKILL."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextmanager
def app_server(environment: Mapping[str, str] | None = None, *, start: bool = True) -> Iterator[AppServer]:
    """An app that goes with its data when the block ends; started, unless the caller will."""
    with tempfile.TemporaryDirectory(prefix="interviewer-app-") as folder:
        server = AppServer(Path(folder), environment or {}, free_port())
        try:
            if start:
                server.start()
            yield server
        finally:
            server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
