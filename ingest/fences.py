"""Which lines of a note lie in fences, and where a fence that was never closed must have ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

TEXT_FENCES = {"", "console", "text", "txt", "plain", "plaintext", "md", "markdown", "none"}
_FENCE = re.compile(r"^[\s>]{0,40}(?:(?:[-*+]|\d{1,9}[.)])\s{1,4}){0,4}(?P<mark>`{3,}(?=[^`]*$)|~{3,})\s*(?P<info>.*)$")
_HEADING = re.compile(r"^#{2,6}\s+\S")


@dataclass(slots=True)
class Fences:
    """`inside` says of each line whether it belongs to a fence (its marks too); `breaks` are the indexes of headings
    that end a fence whose closing mark is missing."""

    inside: list[bool]
    breaks: list[int]


def find_fences(lines: Sequence[str]) -> Fences:
    """A fence that holds a heading and then either another opening mark or the end of the note was not closed."""
    found = Fences([False] * len(lines), [])
    at = 0
    while at < len(lines):
        opening = _FENCE.match(lines[at]) if "```" in lines[at] or "~~~" in lines[at] else None
        if opening is None:
            at += 1
            continue
        end = _end(lines, at, opening)
        for each in range(at, min(end, len(lines))):
            found.inside[each] = True
        if end < len(lines) and _HEADING.match(lines[end]):
            found.breaks.append(end)
        at = end
    return found


def _end(lines: Sequence[str], start: int, opening: re.Match[str]) -> int:
    """The index behind the fence's last line."""
    mark = opening["mark"]
    heading: int | None = None
    shows_markdown = opening["info"].split(" ")[0].lower() in ("md", "markdown", "mdx")
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if heading is None and not shows_markdown and line[:2] == "##" and _HEADING.match(line):
            heading = at
        if mark[:3] not in line or not (match := _FENCE.match(line)) or match["mark"][0] != mark[0]:
            continue
        if len(match["mark"]) >= len(mark) and not match["info"].strip():
            return at + 1
        if heading is not None and match["info"].strip():
            return heading
    return heading if heading is not None else len(lines)
