"""The CandidateStore in SQL. Deleting takes along what the foreign keys name."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import candidate as table
from interviewer.domain.candidates import Candidate
from interviewer.domain.errors import CandidateNotFound


@dataclass(frozen=True, slots=True)
class SqlCandidateStore:
    database: Database

    def add(self, candidate: Candidate) -> None:
        row = {"id": candidate.id, "made_at": candidate.made_at, "document": dumps(candidate)}
        with suppress(IntegrityError), self.database.writing() as connection:
            connection.execute(insert(table).values(row))

    def get(self, candidate_id: str) -> Candidate:
        with self.database.reading() as connection:
            found = connection.scalar(select(table.c.document).where(table.c.id == candidate_id))
        if found is None:
            raise CandidateNotFound(id=candidate_id)
        return loads(Candidate, found)

    def all(self) -> list[Candidate]:
        wanted = select(table.c.document).order_by(table.c.made_at.desc(), table.c.id.desc())
        with self.database.reading() as connection:
            return [loads(Candidate, text) for text in connection.scalars(wanted)]

    def delete(self, candidate_id: str) -> None:
        with self.database.writing() as connection:
            gone = connection.execute(delete(table).where(table.c.id == candidate_id)).rowcount
        if gone:
            self.database.scrub()
