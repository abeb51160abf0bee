"""The pieces that a note falls into."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.labels import Lines


class BlockKind(StrEnum):
    """`label` opens a section as a heading does; `close` ends every label of its rank and below."""

    HEADING = "heading"
    LABEL = "label"
    CLOSE = "close"
    LEVEL = "level"
    TEXT = "text"
    CODE = "code"


class Rank:
    """How labels nest below the headings 1 to 6; `SUMMARY` has three more for `<details>` within `<details>`."""

    SUMMARY = 7
    ORDINAL = 11
    QUESTION = 12
    DASH = 13
    BOLD = 14
    FENCE = 15
    FENCE_QUESTION = 16


@dataclass(frozen=True, slots=True)
class Block:
    """`lines` are (1-based line number, text) of body blocks; `prose` says that they stand outside fences."""

    kind: BlockKind
    first_line: int
    text: str = ""
    rank: int = 0
    lines: Lines = ()
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`footnotes` are the (line, text) of each by its label."""

    meta: dict[str, str]
    blocks: list[Block]
    footnotes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
