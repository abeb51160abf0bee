"""Keeping the index in step with the notes: only what changed is read, embedded and written."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.chunk import chunks_of
from ingest.files import notes_under, read_note
from ingest.parse import parse_note
from ingest.report import IngestReport
from interviewer.domain.errors import NoteUnreadable, NothingToIngest, PathNotFound, SourceNotFound
from interviewer.domain.notes import Chunk, Note, Origin, Section, SectionStatus
from interviewer.domain.ports import LexicalIndex, NoteStore, SourceFile, VectorIndex

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, of files in all, and the file at hand."""

PARSER_VERSION = "2"
_BATCH_CHUNKS = 512


@dataclass(frozen=True, slots=True)
class _Change:
    """A note to be stored, with the chunks it has and those that are new or gone."""

    note: Note
    chunks: list[Chunk]
    new: list[Chunk]
    gone: list[Chunk]


class Ingest:
    """The notes' way into the store and both indexes. The caller owns the index."""

    def __init__(self, notes: NoteStore, vectors: VectorIndex, lexical: LexicalIndex) -> None:
        self._notes = notes
        self._vectors = vectors
        self._lexical = lexical

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        origin: Origin = Origin.OWN,
        base: Path | None = None,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Bring the index in step with everything under the paths; what was deleted there goes.

        Shipped notes are named relative to `base`. A file that cannot be read is reported and keeps what was stored
        of it. Raises PathNotFound and NothingToIngest.
        """
        started = time.perf_counter()
        stored = {self._place(source): source for source in self._notes.sources()}
        report = IngestReport()
        files = self._files(paths, stored)
        batch: list[_Change] = []
        for at, file in enumerate(files):
            if progress:
                progress(at, len(files), str(file))
            change = self._read(file, origin, base, stored, report)
            if change:
                batch.append(change)
            if sum(len(each.new) for each in batch) >= _BATCH_CHUNKS:
                self._write(batch)
                batch = []
        self._write(batch)
        for source in _deleted_under(paths, stored.values(), base):
            report.counts["deleted"] += source.sections
            self.remove(source.file)
        report.seconds = time.perf_counter() - started
        if progress:
            progress(len(files), len(files), "")
        return report

    def remove(self, file: str) -> None:
        """Forget a source with all its chunks. Raises SourceNotFound."""
        if all(source.file != file for source in self._notes.sources()):
            raise SourceNotFound(path=file)
        chunks = self._notes.chunks(file)
        self._lexical.delete(sorted({chunk.section_id for chunk in chunks}))
        self._notes.delete(file)
        self._vectors.delete(chunks)

    def repair(self) -> int:
        """Bring both indexes in step with the store; gives the number of chunks that were written or dropped.

        This is what makes an index that was deleted, or a process that was killed half way, whole again.
        """
        chunks = self._notes.chunks()
        held = self._vectors.ids()
        missing = [chunk for chunk in chunks if chunk.id not in held]
        self._vectors.upsert(missing)
        sections = {section.id: section for section in self._notes.all_sections() if _searched(section)}
        hashes = self._lexical.hashes()
        self._lexical.upsert([each for each in sections.values() if hashes.get(each.id) != each.content_hash])
        self._lexical.delete([each for each in hashes if each not in sections])
        return len(missing)

    def rebuild(self) -> int:
        """Make the vector index anew from the stored notes, with the embedder that is configured now."""
        self._vectors.clear()
        return self.repair()

    def _files(self, paths: Sequence[Path], stored: dict[str, SourceFile]) -> list[Path]:
        files: dict[Path, None] = {}
        for path in paths:
            if not path.exists():
                if not any(_lies_under(place, path) for place in stored):
                    raise PathNotFound(path=path)
                continue
            files.update(dict.fromkeys(notes_under(path)))
        if not files and not any(_lies_under(place, path) for place in stored for path in paths):
            raise NothingToIngest(path=", ".join(map(str, paths)))
        return list(files)

    def _read(
        self, file: Path, origin: Origin, base: Path | None, stored: dict[str, SourceFile], report: IngestReport
    ) -> _Change | None:
        location = str(file.resolve()) if base is None else ""
        name = str(file) if base is None else file.resolve().relative_to(base.resolve()).as_posix()
        known = stored.get(location or name)
        if known is None and any(source.file == name for source in stored.values()):
            name = location
        try:
            note = parse_note(read_note(file), known.file if known else name, origin)
        except NoteUnreadable as error:
            report.errors.append((str(file), str(error.details["why"])))
            return None
        note = replace(note, content_hash=_versioned(note.content_hash), location=location)
        before = self._hashes_before(known)
        report.add_note(note, before)
        if known and known.content_hash == note.content_hash:
            report.chunks += len(self._notes.chunks(known.file))
            return None
        chunks = [chunk for section in note.sections for chunk in chunks_of(section)]
        report.chunks += len(chunks)
        old = {chunk.id: chunk for chunk in self._notes.chunks(known.file)} if known else {}
        new = {chunk.id for chunk in chunks}
        return _Change(
            note,
            chunks,
            [chunk for chunk in chunks if chunk.id not in old],
            [chunk for chunk in old.values() if chunk.id not in new],
        )

    def _hashes_before(self, known: SourceFile | None) -> dict[str, str]:
        if known is None:
            return {}
        return {
            section.id: section.content_hash for section in self._notes.all_sections(known.file) if _searched(section)
        }

    def _write(self, batch: Sequence[_Change]) -> None:
        """Vectors first and the store last: after a crash in between, the next ingest sees the change again."""
        self._vectors.upsert([chunk for change in batch for chunk in change.new])
        for change in batch:
            old = {section.id for section in self._notes.all_sections(change.note.file)}
            kept = [section for section in change.note.sections if _searched(section)]
            self._lexical.delete(sorted(old - {section.id for section in kept}))
            self._notes.save(change.note, change.chunks)
        self._lexical.upsert([section for change in batch for section in change.note.sections if _searched(section)])
        self._vectors.delete([chunk for change in batch for chunk in change.gone])

    @staticmethod
    def _place(source: SourceFile) -> str:
        return source.location or source.file


def _deleted_under(paths: Sequence[Path], stored: Iterable[SourceFile], base: Path | None) -> Iterable[SourceFile]:
    for source in stored:
        shipped = base.resolve() / source.file if base and not source.location else None
        place = str(shipped or source.location)
        if not Path(place).exists() and any(_lies_under(place, path) for path in paths):
            yield source


def _lies_under(place: str, path: Path) -> bool:
    return Path(place).is_absolute() and Path(place).is_relative_to(path.resolve())


def _searched(section: Section) -> bool:
    return section.status is not SectionStatus.GAP


def _versioned(content_hash: str) -> str:
    """A new parser reads every note anew, even one that did not change."""
    return hashlib.sha256(f"{PARSER_VERSION}:{content_hash}".encode()).hexdigest()
