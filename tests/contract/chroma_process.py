"""`chroma run` on a free port of this machine."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.app_server import free_port

_SECONDS_TO_START = 60


@dataclass(slots=True)
class ChromaServer:
    """`start` and `stop` may be called in turn: what it stored stays."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        program = Path(sys.executable).with_name("chroma")
        line = [str(program), "run", "--path", str(self.folder / "data"), "--host", "127.0.0.1"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([*line, "--port", str(self.port)], stdout=log, stderr=log, cwd=self.folder)
        _wait(self.url, self.process)

    def stop(self) -> None:
        """As a crash would: SIGKILL."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextmanager
def running_chroma(folder: Path) -> Iterator[str]:
    server = ChromaServer(folder, free_port())
    try:
        server.start()
        yield server.url
    finally:
        server.stop()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError("the Chroma server did not start")
