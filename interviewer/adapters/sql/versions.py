"""Optimistic saving: a row of version n goes in only where version n - 1 stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, true, update


def write_version(
    connection: Connection, table: Table, row: Mapping[str, Any], *, where: ColumnElement[bool] | None = None
) -> bool:
    """Whether the row was stored: as a new one when its `version` is 1, else in the place of the one before it.

    It is told from others by the primary key; `where` is what the stored row must be like beside. Raises IntegrityError
    where a new row meets one with its key.
    """
    if row["version"] == 1:
        connection.execute(insert(table).values(**row))
        return True
    same = [column == row[column.name] for column in table.primary_key]
    stored = update(table).where(*same, table.c.version == row["version"] - 1, true() if where is None else where)
    return connection.execute(stored.values(**row)).rowcount == 1
