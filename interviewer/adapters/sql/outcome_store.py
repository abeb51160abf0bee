"""The OutcomeStore in SQL, over the verdict table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import session as session_table
from interviewer.adapters.sql.tables import turn as turn_table
from interviewer.adapters.sql.tables import verdict as table
from interviewer.domain.outcomes import PointOutcome
from interviewer.domain.verdicts import VerdictKind

_MOST_NAMED = 500
"""Sections that a query names one by one; where it is about more, all are read."""
_COLUMNS = [table.c[each.name] for each in fields(PointOutcome)]
_KIND = [each.name for each in fields(PointOutcome)].index("kind")
_IN_ORDER = (table.c.at, table.c.session_id, table.c.position, table.c.follow_up, table.c.number)
_GONE = select(session_table.c.id).where(session_table.c.deleted_at.is_not(None))
"""Of deleted sessions nothing counts; they are few, or none."""
_THERE = table.c.session_id.not_in(_GONE)
_KINDS = {kind.value: kind for kind in VerdictKind}


@dataclass(frozen=True, slots=True)
class SqlOutcomeStore:
    database: Database

    def outcomes(self, *, since: datetime | None = None, section_ids: Sequence[str] = ()) -> list[PointOutcome]:
        wanted = select(*_COLUMNS).where(_THERE).order_by(*_IN_ORDER)
        if since is not None:
            wanted = wanted.where(table.c.at >= since)
        if section_ids and len(section_ids) <= _MOST_NAMED:
            wanted = wanted.where(table.c.section_id.in_(list(section_ids)))
        with self.database.reading() as connection:
            rows = connection.execute(wanted).all()
        if len(section_ids) > _MOST_NAMED:
            named = set(section_ids)
            return [_outcome(row) for row in rows if row.section_id in named]
        return [_outcome(row) for row in rows]

    def stamps(self) -> dict[str, str]:
        section = table.c.section_id
        wanted = select(section, func.count(), func.sum(table.c.stamp)).where(_THERE).group_by(section)
        with self.database.reading() as connection:
            return {id: f"{count} {total}" for id, count, total in connection.execute(wanted)}

    def times(self) -> list[datetime]:
        with self.database.reading() as connection:
            return list(connection.scalars(select(table.c.at).where(_THERE).distinct().order_by(table.c.at)))

    def graders(self) -> list[tuple[str, int]]:
        name = case((table.c.model != "", table.c.model), else_=table.c.grader).label("name")
        wanted = select(name, func.count().label("n")).where(_THERE).group_by(name)
        with self.database.reading() as connection:
            found = [(row.name, int(row.n)) for row in connection.execute(wanted)]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def answer_seconds(self, most: int = 60) -> list[float]:
        at = turn_table.c.answered_at
        newest = select(turn_table.c.asked_at, at).where(at.is_not(None), turn_table.c.answer != "")
        newest = newest.where(turn_table.c.session_id.not_in(_GONE))
        with self.database.reading() as connection:
            rows = connection.execute(newest.order_by(at.desc()).limit(most)).all()
        return [max(0.0, (row.answered_at - row.asked_at).total_seconds()) for row in rows]


def _outcome(row: Sequence[Any]) -> PointOutcome:
    """By position: sixty thousand are read at once."""
    values = list(row)
    values[_KIND] = _KINDS[values[_KIND]]
    return PointOutcome(*values)
