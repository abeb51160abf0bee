"""The CorrectionStore in SQL."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from interviewer.adapters.sql.codec import dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import correction as table
from interviewer.domain.corrections import Correction


@dataclass(frozen=True, slots=True)
class SqlCorrectionStore:
    database: Database

    def put(self, correction: Correction) -> None:
        row = {"id": correction.id, "at": correction.at, "document": dumps(correction)}
        with self.database.writing() as connection:
            connection.execute(delete(table).where(table.c.id == correction.id))
            connection.execute(insert(table).values(row))

    def remove(self, correction_id: str) -> None:
        with self.database.writing() as connection:
            connection.execute(delete(table).where(table.c.id == correction_id))

    def newest(self, most: int = 1000) -> list[Correction]:
        wanted = select(table.c.document).order_by(table.c.at.desc(), table.c.id.desc()).limit(most)
        with self.database.reading() as connection:
            return [loads(Correction, text) for text in connection.scalars(wanted)]
