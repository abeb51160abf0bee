"""The InterviewStore in SQL. Saving is optimistic: who saves on a stale version is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, select, true
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import as_stored, dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import candidate
from interviewer.adapters.sql.tables import interview as table
from interviewer.adapters.sql.versions import write_version
from interviewer.domain.errors import CandidateNotFound, InterviewChangedElsewhere, InterviewNotFound
from interviewer.domain.live import Interview


@dataclass(frozen=True, slots=True)
class SqlInterviewStore:
    database: Database

    def save(self, interview: Interview) -> Interview:
        saved = as_stored(replace(interview, version=interview.version + 1))
        try:
            with self.database.writing() as connection:
                written = _write(connection, saved)
        except IntegrityError:
            written = False
        if not written:
            self._refuse(saved)
        return saved

    def get(self, interview_id: str) -> Interview:
        found = self._where(table.c.id == interview_id)
        if not found:
            raise InterviewNotFound(id=interview_id)
        return found[0]

    def of_set(self, set_id: str) -> list[Interview]:
        return self._where(table.c.set_id == set_id)

    def of_candidate(self, candidate_id: str) -> list[Interview]:
        return self._where(table.c.candidate_id == candidate_id)

    def all(self) -> list[Interview]:
        return self._where(true())

    def _where(self, condition: ColumnElement[bool]) -> list[Interview]:
        wanted = select(table.c.document).where(condition).order_by(table.c.made_at.desc(), table.c.id.desc())
        with self.database.reading() as connection:
            return [loads(Interview, text) for text in connection.scalars(wanted)]

    def _refuse(self, saved: Interview) -> None:
        """Say why nothing was written. Raises CandidateNotFound when he was deleted meanwhile."""
        with self.database.reading() as connection:
            known = connection.scalar(select(candidate.c.id).where(candidate.c.id == saved.candidate_id))
        if known is None:
            raise CandidateNotFound(id=saved.candidate_id)
        raise InterviewChangedElsewhere(id=saved.id)


def _write(connection: Connection, interview: Interview) -> bool:
    """Whether it was stored: not over another version than the one before it."""
    row = {
        "id": interview.id,
        "candidate_id": interview.candidate_id,
        "set_id": interview.set.id,
        "made_at": interview.made_at,
        "version": interview.version,
        "document": dumps(interview),
    }
    return write_version(connection, table, row)
