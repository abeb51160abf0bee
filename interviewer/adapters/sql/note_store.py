"""The NoteStore in SQL: one row a file, with its sections and chunks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from interviewer.adapters.sql import tables
from interviewer.adapters.sql.codec import dumps, loads, loads_kept
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.key_point_store import has_overlay, overlay
from interviewer.domain.errors import SourceNotFound
from interviewer.domain.notes import Chunk, ChunkKind, Note, OpenQuestion, Origin, Section, SectionStatus
from interviewer.domain.ports import Clock, SourceFile

_NOTES = "notes"
_Sections: TypeAlias = "Select[str, int, int, str]"


@dataclass(frozen=True, slots=True)
class SqlNoteStore:
    """Files are kept as the caller gave them; ids are the caller's too."""

    database: Database
    clock: Clock

    def save(self, note: Note, chunks: Sequence[Chunk]) -> None:
        self.save_all([(note, chunks)])

    def save_all(self, notes: Sequence[tuple[Note, Sequence[Chunk]]]) -> None:
        """Replace the files' notes in one transaction. A file that was switched off stays off."""
        sections = [_section_row(note, *pair) for note, _ in notes for pair in enumerate(note.sections)]
        pieces = [_chunk_row(note, *pair) for note, chunks in notes for pair in enumerate(chunks)]
        with self.database.writing() as connection:
            number = _next_generation(connection)
            for note, _ in sorted(notes, key=lambda pair: pair[0].file):  # in one order, so that writers never deadlock
                self._put_source(connection, note, number)
                for table in (tables.section, tables.chunk):
                    connection.execute(delete(table).where(table.c.file == note.file))
            _insert(connection, tables.section, sections)
            _insert(connection, tables.chunk, pieces)

    def delete(self, file: str) -> None:
        """Forget the file, if it is known."""
        with self.database.writing() as connection:
            _next_generation(connection)
            connection.execute(delete(tables.source).where(tables.source.c.file == file))

    def sources(self) -> list[SourceFile]:
        """In the order of file."""
        names = [field.name for field in fields(SourceFile)]
        with self.database.reading() as connection:
            rows = connection.execute(select(*(tables.source.c[name] for name in names))).mappings().all()
        found = [SourceFile(**{**row, "origin": Origin(row["origin"])}) for row in rows]
        return sorted(found, key=lambda each: each.file)

    def enable(self, file: str, enabled: bool) -> None:
        """Raises SourceNotFound."""
        with self.database.writing() as connection:
            change = update(tables.source).where(tables.source.c.file == file).values(enabled=enabled)
            known = connection.execute(change).rowcount
        if not known:
            raise SourceNotFound(path=file)

    def disabled(self) -> set[str]:
        with self.database.reading() as connection:
            return set(connection.scalars(select(tables.source.c.file).where(~tables.source.c.enabled)))

    def sections(self, origins: Sequence[Origin] = ()) -> list[Section]:
        wanted = _sections().where(tables.source.c.enabled)
        if origins:
            wanted = wanted.where(tables.source.c.origin.in_([origin.value for origin in origins]))
        return self._read_sections(wanted)

    def all_sections(self, file: str | None = None) -> list[Section]:
        return self._read_sections(_sections() if file is None else _sections().where(tables.source.c.file == file))

    def sections_as_read(self, file: str) -> list[Section]:
        with self.database.reading() as connection:
            return _decoded(connection, _sections().where(tables.source.c.file == file))

    def section(self, section_id: str) -> Section | None:
        """Also of a file that is switched off: a running session may still show it."""
        table = tables.section
        wanted = select(table.c.file, table.c.position, table.c.document, has_overlay(section_id))
        with self.database.reading() as connection:
            rows = connection.execute(wanted.where(table.c.id == section_id)).all()
            if not rows:
                return None
            _, _, document, changed = min(rows)
            section = loads_kept(Section, document)
            return overlay(connection, section_id)(section) if changed else section

    def sections_by_id(self, section_ids: Sequence[str]) -> dict[str, Section]:
        table = tables.section
        wanted = select(table.c.file, table.c.position, table.c.document, has_overlay(table.c.id))
        found: dict[str, Section] = {}
        with self.database.reading() as connection:
            rows = connection.execute(wanted.where(table.c.id.in_(section_ids))).all()
            for _, _, document, changed in sorted(rows, reverse=True):
                section = loads_kept(Section, document)
                found[section.id] = overlay(connection, section.id)(section) if changed else section
        return found

    def open_questions(self, file: str) -> list[tuple[str, str, int]]:
        with self.database.reading() as connection:
            text = connection.scalar(select(tables.source.c.open_questions).where(tables.source.c.file == file))
        questions = loads(tuple[OpenQuestion, ...], text) if text else ()
        return [(each.path, each.text, each.source.first_line) for each in questions]

    def chunks(self, file: str | None = None) -> list[Chunk]:
        """All of them, also of files that are switched off: an index is made anew from these."""
        table = tables.chunk
        wanted = select(table.c.file, table.c.position, table.c.id, table.c.section_id, table.c.kind, table.c.text)
        if file is not None:
            wanted = wanted.where(table.c.file == file)
        with self.database.reading() as connection:
            rows = connection.execute(wanted).all()
        ordered = sorted(rows, key=lambda row: row[:2])
        return [Chunk(id, section_id, ChunkKind(kind), text) for _, _, id, section_id, kind, text in ordered]

    def chunk_count(self) -> int:
        """The index has one row for the same chunk of two files."""
        table = tables.chunk
        different = select(table.c.section_id, table.c.id).distinct().subquery()
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(different)) or 0

    def twins(self) -> dict[str, str]:
        with self.database.reading() as connection:
            table = tables.source
            rows = connection.execute(select(table.c.file, table.c.twin).where(table.c.twin != "")).all()
        return {row.file: row.twin for row in sorted(rows)}

    def generation(self) -> int:
        table = tables.generation
        with self.database.reading() as connection:
            return connection.scalar(select(table.c.number).where(table.c.name == _NOTES)) or 0

    def changed_since(self, generation: int) -> list[str]:
        """In the order of file."""
        table = tables.source
        with self.database.reading() as connection:
            return sorted(connection.scalars(select(table.c.file).where(table.c.generation > generation)))

    def section_ids(self) -> set[str]:
        with self.database.reading() as connection:
            return set(connection.scalars(select(tables.section.c.id)))

    def _read_sections(self, wanted: _Sections) -> list[Section]:
        with self.database.reading() as connection:
            found = _decoded(connection, wanted)
            return list(map(overlay(connection), found))

    def _put_source(self, connection: Connection, note: Note, generation: int) -> None:
        """Insert or update the row; that also makes a second writer of the same file wait."""
        row = _source_row(note) | {"indexed_at": self.clock.now(), "generation": generation}
        new = _dialect(connection).insert(tables.source).values(row | {"enabled": True})
        connection.execute(new.on_conflict_do_update(index_elements=["file"], set_=row))


