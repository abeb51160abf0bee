"""What became of one file since the last time."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.chunk import chunks_of
from ingest.files import read_note
from ingest.identity import with_kept_ids
from ingest.parse import hash_of, parse_note
from ingest.records import FileRecord, record_of, stamp_of
from interviewer.domain.notes import Chunk, Note, Origin, Section, SectionStatus
from interviewer.domain.ports import NoteStore, SourceFile

PARSER_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Change:
    """A note to be stored: its chunks, those that are new or gone, and the searched sections that it had before."""

    place: str
    note: Note
    record: FileRecord
    chunks: list[Chunk]
    new: list[Chunk]
    gone: list[Chunk]
    before: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file as it is stored; `fresh` when its record is not the one that is kept."""

    place: str
    file: str
    record: FileRecord
    fresh: bool


class NoteReader:
    """Reads files against what is stored of them. Shipped notes are named relative to `base`, and so found again in
    another place."""

    def __init__(self, notes: NoteStore, records: dict[str, FileRecord], origin: Origin, base: Path | None) -> None:
        self._notes = notes
        self._records = records
        self._origin = origin
        self._base = os.path.realpath(base) if base else ""
        self._stored = {self.place_of(source): source for source in notes.sources()}
        self._names = {source.file for source in self._stored.values()}

    @property
    def stored(self) -> dict[str, SourceFile]:
        """By real path. Notes that ship have none of their own: theirs is below `base`, and without one unknown."""
        return self._stored

    def place_of(self, source: SourceFile) -> str:
        if source.location or not self._base:
            return source.location or source.file
        return os.path.join(self._base, source.file)  # noqa: PTH118

    def read(self, place: str, path: Path, name: str) -> Change | Unchanged:
        """`name` is the file as the user gave it. Raises NoteUnreadable."""
        known, record, stamp = self._stored.get(place), self._records.get(place), _stamp(place)
        if known and record and stamp and record.stamp == stamp and record.content_hash == known.content_hash:
            return Unchanged(place, known.file, record, fresh=False)
        text = read_note(path)
        content_hash = _versioned(hash_of(text))
        if known and record and known.content_hash == record.content_hash == content_hash:
            return Unchanged(place, known.file, replace(record, stamp=stamp), fresh=True)
        return self._parsed(text, content_hash, place, stamp, self._name(place, name, known))

    def _parsed(self, text: str, content_hash: str, place: str, stamp: str, name: str) -> Change | Unchanged:
        known = self._stored.get(place)
        parsed = parse_note(text, name, self._origin)
        note = replace(parsed, content_hash=content_hash, location="" if self._base else place)
        if known and known.content_hash == content_hash:
            record = record_of(note, stamp, len(self._notes.chunks(known.file)))
            return Unchanged(place, known.file, record, fresh=True)
        before = self._notes.sections_as_read(known.file) if known else []
        note = replace(note, sections=with_kept_ids(before, note.sections))
        chunks = [chunk for section in note.sections for chunk in chunks_of(section)]
        old = {chunk.id: chunk for chunk in self._notes.chunks(known.file)} if known else {}
        kept = {chunk.id for chunk in chunks}
        return Change(
            place=place,
            note=note,
            record=record_of(note, stamp, len(chunks)),
            chunks=chunks,
            new=[chunk for chunk in chunks if chunk.id not in old],
            gone=[chunk for chunk in old.values() if chunk.id not in kept],
            before={section.id: section.content_hash for section in before if is_searched(section)},
        )

    def _name(self, place: str, name: str, known: SourceFile | None) -> str:
        """As the user gave it the first time; the real path where that names another file already."""
        if known:
            return known.file
        if self._base:
            return os.path.relpath(place, self._base).replace(os.sep, "/")
        chosen = place if name in self._names else name
        self._names.add(chosen)
        return chosen


def is_searched(section: Section) -> bool:
    return section.status is not SectionStatus.GAP


def _stamp(place: str) -> str:
    stamp = stamp_of(place)
    return f"{PARSER_VERSION}:{stamp}" if stamp else ""


def _versioned(content_hash: str) -> str:
    """A new parser reads every note anew, even one that did not change."""
    return hashlib.sha256(f"{PARSER_VERSION}:{content_hash}".encode()).hexdigest()
