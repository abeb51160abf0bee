"""Sections as chunks: pieces under their path, lines under their title, and the lead of each section."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ingest.lines import BodyLine, read_item
from interviewer.domain.notes import Chunk, ChunkKind, Section, SectionStatus

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

PIECE_CHARS = 350
LINE_CHARS = 300
LEAD_CHARS = 80
_SEPARATORS = ["\n\n", "\n", "。", "；", ". ", "，", " ", ""]


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        chunk_size=PIECE_CHARS, chunk_overlap=0, separators=_SEPARATORS, keep_separator="end"
    )


def chunks_of(section: Section) -> list[Chunk]:
    """The chunks of a section; none of a gap. Equal texts give equal ids: what did not change is not embedded anew."""
    if section.status is SectionStatus.GAP:
        return []
    title = " ".join(section.steps[-2:])
    texts = [(ChunkKind.PIECE, f"{section.path}\n{piece}") for piece in _splitter().split_text(section.text)]
    texts += [(ChunkKind.LINE, f"{title} {line}") for line in _lines(section.text)]
    texts.append((ChunkKind.LEAD, f"{title} {section.text[:LEAD_CHARS]}"))
    return [Chunk(_id(section.id, kind, text), section.id, kind, text) for kind, text in dict.fromkeys(texts)]


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        item = read_item(BodyLine(number, line, False))
        if item:
            yield item.text[:LINE_CHARS]


def _id(section_id: str, kind: ChunkKind, text: str) -> str:
    return hashlib.sha256(f"{section_id}\x1f{kind}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
