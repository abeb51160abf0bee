"""Places where the writer stopped: a lead with nothing behind it, a name among explained ones, half a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.lines import BodyLine, Item, read_items
from interviewer.domain.notes import Section
from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.findings import Finding, FindingKind

_STOPS = re.compile(
    r"(?:[，、,（(]|——|因为|由于|例如|比如|譬如|以及|或者|并且|而且|但是|所以|如果|"
    r"(?<!;)(?:\s)(?:and|or|the|a|an|with|because|such as|for example|e\.g\.|but|if|of|to|by|than))\s*$"
)
_TO_DO = re.compile(
    r"(?:^|[\s（(【\[*#-])(TODO|TBD|FIXME|XXX)\b(?![-_.\w])|待补充|待完善|待续|未完待续|此处省略|有空再写"
)
_LONGEST_NAME = 16
_FEWEST_SIBLINGS = 4
_NAMED_SHARE = 0.6


def find_unfinished(document: Document) -> Iterator[Finding]:
    sections = document.note.sections
    for at, section in enumerate(sections):
        below = sections[at + 1] if at + 1 < len(sections) else None
        goes_on = below is not None and below.steps[: len(section.steps)] == section.steps
        rows = _rows(document, section)
        seen: set[int] = set()
        for line, reason, text in (*_leads(rows, goes_on), *_names(rows), *_stops(rows, goes_on), *_to_do(rows)):
            if line not in seen:
                seen.add(line)
                details = {"text": text[:80]}
                yield Finding(FindingKind.UNFINISHED, section.path, section.source.file, line, reason, details)


_Row = tuple[BodyLine, Item | None]


def _rows(document: Document, section: Section) -> list[_Row]:
    """The lines of a section with the item on each."""
    code = document.code
    body = []
    for number, text in zip(section.line_numbers, section.text.split("\n"), strict=False):
        inside = 0 < number <= len(code) and code[number - 1]
        body.append(BodyLine(number, text, inside))
    return list(zip(body, read_items(body), strict=True))


def _leads(rows: Sequence[_Row], goes_on: bool) -> Iterator[tuple[int, str, str]]:
    """Lines that end in a colon and announce nothing: the last ones, and items followed by their own successor."""
    written = [(line, item) for line, item in rows if line.text.strip()]
    for at, (line, item) in enumerate(written):
        if item is None or line.code or not item.opens:
            continue
        if at + 1 == len(written):
            if not goes_on:
                yield line.number, "empty_lead", item.text
        elif (below := written[at + 1][1]) is not None and below.opens and _follows(item, below):
            yield line.number, "empty_lead", item.text


def _follows(item: Item, below: Item) -> bool:
    """Whether the next line is the next item of the same numbered list."""
    return bool(item.ordinal) and below.ordinal == (item.ordinal or 0) + 1 and below.indent == item.indent


def _names(rows: Sequence[_Row]) -> Iterator[tuple[int, str, str]]:
    """Bare names in a list whose other items say `name: what it is`."""
    for group in _groups(rows):
        bare = [item for item in group if _is_bare(item)]
        named = [item for item in group if item.head and item.rest]
        whole = len(group) >= _FEWEST_SIBLINGS and len(named) + len(bare) == len(group)
        if whole and len(named) >= _NAMED_SHARE * len(group):
            yield from ((item.number, "bare_name", item.text) for item in bare)


def _is_bare(item: Item) -> bool:
    return len(item.text) <= _LONGEST_NAME and not re.search(r"[：:，,。；;=（(→\s]|->", item.text)


def _groups(rows: Sequence[_Row]) -> Iterator[list[Item]]:
    """Runs of neighbouring lines with the same mark and indentation."""
    group: list[Item] = []
    for line, item in rows:
        alike = item is not None and (
            not group or ((item.ordinal is None), item.indent) == ((group[0].ordinal is None), group[0].indent)
        )
        if item is None or line.code or not alike:
            yield group
            group = [item] if item is not None and not line.code else []
        else:
            group.append(item)
    yield group


def _stops(rows: Sequence[_Row], goes_on: bool) -> Iterator[tuple[int, str, str]]:
    """The last line of a paragraph that ends in the middle of a sentence."""
    for at, (line, item) in enumerate(rows):
        last = at + 1 == len(rows)
        ends = last or not rows[at + 1][0].text.strip()
        if item is None or line.code or not ends or (last and goes_on) or "|" in line.text:
            continue
        below = next((below for below, _ in rows[at + 1 :] if below.text.strip()), None)
        if below is not None and below.code:  # the sentence goes on in what the code shows
            continue
        if _STOPS.search(item.text) and len(item.text) > 3:
            yield line.number, "stops", item.text


def _to_do(rows: Sequence[_Row]) -> Iterator[tuple[int, str, str]]:
    for line, item in rows:
        if item is not None and not line.code and _TO_DO.search(item.text):
            yield line.number, "to_do", item.text
