"""The SessionStore in SQL. Saving a turn is optimistic: who saves on a stale version is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import as_stored, dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.outcome_rows import insert_outcomes, replace_outcomes
from interviewer.adapters.sql.session_rows import read_turn, turn_row
from interviewer.adapters.sql.summaries import read_summaries
from interviewer.adapters.sql.tables import session as session_table
from interviewer.adapters.sql.tables import turn as turn_table
from interviewer.domain.errors import SessionNotFound, TurnChangedElsewhere
from interviewer.domain.sessions import Plan, Session, SessionSummary, Turn

_NEWEST_FIRST = (session_table.c.started_at.desc(), session_table.c.id.desc())


@dataclass(frozen=True, slots=True)
class SqlSessionStore:
    database: Database

    def add(self, session: Session) -> None:
        """Store a new session, with the turns that it has."""
        row = {
            "id": session.id,
            "started_at": session.started_at,
            "finished_at": session.finished_at,
            "plan": dumps(session.plan),
        }
        rows = [turn_row(replace(turn, version=max(1, turn.version))) for turn in session.turns]
        with self.database.writing() as connection:
            connection.execute(insert(session_table).values(row))
            if rows:
                connection.execute(insert(turn_table), rows)
                insert_outcomes(connection, session.turns)

    def save_turn(self, turn: Turn) -> Turn:
        """Insert a turn of version 0, or update the one of that version; gives it back as stored.

        Raises TurnChangedElsewhere when another version is stored, or another turn at its position, and
        SessionNotFound when the session was deleted.
        """
        saved = as_stored(replace(turn, version=turn.version + 1))
        try:
            with self.database.writing() as connection:
                written = _write(connection, saved)
                if written:
                    replace_outcomes(connection, saved)
        except IntegrityError:
            written = False
        if not written:
            self._require(turn.session_id)
            raise TurnChangedElsewhere(session=turn.session_id, position=turn.position)
        return saved

    def finish(self, session_id: str, at: datetime) -> None:
        """The first end counts. Raises SessionNotFound."""
        open_one = update(session_table).where(session_table.c.id == session_id, session_table.c.finished_at.is_(None))
        with self.database.writing() as connection:
            changed = connection.execute(open_one.values(finished_at=at)).rowcount
        if not changed:
            self._require(session_id)

    def get(self, session_id: str) -> Session:
        with self.database.reading() as connection:
            found = _read_session(connection, select(session_table).where(session_table.c.id == session_id))
        if found is None:
            raise SessionNotFound(id=session_id)
        return found

    def summaries(self) -> list[SessionSummary]:
        with self.database.reading() as connection:
            return read_summaries(connection)

    def unfinished(self) -> Session | None:
        asked = select(turn_table.c.session_id)
        open_ones = select(session_table).where(session_table.c.finished_at.is_(None), session_table.c.id.in_(asked))
        with self.database.reading() as connection:
            return _read_session(connection, open_ones.order_by(*_NEWEST_FIRST).limit(1))

    def delete(self, session_id: str) -> None:
        """Forget the session and its turns, if it is known."""
        with self.database.writing() as connection:
            connection.execute(delete(session_table).where(session_table.c.id == session_id))

    def recent_section_ids(self, sessions: int) -> set[str]:
        """Sections asked in the newest sessions that asked something."""
        asked = select(session_table.c.id).where(session_table.c.id.in_(select(turn_table.c.session_id)))
        newest = asked.order_by(*_NEWEST_FIRST).limit(max(0, sessions)).subquery()
        wanted = select(turn_table.c.section_id).where(turn_table.c.session_id.in_(select(newest.c.id)))
        with self.database.reading() as connection:
            return set(connection.scalars(wanted))

    def _require(self, session_id: str) -> None:
        with self.database.reading() as connection:
            known = connection.scalar(select(session_table.c.id).where(session_table.c.id == session_id))
        if known is None:
            raise SessionNotFound(id=session_id)


def _write(connection: Connection, turn: Turn) -> bool:
    """Whether the turn was stored; not when another version than the one before it is there."""
    if turn.version == 1:
        connection.execute(insert(turn_table).values(turn_row(turn)))
        return True
    previous = update(turn_table).where(turn_table.c.id == turn.id, turn_table.c.version == turn.version - 1)
    return connection.execute(previous.values(turn_row(turn))).rowcount == 1


def _read_session(connection: Connection, wanted: Select[tuple[object, ...]]) -> Session | None:
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    own = select(turn_table).where(turn_table.c.session_id == row.id).order_by(turn_table.c.position)
    return Session(
        id=row.id,
        started_at=row.started_at,
        plan=loads(Plan, row.plan),
        turns=tuple(read_turn(each) for each in connection.execute(own)),
        finished_at=row.finished_at,
    )
