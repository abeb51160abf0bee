"""Exporting everything to one file, and importing such a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from interviewer.domain.archive import Exported, Merged
from interviewer.domain.errors import ArchiveUnreadable, FileNotWritable
from interviewer.domain.ports import Archive, Clock
from interviewer.services import archive_file


@dataclass(frozen=True, slots=True)
class Archives:
    archive: Archive
    clock: Clock

    def export(self, file: IO[bytes], *, with_recordings: bool = False) -> Exported:
        records = self.archive.records(with_recordings=with_recordings)
        return archive_file.write(file, records, made_at=self.clock.now(), with_recordings=with_recordings)

    def export_to(self, path: Path, *, with_recordings: bool = False) -> Exported:
        """The file is there whole, or not at all. Raises FileNotWritable."""
        part = path.with_name(path.name + ".part")
        try:
            with part.open("wb") as file:
                exported = self.export(file, with_recordings=with_recordings)
            part.replace(path)
        except OSError as error:
            raise FileNotWritable(file=path) from error
        finally:
            _remove(part)
        return exported

    def exported(self, *, with_recordings: bool = False) -> bytes:
        file = io.BytesIO()
        self.export(file, with_recordings=with_recordings)
        return file.getvalue()

    def preview(self, file: IO[bytes]) -> Merged:
        """What an import would do, found out by doing it and taking it back. Raises as `merge` does."""
        return self._merge(file, keep=False)

    def merge(self, file: IO[bytes]) -> Merged:
        """All of it or nothing. Raises ArchiveUnreadable, ArchiveTooNew."""
        return self._merge(file, keep=True)

    def _merge(self, file: IO[bytes], *, keep: bool) -> Merged:
        file.seek(0)
        return self.archive.merge(archive_file.read(file), keep=keep)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file for reading. Raises ArchiveUnreadable where there is none."""
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise ArchiveUnreadable(why="archive.missing") from error
    with file:
        yield file


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return
