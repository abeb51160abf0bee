"""The SpendingStore in SQL: one sum a user and day, shared by all processes on a database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import model_spending as table
from interviewer.domain.spending import Spending

_SUMS = (table.c.calls, table.c.tokens, table.c.micro_usd)


@dataclass(frozen=True, slots=True)
class SqlSpendingStore:
    database: Database

    def spent(self, user_id: str, day: str) -> Spending:
        asked = select(*_SUMS).where(table.c.user_id == user_id, table.c.day == day)
        with self.database.reading() as connection:
            row = connection.execute(asked).one_or_none()
        return Spending(*row) if row else Spending()

    def add(self, user_id: str, day: str, spending: Spending) -> None:
        sums = {"calls": spending.calls, "tokens": spending.tokens, "micro_usd": spending.micro_usd}
        with self.database.writing() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            new = dialect.insert(table).values(user_id=user_id, day=day, **sums)
            added = {column.name: column + new.excluded[column.name] for column in _SUMS}
            connection.execute(new.on_conflict_do_update(index_elements=["user_id", "day"], set_=added))
