"""The KeyPointStore in SQL, and how its rows change the sections that the note store reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from interviewer.adapters.sql import tables
from interviewer.adapters.sql.codec import as_stored, dumps, loads, storable
from interviewer.adapters.sql.database import Database
from interviewer.domain.checklist import with_edits
from interviewer.domain.edits import KeyPointEdit, Refinement
from interviewer.domain.errors import KeyPointsChangedElsewhere
from interviewer.domain.notes import Section

_Edits: TypeAlias = "dict[str, tuple[KeyPointEdit, ...]]"


@dataclass(frozen=True, slots=True)
class SqlKeyPointStore:
    database: Database

    def edits(self, section_id: str) -> tuple[KeyPointEdit, ...]:
        with self.database.reading() as connection:
            return _edits(connection, section_id).get(storable(section_id), ())

    def save_edits(self, section_id: str, edits: Sequence[KeyPointEdit], *, seen: Sequence[KeyPointEdit]) -> None:
        table = tables.key_point_edit
        rows = [
            {"section_id": section_id, "point_id": edit.point_id, "position": at, "document": dumps(edit)}
            for at, edit in enumerate(edits)
        ]
        with self.database.writing() as connection:
            _wait_for_others(connection, section_id)
            stored = _edits(connection, section_id).get(storable(section_id), ())
            if stored != tuple(map(as_stored, seen)):
                raise KeyPointsChangedElsewhere()
            connection.execute(delete(table).where(table.c.section_id == section_id))
            if rows:
                connection.execute(insert(table), rows)

    def edited(self) -> set[str]:
        with self.database.reading() as connection:
            return set(connection.scalars(select(tables.key_point_edit.c.section_id).distinct()))

    def refinement(self, section_id: str, content_hash: str) -> Refinement | None:
        table = tables.refinement
        wanted = select(table.c.document).where(table.c.section_id == section_id, table.c.content_hash == content_hash)
        with self.database.reading() as connection:
            found = connection.scalar(wanted)
        return loads(Refinement, found) if found else None

    def save_refinement(self, refinement: Refinement) -> None:
        key = {"section_id": refinement.section_id, "content_hash": refinement.content_hash}
        row = {"document": dumps(refinement)}
        with self.database.writing() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            new = dialect.insert(tables.refinement).values(key | row)
            connection.execute(new.on_conflict_do_update(index_elements=list(key), set_=row))

    def refined(self) -> set[tuple[str, str]]:
        table = tables.refinement
        with self.database.reading() as connection:
            return {
                (id, content) for id, content in connection.execute(select(table.c.section_id, table.c.content_hash))
            }


def overlay(connection: Connection, section_id: str | None = None) -> Callable[[Section], Section]:
    """What gives sections as read their key points as they are used; of one section only, when it is given."""
    edits = _edits(connection, section_id)
    table = tables.refinement
    found = connection.execute(
        _of(section_id, table, select(table.c.section_id, table.c.content_hash, table.c.document))
    )
    refined = {(id, content_hash): document for id, content_hash, document in found}

    def apply(section: Section) -> Section:
        document = refined.get((section.id, section.content_hash))
        return with_edits(section, edits.get(section.id, ()), loads(Refinement, document) if document else None)

    return apply


def has_overlay(section_id: Any) -> ColumnElement[bool]:
    """Whether there is anything to apply to a section, as part of the query that reads it."""
    edit, refinement = tables.key_point_edit, tables.refinement
    return or_(
        exists().where(edit.c.section_id == section_id),
        exists().where(refinement.c.section_id == section_id),
    )


def _wait_for_others(connection: Connection, section_id: str) -> None:
    """SQLite has one writer at a time; on Postgres there may be no row yet that two writers could wait for."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(storable(section_id)))))


def _edits(connection: Connection, section_id: str | None) -> _Edits:
    """In the order they were saved in."""
    table = tables.key_point_edit
    wanted = _of(section_id, table, select(table.c.section_id, table.c.position, table.c.document))
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for id, position, document in connection.execute(wanted):
        found[id].append((position, document))
    return {id: tuple(loads(KeyPointEdit, document) for _, document in sorted(rows)) for id, rows in found.items()}


def _of(section_id: str | None, table: Any, wanted: Select[Any]) -> Select[Any]:
    return wanted if section_id is None else wanted.where(table.c.section_id == section_id)
