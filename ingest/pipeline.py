"""Keeping the index in step with the notes: only what changed is read, embedded and written."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.changes import PARSER_VERSION, Change, NoteReader, Unchanged, is_searched
from ingest.records import MemoryRecords, Records
from ingest.report import IngestReport
from ingest.selection import Selection, select
from interviewer.domain.errors import NoteUnreadable, SourceNotFound
from interviewer.domain.notes import Origin
from interviewer.domain.ports import IngestLock, LexicalIndex, NoteStore, SourceFile, VectorIndex
from interviewer.domain.ports.meter import Meter, NoMeter

__all__ = ["PARSER_VERSION", "Ingest", "Progress"]

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, of files in all, and the file at hand."""
Cancelled = Callable[[], bool]
"""Asked before each file; True ends the ingest there."""

_BATCH_CHUNKS = 512
_BATCH_FILES = 256


class Ingest:
    """The notes' way into the store and both indexes, for one thread at a time.

    The caller owns the index; where several processes share it, `lock` lets them take turns. Every method that changes
    something raises IngestGoingOn when it was another's turn for too long.
    """

    def __init__(
        self,
        notes: NoteStore,
        vectors: VectorIndex,
        lexical: LexicalIndex,
        records: Records | None = None,
        meter: Meter | None = None,
        lock: IngestLock | None = None,
    ) -> None:
        self._notes = notes
        self._vectors = vectors
        self._lexical = lexical
        self._records: Records = records if records is not None else MemoryRecords()
        self._meter = meter or NoMeter()
        self._turn = threading.RLock()
        self._lock = lock
        self._holds = False
        self.changes = 0
        """Counts what was done, so that others can tell whether to look again."""

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        origin: Origin = Origin.OWN,
        base: Path | None = None,
        start: Path | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> IngestReport:
        """Bring the index in step with everything under the paths; what was deleted there goes.

        Shipped notes are named relative to `base`; relative paths are looked for from `start` on, or from the folder
        of the process. A file that cannot be read is reported and keeps what was stored
        of it. When it is cancelled, or interrupted from the keyboard, what was done by then is kept and reported, and
        the next ingest goes on from there. Raises PathNotFound and NothingToIngest.
        """
        started = time.perf_counter()
        with self._changing():
            reader = NoteReader(self._notes, self._records.all(), origin, base)
            selected = select(paths, reader.stored, start)
            report = IngestReport(errors=[(str(folder), "no_permission") for folder in selected.unreadable])
            self._bring_in(selected, reader, report, progress, cancelled)
            if not report.stopped:
                for place in selected.gone(reader.stored):
                    report.counts["deleted"] += reader.stored[place].sections
                    self._forget(reader.stored[place], place)
            if base is None and origin is Origin.OWN:
                self._remember_folders(selected)
        report.seconds = time.perf_counter() - started
        self._count(report)
        return report

    def remove(self, file: str) -> None:
        """Forget a source with all its chunks. Raises SourceNotFound."""
        with self._changing():
            sources = self._notes.sources()
            source = next((each for each in sources if each.file == file), None)
            if source is None:
                raise SourceNotFound(path=file)
            self._forget(source, source.location or source.file)
            left = [each.location for each in sources if each.file != file and each.location]
            folders = self._records.folders()
            kept = [each for each in folders if any(place.startswith(os.path.join(each, "")) for place in left)]  # noqa: PTH118
            if kept != folders:
                self._records.set_folders(kept)

    def repair(self) -> int:
        """Bring both indexes in step with the store; gives the number of chunks that were written or dropped.

        This is what makes an index that was deleted, or a process that was killed half way, whole again.
        """
        with self._changing():
            generation = self._notes.generation()
            chunks = self._notes.chunks()
            dropped = self._vectors.retain({chunk.id for chunk in chunks})
            held = self._vectors.ids()
            missing = [chunk for chunk in chunks if chunk.id not in held]
            self._vectors.upsert(missing)
            sections = {section.id: section for section in self._notes.all_sections() if is_searched(section)}
            hashes = self._lexical.hashes()
            self._lexical.upsert([each for each in sections.values() if hashes.get(each.id) != each.content_hash])
            self._lexical.delete([each for each in hashes if each not in sections])
            self._lexical.mark(generation)
        return len(missing) + dropped

    def rebuild(self) -> int:
        """Make the vector index anew from the stored notes, with the embedder that is configured now."""
        with self._changing():
            self._vectors.clear()
            return self.repair()

    def watched(self) -> tuple[list[Path], list[Path]]:
        """The user's folders that were ingested as a whole, and his files that lie in none of them."""
        folders = self._records.folders()
        prefixes = tuple(os.path.join(folder, "") for folder in folders)  # noqa: PTH118
        own = [each.location for each in self._notes.sources() if each.origin is Origin.OWN and each.location]
        return [Path(each) for each in folders], [Path(each) for each in own if not each.startswith(prefixes)]

    def _count(self, report: IngestReport) -> None:
        self._meter.count("ingest_runs", outcome="stopped" if report.stopped else "errors" if report.errors else "done")
        self._meter.observe("ingest_seconds", report.seconds)
        for change in ("added", "updated", "deleted", "unchanged"):
            self._meter.count("ingest_sections", report.counts[change], change=change)

    def _bring_in(
        self,
        selected: Selection,
        reader: NoteReader,
        report: IngestReport,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> None:
        batch: list[Change] = []
        seen: list[Unchanged] = []
        try:
            for at, (place, path) in enumerate(selected.files.items()):
                if cancelled and cancelled():
                    report.stopped = True
                    break
                name = selected.names[place]
                if progress:
                    progress(at, len(selected.files), name)
                self._read(reader, place, path, name, batch, seen, report)
                if len(batch) >= _BATCH_FILES or sum(len(each.new) for each in batch) >= _BATCH_CHUNKS:
                    self._write(batch, report)
        except KeyboardInterrupt:
            report.stopped = True
        self._write(batch, report)
        self._records.put({each.place: each.record for each in seen if each.fresh})
        if progress and not report.stopped:
            progress(len(selected.files), len(selected.files), "")

    @staticmethod
    def _read(
        reader: NoteReader,
        place: str,
        path: Path,
        name: str,
        batch: list[Change],
        seen: list[Unchanged],
        report: IngestReport,
    ) -> None:
        try:
            read = reader.read(place, path, name)
        except NoteUnreadable as error:
            report.errors.append((name, str(error.details["why"])))
            return
        if isinstance(read, Change):
            batch.append(read)
        else:
            report.add_unchanged(read.file, read.record)
            seen.append(read)

    def _write(self, batch: list[Change], report: IngestReport) -> None:
        """Vectors first and the store after them: after a crash in between, the next ingest sees the change again.
        Writing twice does no harm, so a batch that was interrupted is written anew."""
        if not batch:
            return
        self._check()
        self._vectors.upsert([chunk for change in batch for chunk in change.new])
        kept = {each.id for change in batch for each in change.note.sections if is_searched(each)}
        self._lexical.delete(sorted({each for change in batch for each in change.before} - kept))
        self._notes.save_all([(change.note, change.chunks) for change in batch])
        self._lexical.upsert([each for change in batch for each in change.note.sections if is_searched(each)])
        self._vectors.delete([chunk for change in batch for chunk in change.gone])
        self._records.put({change.place: change.record for change in batch})
        for change in batch:
            report.add_note(change.note, change.before, len(change.chunks))
        batch.clear()

    def _forget(self, source: SourceFile, place: str) -> None:
        self._check()
        chunks = self._notes.chunks(source.file)
        self._lexical.delete(sorted({chunk.section_id for chunk in chunks}))
        self._notes.delete(source.file)
        self._vectors.delete(chunks)
        self._records.drop([place])

    def _remember_folders(self, selected: Selection) -> None:
        """Keep what to watch: folders that lie in a known one add nothing."""
        known = self._records.folders()
        outer: list[str] = []
        for folder in sorted({*known, *selected.folders}):
            if not any(folder.startswith(os.path.join(each, "")) for each in outer):  # noqa: PTH118
                outer.append(folder)
        if outer != known:
            self._records.set_folders(outer)

    def _check(self) -> None:
        """Whoever lost the lock to a database that was started anew must not write beside the next one."""
        if self._lock is not None:
            self._lock.check()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._turn, self._others_waiting():
            yield
            self.changes += 1

    @contextmanager
    def _others_waiting(self) -> Iterator[None]:
        if self._lock is None or self._holds:
            yield
            return
        with self._lock.held():
            self._holds = True
            try:
                yield
            finally:
                self._holds = False
