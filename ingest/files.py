"""What a note file says, whatever it was saved as."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.apart import check_kind, document_text
from ingest.convert import DOCUMENT_SUFFIXES
from interviewer.domain.errors import NoteUnreadable

TEXT_SUFFIXES = {".md", ".markdown", ".mdx", ".txt"}
SUFFIXES = TEXT_SUFFIXES | DOCUMENT_SUFFIXES
LARGEST_BYTES = 10 * 1024 * 1024
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_note(path: Path) -> str:
    """The text of a note in whatever encoding it was saved, a document as Markdown. Raises NoteUnreadable."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        _read(path, limit=0)  # a file that is missing or not allowed is said first
        raise NoteUnreadable(file=path, why="unsupported")
    data = _read(path, limit=LARGEST_BYTES)
    if not data.strip():
        raise NoteUnreadable(file=path, why="empty")
    check_kind(data, path)
    text = document_text(data, path) if suffix in DOCUMENT_SUFFIXES else _decode(data, path)
    if not text.strip():
        raise NoteUnreadable(file=path, why="empty" if suffix in TEXT_SUFFIXES else "no_text")
    return text


def _read(path: Path, *, limit: int) -> bytes:
    """At most `limit` bytes, nothing for 0. Devices and pipes are never opened: reading one may not end."""
    try:
        info = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(info.st_mode):
            raise NoteUnreadable(file=path, why="not_a_file")
        if limit and info.st_size > limit:
            raise NoteUnreadable(file=path, why="too_large")
        with path.open("rb") as file:
            data = file.read(limit + 1 if limit else 0)
    except PermissionError as error:
        raise NoteUnreadable(file=path, why="no_permission") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoteUnreadable(file=path, why="gone") from error
    except (OSError, ValueError) as error:  # a loop of links, a disk that fails, a NUL in the name
        raise NoteUnreadable(file=path, why="read_failed") from error
    if len(data) > limit:
        raise NoteUnreadable(file=path, why="too_large")
    return data


def _decode(data: bytes, path: Path) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _checked(data.decode(encoding), path)
            except UnicodeDecodeError as error:
                raise NoteUnreadable(file=path, why="unknown_encoding") from error
    if b"\0" in data:
        raise NoteUnreadable(file=path, why="binary")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _reads_as_chinese(text):
            return _checked(text, path)
    best = from_bytes(data).best()
    if best is None:
        raise NoteUnreadable(file=path, why="unknown_encoding")
    return _checked(str(best), path)


def _reads_as_chinese(text: str) -> bool:
    """Whether the characters beyond ASCII are nearly all ordinary hanzi and Chinese punctuation."""
    beyond = [char for char in text if ord(char) > 127]
    usual = sum("\u4e00" <= char <= "\u9fff" or char in "，。；：？！、（）“”‘’《》【】—…·￥～" for char in beyond)
    return usual >= 0.9 * len(beyond)


def _checked(text: str, path: Path) -> str:
    """The text, unless its control characters say that it is none."""
    controls = sum(ord(char) < 32 and char not in "\t\n\r\f" for char in text)
    if "\0" in text or controls > max(4, len(text) // 100):
        raise NoteUnreadable(file=path, why="binary")
    return text
