"""A database with its transactions; what goes wrong in them comes out as the user's problem."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from interviewer.adapters.sql.engine import WRITES, make_engine, shown
from interviewer.adapters.sql.scope import SCOPE
from interviewer.domain.errors import DatabaseUnavailable
from interviewer.domain.users import LOCAL, User


@dataclass(frozen=True, slots=True)
class Database:
    """One engine for all threads of the process, as one user sees it; for nobody, as it is.

    Raises DatabaseUnavailable where the library would raise its own, NotAllowed for what is not the user's.
    """

    engine: Engine
    user: User | None = LOCAL

    def of(self, user: User | None) -> Database:
        """The same database as somebody else sees it; None is for what concerns the rows of all."""
        return replace(self, user=user)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with translated_errors(self.engine), self.engine.connect() as connection:
            yield connection.execution_options(**{SCOPE: self.user})

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed, durably, at the end. Lets IntegrityError through: what it means the caller
        knows."""
        with translated_errors(self.engine), self.engine.connect() as connection:
            writer = connection.execution_options(**{WRITES: True, SCOPE: self.user})
            with writer.begin():
                yield writer

    def scrub(self) -> None:
        """Take what was deleted out of the files of a SQLite database too, where it would stay for a while.

        Postgres does that in its own time. Where somebody is writing just now, it is left to the next time.
        """
        if self.engine.dialect.name != "sqlite":
            return
        with suppress(sqlite3.OperationalError), self.engine.connect() as connection:
            raw = connection.connection.cursor()  # VACUUM cannot be part of a transaction
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at the URL, brought to the newest tables. Raises as make_engine and upgrade do."""
    from interviewer.adapters.sql.migrate import upgrade

    engine = make_engine(url)
    upgrade(engine)
    return Database(engine)


@contextmanager
def translated_errors(engine: Engine) -> Iterator[None]:
    """Any error of the library, but IntegrityError, as DatabaseUnavailable without the password."""
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise DatabaseUnavailable(url=shown(engine.url)) from error
