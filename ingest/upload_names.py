"""Under which name an uploaded file is kept: never a path, whatever the browser sends."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import PurePosixPath

from ingest.files import SUFFIXES
from interviewer.domain.errors import NoteUnreadable

_LONGEST = 180
"""Bytes; file systems take 255, and an editor beside it may add to them."""
_NO_NAME = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069" + (r"<>:\"|?*" if os.name == "nt" else "") + "]")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def kept_name(sent: str) -> str:
    """The last part of the name, without what no system takes in one. Raises NoteUnreadable where its ending is not of
    a note."""
    last = unicodedata.normalize("NFC", sent.encode("utf-8", "replace").decode()).replace("\\", "/").rsplit("/", 1)[-1]
    name = _NO_NAME.sub("_", last).strip().lstrip(".").rstrip(". ")
    stem, suffix = PurePosixPath(name or "_").stem, PurePosixPath(name or "_").suffix
    if suffix.lower() not in SUFFIXES:
        raise NoteUnreadable(file=last or "?", why="unsupported")
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    room = _LONGEST - len(suffix.encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + suffix
