"""How busy the database's connections are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.pool import QueuePool

from interviewer.adapters.sql.database import Database


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """Connections that are in use now, and the most that may be."""

    in_use: int
    most: int


def pool_figures(database: Database) -> PoolFigures | None:
    """None for a database whose connections are not pooled."""
    pool = database.engine.pool
    if not isinstance(pool, QueuePool):
        return None
    return PoolFigures(pool.checkedout(), pool.size() + pool._max_overflow)
