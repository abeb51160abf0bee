"""The file that everything is exported to: gzipped JSON Lines. docs/history.md describes it.

The first line says what it is, the last one how many records lie between: a file that was cut off is known by that.
Nothing is unpacked to disk, one line is in memory at a time, and lines and file have a limit.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any, NoReturn

from interviewer.domain.archive import Exported, Record
from interviewer.domain.errors import ArchiveTooNew, ArchiveUnreadable

FORMAT = "interviewer-archive"
VERSION = 1
LONGEST_LINE = 64 * 2**20
LARGEST = 16 * 2**30
"""Bytes of a line and of all lines; a recording of an answer is about 3 MB."""
MOST_UNFOLDED, ROOM = 200, 64 * 2**20
"""How many times its own size a file may unpack to, and what any may; sessions come to about ten times."""


def write(file: IO[bytes], records: Iterable[Record | None], *, made_at: datetime, with_recordings: bool) -> Exported:
    counts: Counter[str] = Counter()
    unreadable = 0
    with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
        head = {"format": FORMAT, "version": VERSION, "made_at": made_at.isoformat(), "recordings": with_recordings}
        packed.write(_line(head))
        for record in records:
            if record is None:
                unreadable += 1
                continue
            kind, values = record
            packed.write(_line({"kind": kind, **values}))
            counts[kind] += 1
        packed.write(_line({"kind": "end", "records": counts.total()}))
    return Exported(dict(counts), unreadable)


def read(file: IO[bytes]) -> Iterator[Record]:
    """The records in order. Raises ArchiveUnreadable at what is wrong, at the latest after the last record, and
    ArchiveTooNew."""
    lines = _objects(file)
    _check_head(next(lines, None))
    for count, each in enumerate(lines):
        kind = each.pop("kind", None)
        if kind == "end":
            if each.get("records") != count or next(lines, None) is not None:
                refuse("damaged")
            return
        if not isinstance(kind, str):
            refuse("damaged")
        yield kind, each
    refuse("cut_off")


def refuse(why: str) -> NoReturn:
    raise ArchiveUnreadable(why=f"archive.{why}")


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _objects(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The lines as JSON objects."""
    total = 0
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            while line := unpacked.readline(LONGEST_LINE + 1):
                total += len(line)
                if len(line) > LONGEST_LINE or total > min(LARGEST, ROOM + MOST_UNFOLDED * file.tell()):
                    refuse("too_large")
                yield _object(line, first=total == len(line))
    except gzip.BadGzipFile:
        refuse("foreign" if not total else "damaged")
    except EOFError:
        refuse("cut_off")
    except (OSError, zlib.error):
        refuse("damaged")


def _object(line: bytes, *, first: bool) -> dict[str, Any]:
    try:
        found = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        refuse("foreign" if first else "damaged")
    if not isinstance(found, dict):
        refuse("foreign" if first else "damaged")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _check_head(head: dict[str, Any] | None) -> None:
    if head is None or head.get("format") != FORMAT:
        refuse("foreign")
    version = head.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        refuse("damaged")
    if version > VERSION:
        raise ArchiveTooNew()
