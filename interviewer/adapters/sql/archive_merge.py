"""The rules by which records of a file join what is in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update

from interviewer.adapters.sql.archive_tables import OTHERS, RECORDING, SESSION, TURN, Exported
from interviewer.adapters.sql.codec import loads
from interviewer.adapters.sql.derived_rows import follow_session
from interviewer.adapters.sql.outcome_rows import replace_outcomes
from interviewer.adapters.sql.scope import OWNED, OWNER, is_anybodys, may_write
from interviewer.adapters.sql.session_rows import read_turn, turn_row
from interviewer.adapters.sql.summaries import count_turns, write_words
from interviewer.adapters.sql.tables import session as sessions
from interviewer.adapters.sql.tables import turn as turns
from interviewer.domain.archive import Merged, Outcome
from interviewer.domain.errors import ArchiveTooNew
from interviewer.domain.sessions import Plan, Session, Turn
from interviewer.domain.users import User

_OTHERS = {each.kind: each for each in OTHERS}


@dataclass(slots=True)
class Merging:
    """One import in its transaction. Raises what a record that is none brings on, and ArchiveTooNew for a kind that
    this version does not know.

    What the user may not write stays as it is here, and so does what has the id of somebody else's row.
    """

    connection: Connection
    merged: Merged
    user: User | None
    opened: _OpenSession | None = None
    hidden: set[str] = field(default_factory=set)
    groups: dict[tuple[str, Any], bool] = field(default_factory=dict)

    def take(self, kind: str, values: Mapping[str, Any]) -> None:
        if kind == TURN.kind:
            self._turn(TURN.as_row(values))
            return
        self.finish()
        if kind == SESSION.kind:
            self.opened = self._session(SESSION.as_row(values))
        elif kind == RECORDING.kind:
            row = RECORDING.as_row(values)
            hidden = row["session_id"] in self.hidden
            self.merged.count(kind, Outcome.KEPT if hidden else self._row(RECORDING, row))
        elif kind in _OTHERS:
            row = _OTHERS[kind].as_row(values)
            if _OTHERS[kind].wanted(row):
                self.merged.count(kind, self._row(_OTHERS[kind], row))
        else:
            raise ArchiveTooNew()

    def finish(self) -> None:
        """Write the turns of the session that was taken last."""
        if self.opened is not None:
            self.opened.write(self.connection)
        self.opened = None

    def _session(self, row: dict[str, Any]) -> _OpenSession:
        here = self.connection.execute(select(sessions).where(sessions.c.id == row["id"])).one_or_none()
        if here is None and self._is_taken(SESSION, row):
            self.hidden.add(row["id"])
            self.merged.count(SESSION.kind, Outcome.KEPT)
            return _OpenSession(Session(row["id"], row["started_at"], loads(Plan, row["plan"])))
        if here is None:
            plan = loads(Plan, row["plan"])
            self.connection.execute(insert(sessions).values(row | {"questions": plan.question_count}))
            self.merged.count(SESSION.kind, Outcome.ADDED)
            return _OpenSession(Session(row["id"], row["started_at"], plan, name=row.get("name", "")), new=True)
        if here.deleted_at is not None:
            self.hidden.add(here.id)
            self.merged.count(SESSION.kind, Outcome.KEPT)
        else:
            self.merged.count(SESSION.kind, self._fill(here, row))
        name = here.name or row.get("name", "")
        return _OpenSession(Session(here.id, here.started_at, loads(Plan, row["plan"]), name=name))

    def _fill(self, here: Any, row: Mapping[str, Any]) -> Outcome:
        """An end and a name are taken where there was none."""
        missing = {name: row[name] for name in ("finished_at", "name") if row.get(name) and not getattr(here, name)}
        if not missing:
            return Outcome.SAME if row.get("name", "") in ("", here.name) else Outcome.KEPT
        self.connection.execute(update(sessions).where(sessions.c.id == here.id).values(missing))
        if "name" in missing:
            write_words(self.connection, here.id, name=missing["name"])
        return Outcome.UPDATED

    def _turn(self, row: dict[str, Any]) -> None:
        turn = read_turn(SimpleNamespace(**{"course": None, "assessment": None} | row))
        if self.opened is None or self.opened.session.id != turn.session_id or turn.version < 1:
            raise ValueError("a turn without its session")
        if turn.session_id in self.hidden:
            self.merged.count(TURN.kind, Outcome.KEPT)
        else:
            self.merged.count(TURN.kind, self.opened.take(self.connection, turn))

    def _row(self, exported: Exported, row: dict[str, Any]) -> Outcome:
        if not may_write(self.user, exported.table.name):
            return Outcome.KEPT
        own = and_(*(column == row[column.name] for column in exported.key))
        found = self.connection.execute(select(*exported.columns).where(own)).one_or_none()
        if found is not None:
            here = {name: found._mapping[name] for name in row}
            if here == row:
                return Outcome.SAME
            if not exported.newer(row, here):
                return Outcome.KEPT
            self.connection.execute(update(exported.table).where(own).values(row))
            return Outcome.UPDATED
        if self._is_taken(exported, row) or (exported.group and self._has_others(exported, row)):
            return Outcome.KEPT
        self.connection.execute(insert(exported.table).values(row))
        return Outcome.ADDED

    def _is_taken(self, exported: Exported, row: Mapping[str, Any]) -> bool:
        """Whether the row's id is that of another user's row."""
        if OWNER in exported.table.primary_key.columns or exported.table.name not in OWNED:
            return False
        same = [column == row[column.name] for column in exported.key]
        return is_anybodys(self.connection, select(*exported.key).where(*same))

    def _has_others(self, exported: Exported, row: Mapping[str, Any]) -> bool:
        """Whether there were rows of its group before this import."""
        group = exported.table.c[exported.group]
        key = (exported.kind, row[exported.group])
        if key not in self.groups:
            self.groups[key] = (
                self.connection.execute(select(group).where(group == key[1]).limit(1)).first() is not None
            )
        return self.groups[key]


@dataclass(slots=True)
class _OpenSession:
    """A session whose turns are being taken; they are written together, with what is worked out of them."""

    session: Session
    new: bool = False
    here: dict[str, Any] | None = None
    taken: list[int] = field(default_factory=list)
    added: list[Turn] = field(default_factory=list)
    updated: list[Turn] = field(default_factory=list)

    def take(self, connection: Connection, turn: Turn) -> Outcome:
        """The newer version wins. A turn whose place another one has goes to the end, so that neither is lost."""
        here = self._known(connection).get(turn.id)
        if here is None:
            place = max(self.taken) + 1 if turn.position in self.taken else turn.position
            self.taken.append(place)
            self.added.append(replace(turn, position=place))
            return Outcome.ADDED
        turn = replace(turn, position=here.position)
        if turn.version > here.version:
            self.updated.append(turn)
            return Outcome.UPDATED
        return Outcome.SAME if turn == _readable(here) else Outcome.KEPT

    def write(self, connection: Connection) -> None:
        for turn in self.updated:
            connection.execute(update(turns).where(turns.c.id == turn.id).values(turn_row(turn)))
            replace_outcomes(connection, turn)
        if self.added:
            connection.execute(insert(turns), [turn_row(turn) for turn in self.added])
        if self.new or self.added:
            follow_session(connection, self.session, self.added)
        if self.updated:
            write_words(connection, self.session.id, self.updated)
            count_turns(connection, self.session.id)

    def _known(self, connection: Connection) -> dict[str, Any]:
        if self.here is None:
            own = select(turns).where(turns.c.session_id == self.session.id)
            self.here = {} if self.new else {row.id: row for row in connection.execute(own)}
            self.taken = [row.position for row in self.here.values()]
        return self.here


def _readable(row: Any) -> Turn | None:
    try:
        return read_turn(row)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
