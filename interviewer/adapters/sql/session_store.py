"""The SessionStore in SQL. Saving a turn is optimistic: who saves on a stale version is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import as_stored, loads_kept
from interviewer.adapters.sql.columns import UtcTime
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.derived_rows import follow_session, follow_turn
from interviewer.adapters.sql.history_query import KEPT, NEWEST_FIRST, read_choices, read_page
from interviewer.adapters.sql.session_rows import read_turn, session_row, turn_row
from interviewer.adapters.sql.summaries import COLUMNS, read_summary, write_words
from interviewer.adapters.sql.tables import session as session_table
from interviewer.adapters.sql.tables import turn as turn_table
from interviewer.adapters.sql.versions import write_version
from interviewer.domain.errors import SessionNotFound, TurnChangedElsewhere
from interviewer.domain.history import HistoryChoices, HistoryFilter, HistoryPage
from interviewer.domain.sessions import Plan, Session, SessionSummary, Turn


@dataclass(frozen=True, slots=True)
class SqlSessionStore:
    database: Database

    def add(self, session: Session) -> None:
        """Store a new session, with the turns that it has."""
        row = session_row(session)
        turns = [replace(turn, version=max(1, turn.version)) for turn in session.turns]
        with self.database.writing() as connection:
            connection.execute(insert(session_table).values(row))
            if turns:
                connection.execute(insert(turn_table), [turn_row(turn) for turn in turns])
            follow_session(connection, session, turns)

    def save_turn(self, turn: Turn) -> Turn:
        """Insert a turn of version 0, or update the one of that version; gives it back as stored.

        Raises TurnChangedElsewhere when another version is stored, or another turn at its position, and
        SessionNotFound when the session was deleted.
        """
        saved = as_stored(replace(turn, version=turn.version + 1))
        try:
            with self.database.writing() as connection:
                _hold(connection, turn.session_id)
                written = write_version(connection, turn_table, turn_row(saved))
                if written:
                    follow_turn(connection, saved)
        except IntegrityError:
            written = False
        if not written:
            raise TurnChangedElsewhere(session=turn.session_id, position=turn.position)
        return saved

    def finish(self, session_id: str, at: datetime) -> None:
        """The first end counts. Raises SessionNotFound."""
        open_one = update(session_table).where(session_table.c.id == session_id, session_table.c.finished_at.is_(None))
        with self.database.writing() as connection:
            _hold(connection, session_id)
            connection.execute(open_one.values(finished_at=at))

    def get(self, session_id: str) -> Session:
        with self.database.reading() as connection:
            found = _read_session(connection, select(session_table).where(session_table.c.id == session_id, KEPT))
        if found is None:
            raise SessionNotFound(id=session_id)
        return found

    def summaries(self) -> list[SessionSummary]:
        with self.database.reading() as connection:
            return [
                read_summary(row) for row in connection.execute(select(*COLUMNS).where(KEPT).order_by(*NEWEST_FIRST))
            ]

    def page(self, wanted: HistoryFilter, offset: int = 0, limit: int = 20) -> HistoryPage:
        with self.database.reading() as connection:
            return read_page(connection, wanted, offset, limit)

    def choices(self) -> HistoryChoices:
        with self.database.reading() as connection:
            return read_choices(connection)

    def unfinished(self) -> Session | None:
        asked = select(turn_table.c.id).where(turn_table.c.session_id == session_table.c.id).exists()
        open_ones = select(session_table).where(session_table.c.finished_at.is_(None), KEPT, asked)
        with self.database.reading() as connection:
            return _read_session(connection, open_ones.order_by(*NEWEST_FIRST).limit(1))

    def rename(self, session_id: str, name: str) -> None:
        with self.database.writing() as connection:
            _hold(connection, session_id)
            connection.execute(update(session_table).where(session_table.c.id == session_id).values(name=name))
            write_words(connection, session_id, name=name)

    def delete(self, session_id: str, at: datetime) -> None:
        """All that came of the session stays stored, and is hidden by the time of deletion in the session's row."""
        with self.database.writing() as connection:
            known = connection.execute(
                update(session_table)
                .where(session_table.c.id == session_id)
                .values(deleted_at=func.coalesce(session_table.c.deleted_at, bindparam("at", at, UtcTime)))
            )
        if not known.rowcount:
            raise SessionNotFound(id=session_id)

    def restore(self, session_id: str) -> None:
        with self.database.writing() as connection:
            back = update(session_table).where(session_table.c.id == session_id).values(deleted_at=None)
            if not connection.execute(back).rowcount:
                raise SessionNotFound(id=session_id)

    def purge(self, deleted_before: datetime) -> int:
        with self.database.writing() as connection:
            old = delete(session_table).where(session_table.c.deleted_at < deleted_before)
            return connection.execute(old).rowcount

    def recent_section_ids(self, sessions: int) -> set[str]:
        """Sections asked in the newest sessions that asked something."""
        has_turns = select(turn_table.c.id).where(turn_table.c.session_id == session_table.c.id).exists()
        asked = select(session_table.c.id).where(KEPT, has_turns)
        newest = asked.order_by(*NEWEST_FIRST).limit(max(0, sessions)).subquery()
        wanted = select(turn_table.c.section_id).where(turn_table.c.session_id.in_(select(newest.c.id)))
        with self.database.reading() as connection:
            return set(connection.scalars(wanted))


def _hold(connection: Connection, session_id: str) -> None:
    """Let no other writer at the session until the transaction is over: its counters follow all of its turns.

    Raises SessionNotFound, also for a deleted one.
    """
    own = select(session_table.c.id).where(session_table.c.id == session_id, KEPT)
    if connection.scalar(own.with_for_update()) is None:
        raise SessionNotFound(id=session_id)


def _read_session(connection: Connection, wanted: Select[tuple[object, ...]]) -> Session | None:
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    own = select(turn_table).where(turn_table.c.session_id == row.id).order_by(turn_table.c.position)
    return Session(
        id=row.id,
        started_at=row.started_at,
        plan=loads_kept(Plan, row.plan),
        turns=tuple(read_turn(each) for each in connection.execute(own)),
        finished_at=row.finished_at,
        name=row.name,
    )
