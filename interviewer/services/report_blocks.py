"""What a printed report is made of, from top to bottom: words in the reader's language, without any markup.

The texts are data. Whoever draws a block escapes them for its own format.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    below: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The opening sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many key points got a verdict; `kind` is that of VerdictKind, `word` what it is called."""

    kind: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Score:
    """The number that the report is about; `value` is a dash where there is none."""

    value: str
    of: str
    sure: str
    notes: tuple[str, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 2 or 3; `mark` stands at the other end of the line; `anchor`, where there is one, can be linked to."""

    text: str
    level: int = 2
    mark: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `tone` is `plain`, `quiet`, `warn`, `good`, `follow` for a follow-up that is asked, or
    `label`: quiet, and never parted by a page's end from what it names."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Short lines of which each stands for itself."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said, line by line; `label` tells whose words these are."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict, or a false claim (`kind` is `false` then), with what belongs to it, one line each."""

    kind: str
    word: str
    text: str
    place: str
    quote: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    rows: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """`link` is the anchor of a heading."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns whose place is in `numbers` hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` is 0..100, None for a thing without a score."""

    name: str
    value: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Bars:
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read again, with what was lost there."""

    text: str
    place: str
    mark: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    rows: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG in the colours of light paper; `title` says what it shows. The SVG is ours and not escaped."""

    title: str
    svg: str


Block = Title | Lead | Score | Heading | Text | Facts | Answer | Marks | Table | Bars | Items | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """`running` stands at the head of each page, `page` is a sentence with {at} and {of}."""

    language: str
    title: str
    running: str
    page: str
    blocks: tuple[Block, ...]


def as_data(value: Any) -> Any:
    """A document as plain values for JSON; each dataclass says with `is` what it is."""
    if is_dataclass(value):
        return {"is": type(value).__name__.lower(), **{f.name: as_data(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, tuple):
        return [as_data(each) for each in value]
    return value
