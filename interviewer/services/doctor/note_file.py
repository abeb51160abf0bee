"""A note's file as bytes that can be written back: all that is not changed stays as it was, to the byte."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from interviewer.domain.errors import DraftUnusable, NoteChanged, NoteNotSaved, NoteUnreadable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True)
class NoteFile:
    """`lines` are (text, line end) in order; `digest` tells whether the file is still what was read."""

    place: Path
    digest: str
    bom: bytes
    encoding: str
    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "".join(text + end for text, end in self.lines)

    @property
    def line_end(self) -> str:
        """The one that most lines have."""
        ends = [end for _, end in self.lines if end]
        return max(set(ends), key=ends.count, default="\n")

    def with_lines(self, after: int, new: list[str], *, replaced: int = 0) -> NoteFile:
        """The file with new lines below line `after`, in place of the next `replaced` ones."""
        end = self.line_end
        before, rest = list(self.lines[:after]), list(self.lines[after + replaced :])
        if before and not before[-1][1]:
            before[-1] = (before[-1][0], end)
        added = [(line, end) for line in new]
        if added and not rest and not (self.lines and self.lines[-1][1]):
            added[-1] = (added[-1][0], "")
        return NoteFile(self.place, self.digest, self.bom, self.encoding, (*before, *added, *rest))


def read_file(place: Path) -> NoteFile:
    """Raises NoteUnreadable, also for an encoding that could not be written back unchanged."""
    data = _bytes(place)
    # The mark of UTF-32 begins like that of UTF-16, so that more than one may fit.
    marked = [(bom, name) for bom, name in _BOMS if data.startswith(bom)]
    for bom, name in marked or [(b"", "utf-8"), (b"", "gb18030"), (b"", _guess(data))]:
        try:
            text = data[len(bom) :].decode(name)
            if bom + text.encode(name) == data:
                lines = tuple((match[1], match[2]) for match in _LINE.finditer(text) if match[0])
                return NoteFile(place, _digest(data), bom, name, lines)
        except (UnicodeError, LookupError):
            continue
    raise NoteUnreadable(file=place, why="unknown_encoding")


def save(file: NoteFile) -> None:
    """Put the file in the place of what was read, in one step. Raises NoteChanged where that is no longer there,
    DraftUnusable for characters that its encoding lacks, NoteNotSaved."""
    try:
        data = file.bom + file.text.encode(file.encoding)
    except UnicodeError as error:
        raise DraftUnusable(encoding=file.encoding) from error
    place = file.place.resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as new:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
    except OSError as error:
        raise NoteNotSaved(file=file.place) from error
    try:
        shutil.copymode(place, new.name)
        if _digest(place.read_bytes()) != file.digest:
            raise NoteChanged(file=file.place)
        Path(new.name).replace(place)
    except OSError as error:
        raise NoteNotSaved(file=file.place) from error
    finally:
        with suppress(OSError):
            Path(new.name).unlink(missing_ok=True)


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except PermissionError as error:
        raise NoteUnreadable(file=place, why="no_permission") from error
    except OSError as error:
        raise NoteUnreadable(file=place, why="gone") from error


def _guess(data: bytes) -> str:
    best = from_bytes(data).best()
    return best.encoding if best is not None else "utf-8"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
