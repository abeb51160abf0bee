"""Note files: which there are under a path, and what they say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from interviewer.domain.errors import NoteUnreadable

SUFFIXES = {".md", ".markdown", ".mdx", ".txt"}
LARGEST_BYTES = 10 * 1024 * 1024
_IGNORED_FOLDERS = {"node_modules", "__pycache__", "venv", "site-packages", "dist", "build"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def notes_under(path: Path) -> Iterator[Path]:
    """The path itself when it is a file, else the notes below it in order of name; hidden folders are left out."""
    if path.is_file():
        yield path
        return
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in _IGNORED_FOLDERS)
        for name in sorted(files):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                yield Path(folder) / name


def read_note(path: Path) -> str:
    """The text of a note in whatever encoding it was saved. Raises NoteUnreadable with the reason."""
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise NoteUnreadable(file=path, why="too_large")
        data = path.read_bytes()
    except PermissionError as error:
        raise NoteUnreadable(file=path, why="no_permission") from error
    if path.suffix.lower() not in SUFFIXES:
        raise NoteUnreadable(file=path, why="unsupported")
    text = _decode(data, path)
    if not text.strip():
        raise NoteUnreadable(file=path, why="empty")
    return text


def _decode(data: bytes, path: Path) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
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
            return _without_controls(text, path)
    best = from_bytes(data).best()
    if best is None:
        raise NoteUnreadable(file=path, why="unknown_encoding")
    return _without_controls(str(best), path)


def _reads_as_chinese(text: str) -> bool:
    """Whether the characters beyond ASCII are nearly all ordinary hanzi and Chinese punctuation."""
    beyond = [char for char in text if ord(char) > 127]
    usual = sum("\u4e00" <= char <= "\u9fff" or char in "，。；：？！、（）“”‘’《》【】—…·￥～" for char in beyond)
    return usual >= 0.9 * len(beyond)


def _without_controls(text: str, path: Path) -> str:
    controls = sum(ord(char) < 32 and char not in "\t\n\r\f" for char in text)
    if controls > max(4, len(text) // 100):
        raise NoteUnreadable(file=path, why="binary")
    return text
