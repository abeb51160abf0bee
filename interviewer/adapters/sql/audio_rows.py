"""Rows of recordings with their audio, whatever they belong to. Audio is read only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.domain.errors import RecordingNotFound

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class AudioRows(Generic[Row]):
    """`kind` is what a document of the table holds; it has an `id` and a time `at`. `owner` is the column of what the
    recordings go with."""

    database: Database
    table: Table
    owner: Column[Any]
    kind: type[Row]

    def add(self, row: Row, owner: str, audio: bytes) -> bool:
        """Keep it, unless it is kept already; False where its owner is not there."""
        known: Any = row
        values = {"id": known.id, self.owner.name: owner, "at": known.at, "document": dumps(row), "audio": audio}
        try:
            with self.database.writing() as connection:
                connection.execute(insert(self.table).values(values))
        except IntegrityError:
            return self._document(known.id) is not None
        return True

    def save(self, id: str, row: Row) -> bool:
        """False when it is not there (any more)."""
        changed = update(self.table).where(self.table.c.id == id).values(document=dumps(row))
        with self.database.writing() as connection:
            return connection.execute(changed).rowcount == 1

    def of(self, owner: str) -> list[Row]:
        """Oldest first."""
        table = self.table
        wanted = select(table.c.document).where(self.owner == owner).order_by(table.c.at, table.c.id)
        with self.database.reading() as connection:
            return [loads(self.kind, text) for text in connection.scalars(wanted)]

    def get(self, id: str) -> Row:
        """Raises RecordingNotFound."""
        found = self._document(id)
        if found is None:
            raise RecordingNotFound(id=id)
        return loads(self.kind, found)

    def audio(self, id: str) -> bytes:
        """As it came. Raises RecordingNotFound."""
        with self.database.reading() as connection:
            found = connection.scalar(select(self.table.c.audio).where(self.table.c.id == id))
        if found is None:
            raise RecordingNotFound(id=id)
        return bytes(found)

    def delete(self, ids: Sequence[str]) -> int:
        """How many were there."""
        with self.database.writing() as connection:
            return connection.execute(delete(self.table).where(self.table.c.id.in_(list(ids)))).rowcount

    def _document(self, id: str) -> str | None:
        with self.database.reading() as connection:
            found: str | None = connection.scalar(select(self.table.c.document).where(self.table.c.id == id))
        return found
