"""One process owns an index folder at a time."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from interviewer.domain.errors import DataFolderUnusable, IndexOwnedElsewhere


class IndexLock:
    """Held from `acquire` to `release` or the end of the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "owner.lock")
        self._owner = folder / "owner.pid"

    def acquire(self) -> None:
        """Raises IndexOwnedElsewhere, naming the process that holds it, and DataFolderUnusable."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._owner.write_text(str(os.getpid()))
        except Timeout as error:
            raise IndexOwnedElsewhere(folder=self._folder, pid=self._read_owner()) from error
        except OSError as error:
            raise DataFolderUnusable(folder=self._folder) from error

    def release(self) -> None:
        self._lock.release(force=True)

    def _read_owner(self) -> str:
        try:
            return self._owner.read_text().strip() or "?"
        except OSError:
            return "?"
