"""One process owns an index folder at a time."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from interviewer.domain.errors import IndexOwnedElsewhere


class IndexLock:
    """Held from `acquire` to `release` or the end of the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "owner.lock")
        self._owner = folder / "owner.pid"

    def acquire(self) -> None:
        """Raises IndexOwnedElsewhere, naming the process that holds it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise IndexOwnedElsewhere(folder=self._folder, pid=self._read_owner()) from error
        self._owner.write_text(str(os.getpid()))

    def release(self) -> None:
        self._lock.release(force=True)

    def _read_owner(self) -> str:
        try:
            return self._owner.read_text().strip() or "?"
        except OSError:
            return "?"