def _dialect(connection: Connection) -> Any:
    return postgresql if connection.dialect.name == "postgresql" else sqlite


def _next_generation(connection: Connection) -> int:
    """Writers wait here for each other, so that who sees a number sees all that was stored under smaller ones."""
    table = tables.generation
    first = _dialect(connection).insert(table).values(name=_NOTES, number=1)
    bumped = first.on_conflict_do_update(index_elements=["name"], set_={"number": table.c.number + 1})
    number: int = connection.scalar(bumped.returning(table.c.number))
    return number


def _decoded(connection: Connection, wanted: _Sections) -> list[Section]:
    rows = connection.execute(wanted).all()
    # Sorted here: the order of text in a database is that of its locale.
    return [loads_kept(Section, row[3]) for row in sorted(rows, key=lambda row: row[:3])]


def _sections() -> _Sections:
    table = tables.section
    return select(table.c.file, table.c.first_line, table.c.position, table.c.document).join(tables.source)


def _source_row(note: Note) -> dict[str, Any]:
    statuses = [section.status for section in note.sections]
    return {
        "file": note.file,
        "content_hash": note.content_hash,
        "origin": note.origin.value,
        "title": note.title,
        "twin": note.twin,
        "location": note.location,
        "sections": len(statuses) - statuses.count(SectionStatus.GAP),
        "gaps": statuses.count(SectionStatus.GAP),
        "stubs": statuses.count(SectionStatus.STUB),
        "open_questions": dumps(note.open_questions),
    }


def _section_row(note: Note, position: int, section: Section) -> dict[str, Any]:
    return {
        "file": note.file,
        "position": position,
        "id": section.id,
        "first_line": section.source.first_line,
        "document": dumps(section),
    }


def _chunk_row(note: Note, position: int, chunk: Chunk) -> dict[str, Any]:
    return {
        "file": note.file,
        "position": position,
        "id": chunk.id,
        "section_id": chunk.section_id,
        "kind": chunk.kind.value,
        "text": chunk.text,
    }


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
