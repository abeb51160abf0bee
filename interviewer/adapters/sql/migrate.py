"""Brings a database to the newest tables; the program does it by itself when it opens one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.engine import shown
from interviewer.adapters.sql.migrations import HEAD
from interviewer.domain.errors import DatabaseTooNew

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 7_316_402_881_544_197_233  # any number that no other program on the same Postgres uses


def upgrade(engine: Engine) -> None:
    """Make or change the tables where that is due, in one transaction that other processes wait for.

    Raises DatabaseUnavailable, and DatabaseTooNew when a newer version of the program made the tables.
    """
    database = Database(engine, user=None)
    with database.reading() as connection:
        if _revision(connection) == HEAD:
            return  # nearly always; it also saves importing Alembic
    with database.writing() as connection:
        _lock(connection)
        _upgrade(connection)


def alembic_config() -> Config:
    """Alembic's settings without a file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _revision(connection: Connection) -> str | None:
    """The step that the tables are at; None for a new database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def _lock(connection: Connection) -> None:
    """SQLite needs none: the transaction is a writer from its start, and there is one writer at a time."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    config.attributes["connection"] = connection
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if _revision(connection) not in {None, *known}:
        raise DatabaseTooNew(url=shown(connection.engine.url))
    command.upgrade(config, "head")
