"""The AssessmentCache in SQL: shared by all processes on a database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from interviewer.adapters.sql.codec import dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import assessment_cache as table
from interviewer.domain.assessment import Assessment
from interviewer.domain.ports import Clock


@dataclass(frozen=True, slots=True)
class SqlAssessmentCache:
    database: Database
    clock: Clock

    def find(self, key: str) -> Assessment | None:
        """None too for what this version of the program cannot read."""
        with self.database.reading() as connection:
            text = connection.scalar(select(table.c.assessment).where(table.c.key == key))
        try:
            return loads(Assessment, text) if text else None
        except ValueError:
            return None

    def keep(self, key: str, assessment: Assessment) -> None:
        row = {
            "key": key,
            "model": assessment.model,
            "prompt_version": assessment.prompt_version,
            "assessment": dumps(assessment),
            "made_at": self.clock.now(),
        }
        with self.database.writing() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            new = dialect.insert(table).values(row)
            connection.execute(new.on_conflict_do_update(index_elements=["key"], set_=row))
