"""HTML in a note: `<details>` and headings open sections, comments carry levels, the rest is text without its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TypeAlias

from ingest.inline import plain
from ingest.labels import Lines

Piece: TypeAlias = "tuple[str, int, str, int, Lines]"
"""(kind, first line, text, rank, lines); kind is summary, close, heading, level, text or code. The rank of a summary
counts from 0, that of a heading from 1."""

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
_LEVEL_MARK = re.compile(r"^\s*level\s*:\s*(\w+)\s*$")
_PARTS = re.compile(
    r"(?P<open><details\b[^<>]{0,400}>)|(?P<close></details\s*>)|"
    r"<summary\b[^<>]{0,400}>(?P<summary>.{0,2000}?)</summary\s*>|"
    r"<h(?P<rank>[1-6])\b[^<>]{0,400}>(?P<heading>.{0,2000}?)</h(?P=rank)\s*>|"
    r"<pre\b[^<>]{0,400}>(?P<pre>.*?)(?:</pre\s*>|\Z)|"
    r"(?P<hidden><(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z))",
    re.S | re.I,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<![A-Za-z][^<>]{0,2000}>|</?>")
_CELL_END = re.compile(r"</t[dh]\s*>[ \t]*(?=<t[dh]\b)", re.I)
_DEEPEST = 3


@dataclass(slots=True)
class DetailsDepth:
    """How many `<details>` are open: they go over many blocks of a note."""

    open: int = 0

    @property
    def rank(self) -> int:
        return min(max(self.open - 1, 0), _DEEPEST)


def read_html(body: Lines, details: DetailsDepth) -> Iterator[Piece]:
    """The pieces of one HTML block in order."""
    first = body[0][0]
    whole = "\n".join(text for _, text in body)
    for comment in _COMMENT.findall(whole) if "<!--" in whole else ():
        if mark := _LEVEL_MARK.match(comment):
            yield "level", first, mark[1], 0, ()
    if "<!--" in whole:
        whole = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), whole)
    at, number = 0, first
    for match in _PARTS.finditer(whole):
        yield from _text(whole[at : match.start()], number)
        number += whole.count("\n", at, match.start())
        at = match.start()
        yield from _part(match, number, details)
        number += whole.count("\n", at, match.end())
        at = match.end()
    yield from _text(whole[at:], number)


def _part(match: re.Match[str], number: int, details: DetailsDepth) -> Iterator[Piece]:
    if match["open"]:
        details.open += 1
    elif match["close"]:
        yield "close", number, "", details.rank, ()
        details.open = max(0, details.open - 1)
    elif match["summary"] is not None:
        if title := _words(match["summary"]):
            yield "summary", number, title, details.rank, ()
    elif match["heading"] is not None:
        if title := _words(match["heading"]):
            yield "heading", number, title, int(match["rank"]), ()
    elif match["pre"] is not None:
        lines = [unescape(_TAG.sub("", line)) for line in match["pre"].split("\n")]
        yield "code", number, "", 0, tuple((number + at, line) for at, line in enumerate(lines))


def _words(text: str) -> str:
    return plain(_TAG.sub("", " ".join(text.split())))


def _text(text: str, number: int) -> Iterator[Piece]:
    cells = _CELL_END.sub("：", text) if "<t" in text else text
    lines = tuple((number + at, _TAG.sub("", line).rstrip()) for at, line in enumerate(cells.split("\n")))
    if any(line.strip() for _, line in lines):
        yield "text", number, "", 0, lines
