"""One ingest at a time on one machine, where the index is a server's and the database a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from interviewer.domain.errors import DataFolderUnusable, IngestGoingOn


@dataclass(frozen=True, slots=True)
class FileIngestLock:
    """Who waits tells `waits` of the holder once, and gives up after `patience` seconds."""

    folder: Path
    patience: float = 10.0
    waits: Callable[[str], None] = field(default=lambda _holder: None)

    @contextmanager
    def held(self) -> Iterator[None]:
        lock = FileLock(self.folder / "ingest.lock")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._wait(lock)
        except OSError as error:
            raise DataFolderUnusable(folder=self.folder) from error
        try:
            self._pid.write_text(str(os.getpid()))
            yield
        finally:
            lock.release()

    def check(self) -> None:
        """The lock is this process's as long as it lives."""

    @property
    def _pid(self) -> Path:
        return self.folder / "ingest.pid"

    def _wait(self, lock: FileLock) -> None:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self.waits(self._holder())
            try:
                lock.acquire(timeout=self.patience)
            except Timeout as error:
                raise IngestGoingOn(holder=self._holder()) from error

    def _holder(self) -> str:
        try:
            return self._pid.read_text().strip() or "?"
        except OSError:
            return "?"


class OwnersLock:
    """Where the index is a folder, its owner is the only one who ingests."""

    def held(self) -> nullcontext[None]:
        return nullcontext()

    def check(self) -> None:
        """Nothing can take it."""
