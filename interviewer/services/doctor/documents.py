"""A note as the doctor reads it: its lines as they stand in the file beside what ingest makes of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ingest.convert import DOCUMENT_SUFFIXES
from ingest.fences import TEXT_FENCES, find_fences
from ingest.files import read_note
from ingest.front_matter import read_front_matter
from ingest.parse import parse_note
from ingest.selection import select
from interviewer.domain.errors import NoteUnreadable
from interviewer.domain.notes import Note, Origin, Section

_INFO = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s{1,4})*(?:`{3,}|~{3,})\s*(?P<info>[^\s`]*)")
Progress = Callable[[int, int, str], None]


@dataclass
class Document:
    """`lines[n - 1]` is line n; `head` counts those of the front matter. `converted` says that the file is no text,
    so lines count in what was read from it."""

    file: str
    place: Path
    lines: list[str]
    note: Note
    meta: dict[str, str] = field(default_factory=dict)
    head: int = 0

    @classmethod
    def of(cls, text: str, file: str, place: Path | None = None, origin: Origin = Origin.OWN) -> Document:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        meta, head = read_front_matter(lines)
        return cls(file, place or Path(file), lines, parse_note(text, file, origin), meta, head)

    @property
    def converted(self) -> bool:
        return self.place.suffix.lower() in DOCUMENT_SUFFIXES

    @cached_property
    def fenced(self) -> list[bool]:
        """Of each line, whether it belongs to a fence."""
        return find_fences(self.lines).inside

    @cached_property
    def code(self) -> list[bool]:
        """Of each line, whether it belongs to a fence in a programming language, or is a mark of a fence."""
        found, inside, is_code = [], False, False
        for line, fenced in zip(self.lines, self.fenced, strict=True):
            opens = fenced and not inside
            match = _INFO.match(line) if fenced else None
            if opens:
                is_code = bool(match and match["info"].lower() not in TEXT_FENCES)
            found.append(fenced and (is_code or match is not None))
            inside = fenced and (opens or match is None or bool(match["info"]))
        return found

    @cached_property
    def _starts(self) -> list[tuple[int, Section]]:
        return sorted(((each.source.first_line, each) for each in self.note.sections), key=lambda pair: pair[0])

    def section_at(self, line: int) -> Section | None:
        """The section whose heading is the last one at or above a line."""
        at = bisect_right([first for first, _ in self._starts], line)
        return self._starts[at - 1][1] if at else None

    def path_at(self, line: int) -> str:
        section = self.section_at(line)
        return section.path if section else ""


def read_documents(
    paths: Sequence[Path], shipped: Path | None = None, progress: Progress | None = None
) -> tuple[list[Document], list[tuple[str, str]]]:
    """The notes under the paths, and (file, why) of those that could not be read. Those below `shipped` are read as
    the product's own. Raises PathNotFound, NothingToIngest, and NoteUnreadable where no note at all could be read."""
    files = list(select(paths, []).files.values())
    documents: list[Document] = []
    errors: list[NoteUnreadable] = []
    for done, file in enumerate(files):
        if progress is not None:
            progress(done, len(files), str(file))
        try:
            text = read_note(file)
        except NoteUnreadable as error:
            errors.append(error)
            continue
        own = shipped is None or not file.resolve().is_relative_to(shipped.resolve())
        documents.append(Document.of(text, str(file), file, Origin.OWN if own else Origin.SHIPPED))
    if errors and not documents:
        raise errors[0]
    return documents, [(str(error.details["file"]), str(error.details["why"])) for error in errors]
