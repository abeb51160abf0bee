"""The Archive in SQL: everything out as it is at one moment, and everything in or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.archive_merge import Merging
from interviewer.adapters.sql.archive_tables import OTHERS, RECORDING, SESSION, TURN, Exported
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.scope import may_read
from interviewer.adapters.sql.tables import recording, session, turn
from interviewer.domain.archive import Merged, Record
from interviewer.domain.errors import ArchiveUnreadable

_BATCH = 100
_KEPT = session.c.deleted_at.is_(None)
_STRANGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""What a row that the program did not write brings on when it is read."""


class _TakenBackError(Exception):
    """Ends a transaction that was only a trial."""


@dataclass(frozen=True, slots=True)
class SqlArchive:
    database: Database

    def records(self, *, with_recordings: bool) -> Iterator[Record | None]:
        with self.database.reading() as connection:
            if connection.dialect.name == "postgresql":  # SQLite's transactions are of one moment anyway
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield from _sessions(connection)
            for each in OTHERS:
                if not may_read(self.database.user, each.table.name):
                    continue
                for row in connection.execute(select(*each.columns).execution_options(yield_per=_BATCH)):
                    if each.wanted(row._asdict()):
                        yield _record(each, row)
            if with_recordings:
                yield from _recordings(connection)

    def merge(self, records: Iterable[Record], *, keep: bool) -> Merged:
        merged = Merged()
        try:
            with self.database.writing() as connection:
                merging = Merging(connection, merged, self.database.user)
                for kind, values in records:
                    merging.take(kind, values)
                merging.finish()
                if not keep:
                    raise _TakenBackError
        except _TakenBackError:
            return merged
        except (*_STRANGE, IntegrityError) as error:
            raise ArchiveUnreadable(why="archive.damaged") from error
        return merged


def _record(exported: Exported, row: Any) -> Record | None:
    """None for a row that no import would take."""
    try:
        record = exported.as_record(row)
        exported.as_row(record)
    except _STRANGE:
        return None
    return exported.kind, record


def _sessions(connection: Connection) -> Iterator[Record | None]:
    """Each followed by its turns; those of one that cannot be read cannot be read either."""
    last = None
    while True:
        wanted = select(*SESSION.columns).where(_KEPT).order_by(session.c.id).limit(_BATCH)
        found = list(connection.execute(wanted if last is None else wanted.where(session.c.id > last)))
        if not found:
            return
        own = select(*TURN.columns).where(turn.c.session_id.in_([each.id for each in found]))
        turns: dict[str, list[Any]] = {each.id: [] for each in found}
        for row in connection.execute(own.order_by(turn.c.position)):
            turns[row.session_id].append(row)
        for each in found:
            record = _record(SESSION, each)
            yield record
            yield from (_record(TURN, row) if record else None for row in turns[each.id])
        last = found[-1].id


def _recordings(connection: Connection) -> Iterator[Record | None]:
    """One by one: each has its audio."""
    ids = select(recording.c.id).join(session, session.c.id == recording.c.session_id).where(_KEPT)
    for id in list(connection.scalars(ids.order_by(recording.c.id))):
        yield _record(RECORDING, connection.execute(select(*RECORDING.columns).where(recording.c.id == id)).one())
