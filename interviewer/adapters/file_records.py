"""The records of read files, in a small SQLite file of their own beside the data."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.records import FileRecord

_TABLES = (
    "CREATE TABLE IF NOT EXISTS record (place BLOB PRIMARY KEY, document TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS folder (place BLOB PRIMARY KEY)",
)


class FileRecords:
    """Nothing here is the truth: a damaged file is made anew, and where none can be written, none is kept."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def all(self) -> dict[str, FileRecord]:
        with self._open() as connection:
            rows = connection.execute("SELECT place, document FROM record").fetchall() if connection else []
        return {_path(place): _record(document) for place, document in rows}

    def put(self, records: Mapping[str, FileRecord]) -> None:
        rows = [(_key(place), json.dumps(asdict(record))) for place, record in records.items()]
        self._write("INSERT OR REPLACE INTO record VALUES (?, ?)", rows)

    def drop(self, places: Iterable[str]) -> None:
        self._write("DELETE FROM record WHERE place = ?", [(_key(place),) for place in places])

    def folders(self) -> list[str]:
        with self._open() as connection:
            rows = connection.execute("SELECT place FROM folder ORDER BY place").fetchall() if connection else []
        return [_path(place) for (place,) in rows]

    def set_folders(self, folders: Iterable[str]) -> None:
        with self._open() as connection:
            if connection:
                connection.execute("DELETE FROM folder")
                rows = [(_key(folder),) for folder in folders]
                connection.executemany("INSERT OR IGNORE INTO folder VALUES (?)", rows)

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            with self._open() as connection:
                if connection:
                    connection.executemany(statement, rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        """The connection inside one transaction; None where the disk does not let us have one."""
        with self._lock:
            if self._connection is None or not self._file.exists():
                self._connection = _connect(self._file)
            if self._connection is None:
                yield None
                return
            try:
                with self._connection:
                    yield self._connection
            except sqlite3.Error:
                self._connection.close()
                self._connection = None


def _connect(file: Path) -> sqlite3.Connection | None:
    """Try twice: a file that is no database is taken away first. None where it is locked, or the disk is full."""
    for _ in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            for table in _TABLES:
                connection.execute(table)
            connection.execute("SELECT place, document FROM record LIMIT 1")
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # the file itself is not at fault
                return None
            with suppress(OSError):
                file.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return connection
    return None


def _key(place: str) -> bytes:
    """A path need not be text: names on disk are bytes."""
    return place.encode("utf-8", "surrogateescape")


def _path(place: bytes) -> str:
    return place.decode("utf-8", "surrogateescape")


def _record(document: str) -> FileRecord:
    values = json.loads(document)
    values["gaps"], values["stubs"] = tuple(values["gaps"]), tuple(values["stubs"])
    values["open_questions"] = tuple((path, text, line) for path, text, line in values["open_questions"])
    return FileRecord(**values)
