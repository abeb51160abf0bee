"""What was found in each file the last time, so that an unchanged one need not be opened again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from interviewer.domain.notes import Note, SectionStatus

_SETTLED_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class FileRecord:
    """`stamp` says when the file had this content; `content_hash` is the one that is stored with its note.

    `open_questions` are (path, text, line) of each.
    """

    stamp: str
    content_hash: str
    sections: int
    chunks: int
    gaps: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()
    open_questions: tuple[tuple[str, str, int], ...] = ()


class Records(Protocol):
    """Kept by this machine for its own disk. All of it may be lost: then every file is read once more, and only
    folders that are ingested again are watched."""

    def all(self) -> dict[str, FileRecord]:
        """By the real path of the file."""

    def put(self, records: Mapping[str, FileRecord]) -> None: ...

    def drop(self, places: Iterable[str]) -> None: ...

    def folders(self) -> list[str]:
        """The real paths of the folders that were ingested as a whole."""

    def set_folders(self, folders: Iterable[str]) -> None: ...


@dataclass(slots=True)
class MemoryRecords:
    """Records for as long as the process lives."""

    records: dict[str, FileRecord] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def all(self) -> dict[str, FileRecord]:
        return dict(self.records)

    def put(self, records: Mapping[str, FileRecord]) -> None:
        self.records.update(records)

    def drop(self, places: Iterable[str]) -> None:
        for place in places:
            self.records.pop(place, None)

    def folders(self) -> list[str]:
        return list(self.names)

    def set_folders(self, folders: Iterable[str]) -> None:
        self.names = sorted(set(folders))


def record_of(note: Note, stamp: str, chunks: int) -> FileRecord:
    """The record of a note as it was parsed."""
    by_status = {
        status: tuple(section.path for section in note.sections if section.status is status) for status in SectionStatus
    }
    return FileRecord(
        stamp=stamp,
        content_hash=note.content_hash,
        sections=len(note.sections) - len(by_status[SectionStatus.GAP]),
        chunks=chunks,
        gaps=by_status[SectionStatus.GAP],
        stubs=by_status[SectionStatus.STUB],
        open_questions=tuple((each.path, each.text, each.source.first_line) for each in note.open_questions),
    )


def stamp_of(place: str) -> str:
    """Size and times of a file. Empty, which equals no record's, when it cannot be told or when the file is so young
    that another change might leave them the same."""
    try:
        info = os.stat(place)  # noqa: PTH116
    except (OSError, ValueError):
        return ""
    if time.time() - max(info.st_mtime, info.st_ctime if os.name != "nt" else 0.0) < _SETTLED_SECONDS:
        return ""
    return f"{info.st_size}:{info.st_mtime_ns}:{info.st_ctime_ns}"
