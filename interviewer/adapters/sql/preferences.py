"""The Preferences in SQL."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import preference as table


@dataclass(frozen=True, slots=True)
class SqlPreferences:
    database: Database

    def get(self, name: str) -> str:
        with self.database.reading() as connection:
            return connection.scalar(select(table.c.value).where(table.c.name == name)) or ""

    def put(self, name: str, value: str) -> None:
        changed = update(table).where(table.c.name == name).values(value=value)
        with suppress(IntegrityError), self.database.writing() as connection:  # another window was first to choose
            if not connection.execute(changed).rowcount:
                connection.execute(insert(table).values(name=name, value=value))
