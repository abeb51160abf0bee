"""The ScorecardStore in SQL. A card and the lines of its log are written together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import as_stored, dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import interview
from interviewer.adapters.sql.tables import scorecard as table
from interviewer.adapters.sql.tables import scorecard_change as log_table
from interviewer.adapters.sql.versions import write_version
from interviewer.domain.errors import InterviewNotFound, ScorecardChangedElsewhere
from interviewer.domain.scorecard import Change, Scorecard


@dataclass(frozen=True, slots=True)
class SqlScorecardStore:
    database: Database

    def save(self, card: Scorecard, changes: Sequence[Change] = ()) -> Scorecard:
        saved = as_stored(replace(card, version=card.version + 1))
        try:
            with self.database.writing() as connection:
                written = _write(connection, saved)
                if written and changes:
                    _append(connection, saved.interview_id, changes)
        except IntegrityError:
            written = False
        if not written:
            self._refuse(saved)
        return saved

    def find(self, interview_id: str) -> Scorecard | None:
        with self.database.reading() as connection:
            found = connection.scalar(select(table.c.document).where(table.c.interview_id == interview_id))
        return None if found is None else loads(Scorecard, found)

    def log(self, interview_id: str) -> list[Change]:
        wanted = select(log_table.c.document).where(log_table.c.interview_id == interview_id)
        with self.database.reading() as connection:
            return [loads(Change, text) for text in connection.scalars(wanted.order_by(log_table.c.position))]

    def _refuse(self, saved: Scorecard) -> None:
        """Say why nothing was written."""
        with self.database.reading() as connection:
            known = connection.scalar(select(interview.c.id).where(interview.c.id == saved.interview_id))
        if known is None:
            raise InterviewNotFound(id=saved.interview_id)
        raise ScorecardChangedElsewhere(id=saved.interview_id)


def _write(connection: Connection, card: Scorecard) -> bool:
    """Whether it was stored: not over another version than the one before it."""
    row = {"interview_id": card.interview_id, "version": card.version, "document": dumps(card)}
    return write_version(connection, table, row)


def _append(connection: Connection, interview_id: str, changes: Sequence[Change]) -> None:
    own = select(func.count()).select_from(log_table).where(log_table.c.interview_id == interview_id)
    first = connection.scalar(own) or 0
    rows = [
        {"interview_id": interview_id, "position": at, "document": dumps(each)}
        for at, each in enumerate(changes, first)
    ]
    connection.execute(insert(log_table), rows)
