"""The QuestionSetStore in SQL. Saving is optimistic: who saves on a stale version is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import as_stored, dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import question_set as table
from interviewer.adapters.sql.versions import write_version
from interviewer.domain.desk import QuestionSet
from interviewer.domain.errors import QuestionSetChangedElsewhere, QuestionSetLocked, QuestionSetNotFound


@dataclass(frozen=True, slots=True)
class SqlQuestionSetStore:
    database: Database

    def save(self, questions: QuestionSet) -> QuestionSet:
        saved = as_stored(replace(questions, version=questions.version + 1))
        try:
            with self.database.writing() as connection:
                written = _write(connection, saved)
        except IntegrityError:
            written = False
        if not written:
            self._refuse(saved)
        return saved

    def get(self, set_id: str) -> QuestionSet:
        with self.database.reading() as connection:
            found = connection.scalar(select(table.c.document).where(table.c.id == set_id))
        if found is None:
            raise QuestionSetNotFound(id=set_id)
        return loads(QuestionSet, found)

    def all(self) -> list[QuestionSet]:
        wanted = select(table.c.document).order_by(table.c.made_at.desc(), table.c.id.desc())
        with self.database.reading() as connection:
            return [loads(QuestionSet, text) for text in connection.scalars(wanted)]

    def delete(self, set_id: str) -> None:
        with self.database.writing() as connection:
            connection.execute(delete(table).where(table.c.id == set_id))

    def _refuse(self, saved: QuestionSet) -> None:
        """Say why nothing was written. Raises QuestionSetNotFound when it was deleted meanwhile."""
        stored = self.get(saved.id)
        if stored.locked:
            raise QuestionSetLocked(name=stored.name)
        raise QuestionSetChangedElsewhere(name=stored.name)


def _write(connection: Connection, questions: QuestionSet) -> bool:
    """Whether it was stored: not over another version than the one before it, and not over a locked one."""
    row = {
        "id": questions.id,
        "made_at": questions.made_at,
        "version": questions.version,
        "locked": questions.locked,
        "document": dumps(questions),
    }
    return write_version(connection, table, row, where=table.c.locked.is_(False))
