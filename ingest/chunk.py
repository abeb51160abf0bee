"""Sections as chunks: each line under its title, and the lead of each section."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from ingest.lines import BodyLine, read_item
from interviewer.domain.notes import Chunk, ChunkKind, Section, SectionStatus

LINE_CHARS = 160
LEAD_CHARS = 80
_BREAK = re.compile(r"(?<=[。！？；;!?])|(?<=[.,])\s+|(?<=，)")


def chunks_of(section: Section) -> list[Chunk]:
    """The chunks of a section; none of a gap. Equal texts give equal ids: what did not change is not embedded anew.

    Lines find as well as longer pieces do, and embedding both costs twice (bench/retrieval.py).
    """
    if section.status is SectionStatus.GAP:
        return []
    title = " ".join(section.steps[-2:])
    texts = [(ChunkKind.LINE, f"{title} {line}") for line in _lines(section.text)]
    texts.append((ChunkKind.LEAD, f"{title} {section.text[:LEAD_CHARS]}"))
    return [Chunk(_id(section.id, kind, text), section.id, kind, text) for kind, text in dict.fromkeys(texts)]


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        item = read_item(BodyLine(number, line, False))
        if item:
            yield from _parts(item.text)


def _parts(line: str) -> Iterator[str]:
    """A long line in parts that end where a sentence or a clause does, or hard where none does."""
    part = ""
    for piece in _BREAK.split(line) if len(line) > LINE_CHARS else [line]:
        if part and len(part) + len(piece) > LINE_CHARS:
            yield part.strip()
            part = ""
        while len(part) + len(piece) > LINE_CHARS:
            yield (part + piece)[:LINE_CHARS].strip()
            part, piece = "", (part + piece)[LINE_CHARS:]
        part += piece
    if part.strip():
        yield part.strip()


def _id(section_id: str, kind: ChunkKind, text: str) -> str:
    return hashlib.sha256(f"{section_id}\x1f{kind}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
