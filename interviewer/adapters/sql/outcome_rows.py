"""Outcomes as rows of the verdict table, written in the transaction of their turn."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, delete, insert

from interviewer.adapters.sql.tables import verdict as table
from interviewer.domain.outcomes import PointOutcome, outcomes_of
from interviewer.domain.sessions import Turn

_STAMP_BITS = 40
"""So that the sum over millions of rows stays within 63 bits."""
_NAMES = tuple(each.name for each in fields(PointOutcome))


def outcome_row(outcome: PointOutcome) -> dict[str, Any]:
    """The columns have the names of the fields."""
    return {name: getattr(outcome, name) for name in _NAMES} | {"kind": outcome.kind.value}


def insert_outcomes(connection: Connection, turns: Iterable[Turn]) -> None:
    rows = []
    for turn in turns:
        stamp = secrets.randbits(_STAMP_BITS)
        rows += [outcome_row(outcome) | {"stamp": stamp} for outcome in outcomes_of(turn)]
    if rows:
        connection.execute(insert(table), rows)


def replace_outcomes(connection: Connection, turn: Turn) -> None:
    """What the turn has now, in the place of what it had."""
    connection.execute(delete(table).where(table.c.turn_id == turn.id))
    insert_outcomes(connection, [turn])
