"""The lexical index: SQLite's full-text search over words and over character pairs."""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from interviewer.adapters.segmenting import segmenter
from interviewer.adapters.spelling import Spelling
from interviewer.domain.errors import IndexUnavailable
from interviewer.domain.notes import Section

HEADING_WEIGHT = 3.0
LONGEST_QUERY = 400
_MOST_ROWS = 1500
_FEWEST_TERMS = 3
_RUN = re.compile(r"[a-z0-9][a-z0-9_.+\-/]*|[\u3400-\u9fff]+")
_PART = re.compile(r"[a-z0-9]+")
_TABLES = ("words", "pairs")


class FtsIndex:
    """Two tables with the same rows: `words` (Chinese segmented by jieba) and `pairs` (of neighbouring hanzi)."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._spelling: Spelling | None = None
        self._rows: dict[tuple[str, str], int] = {}
        self._version = -1

    def upsert(self, sections: Sequence[Section]) -> None:
        with self._open() as connection:
            self._forget()
            self._delete(connection, [section.id for section in sections])
            for section in sections:
                row = connection.execute(
                    "INSERT INTO held (section_id, hash) VALUES (?, ?)", (section.id, section.content_hash)
                ).lastrowid
                for table, cut in zip(_TABLES, (words, pairs), strict=True):
                    connection.execute(
                        f"INSERT INTO {table} (rowid, heading, body) VALUES (?, ?, ?)",
                        (row, " ".join(cut(section.path)), " ".join(cut(section.text))),
                    )

    def delete(self, section_ids: Sequence[str]) -> None:
        with self._open() as connection:
            self._forget()
            self._delete(connection, section_ids)

    def search(self, query: str, k: int, *, mend: bool = True) -> list[list[tuple[str, float]]]:
        rankings = []
        with self._open() as connection:
            query = query[:LONGEST_QUERY]
            mended = self._spelling_of(connection).mended(unicodedata.normalize("NFKC", query)) if mend else []
            for table, cut in zip(_TABLES, (words, pairs), strict=True):
                terms = self._telling(connection, table, list(dict.fromkeys([*cut(query), *mended])))
                rankings.append(self._rank(connection, table, terms, k) if terms else [])
        return rankings

    def hashes(self) -> dict[str, str]:
        with self._open() as connection:
            return dict(connection.execute("SELECT section_id, hash FROM held"))

    def generation(self) -> int:
        with self._open() as connection:
            found: int | None = connection.execute("SELECT max(generation) FROM follows").fetchone()[0]
        return -1 if found is None else found

    def mark(self, generation: int) -> None:
        with self._open() as connection:
            connection.execute("DELETE FROM follows")
            connection.execute("INSERT INTO follows VALUES (?)", (generation,))

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _forget(self) -> None:
        """What was learnt from the rows as they were."""
        self._spelling = None
        self._rows = {}

    def _forget_if_others_wrote(self, connection: sqlite3.Connection) -> None:
        """A command may write to the same file."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._forget()

    def _spelling_of(self, connection: sqlite3.Connection) -> Spelling:
        if self._spelling is None:
            self._spelling = Spelling(term for (term,) in connection.execute("SELECT term FROM words_terms"))
        return self._spelling

    def _telling(self, connection: sqlite3.Connection, table: str, terms: list[str]) -> list[str]:
        """The rarest terms, as many as together stand in so many rows: to rank by the common ones takes most of the
        time of a big index, and says least. A small index uses them all."""
        for term in terms:
            if (table, term) not in self._rows:
                found = connection.execute(f"SELECT doc FROM {table}_terms WHERE term = ?", (term,)).fetchone()
                self._rows[table, term] = found[0] if found else 0
        kept: list[str] = []
        rows = 0
        for term in sorted(terms, key=lambda each: self._rows[table, each]):
            rows += self._rows[table, term]
            if rows > _MOST_ROWS and len(kept) >= _FEWEST_TERMS:
                break
            kept.append(term)
        return kept

    @staticmethod
    def _rank(connection: sqlite3.Connection, table: str, terms: list[str], k: int) -> list[tuple[str, float]]:
        rows = connection.execute(
            f"SELECT held.section_id, -found.score FROM (SELECT rowid AS number, bm25({table}, ?, 1.0) AS score "
            f"FROM {table} WHERE {table} MATCH ? ORDER BY score LIMIT ?) AS found JOIN held USING (number)",
            (HEADING_WEIGHT, " OR ".join(f'"{term}"' for term in terms), k),
        )
        return sorted(((section_id, score) for section_id, score in rows if score > 0), key=lambda row: -row[1])

    @staticmethod
    def _delete(connection: sqlite3.Connection, section_ids: Sequence[str]) -> None:
        for section_id in section_ids:
            row = connection.execute("SELECT number FROM held WHERE section_id = ?", (section_id,)).fetchone()
            if row:
                for table in _TABLES:
                    connection.execute(f"DELETE FROM {table} WHERE rowid = ?", row)
                connection.execute("DELETE FROM held WHERE number = ?", row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The connection inside one transaction; opened anew when its file was taken away."""
        with self._lock:
            try:
                if self._connection is not None and not self._file.exists():
                    self._connection.close()
                    self._connection = None
                if self._connection is None:
                    self._connection = _connect(self._file)
                    self._forget()
                with self._connection:
                    self._forget_if_others_wrote(self._connection)
                    yield self._connection
            except sqlite3.Error as error:
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
                if _is_damage(error):
                    _throw_away(self._file)
                raise IndexUnavailable(folder=self._file.parent, cause=type(error).__name__) from error


def _connect(file: Path) -> sqlite3.Connection:
    """A connection to the index; to an empty one in the place of a file that is no database any more."""
    try:
        return _prepared(file)
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        _throw_away(file)
        return _prepared(file)


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is at fault; all else (locked, disk full) has a class of its own."""
    return type(error) is sqlite3.DatabaseError


def _throw_away(file: Path) -> None:
    """Everything in it is derived from the note store, and comes back from there."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)


def _prepared(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS held "
        "(number INTEGER PRIMARY KEY, section_id TEXT UNIQUE NOT NULL, hash TEXT NOT NULL)"
    )
    connection.execute("CREATE TABLE IF NOT EXISTS follows (generation INTEGER NOT NULL)")
    for table in _TABLES:
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5"
            "(heading, body, tokenize=\"unicode61 tokenchars '_.+-/'\")"
        )
    for table in _TABLES:
        connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_terms USING fts5vocab(main, {table}, row)")
    return connection


def words(text: str) -> list[str]:
    """Latin terms with their parts, and Chinese words, also the short ones inside long ones."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        found.extend(_latin(run) if run[0].isascii() else segmenter().lcut_for_search(run))
    return found


def pairs(text: str) -> list[str]:
    """Latin terms with their parts, and each two neighbouring hanzi."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if run[0].isascii():
            found.extend(_latin(run))
        else:
            found.extend(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return found


def _latin(run: str) -> list[str]:
    run = run.rstrip(".-/+_") or run
    parts = _PART.findall(run)
    return [run, *parts] if len(parts) > 1 else [run]
