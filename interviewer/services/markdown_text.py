"""Putting someone's words into Markdown so that they stay words: no markup, no HTML, no formula."""

from __future__ import annotations

import re
from itertools import zip_longest

from interviewer.domain.text import strip_invisible

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~$#]")
_AT_START = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ANGLES = str.maketrans({"<": "&lt;", ">": "&gt;"})


def inline(text: str) -> str:
    """The text on one line, for a heading, a list item or a table cell."""
    return _escaped(" ".join(plain(text).split()))


def quoted(text: str) -> str:
    """The text as a block quote that keeps its lines and paragraphs; empty for a text without a word."""
    lines = [_escaped(" ".join(line.split())) for line in plain(text).strip().splitlines()]
    rows = []
    for line, after in zip_longest(lines, lines[1:]):
        # A backslash at the end of a line breaks it inside a paragraph.
        rows.append(f"> {line}\\" if line and after else f"> {line}".rstrip())
    return "\n".join(rows)


def plain(text: str) -> str:
    """The text without what no reader sees: control, direction and zero-width marks, halves of characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return strip_invisible(_CONTROL.sub("", whole.replace("\x85", "\n")))


def _escaped(line: str) -> str:
    """HTML becomes entities, which every renderer shows as they are; the rest gets a backslash."""
    line = _SPECIAL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line)).translate(_ANGLES)
    return _AT_START.sub(lambda match: f"\\{match[0]}" if not match[0].isdigit() else f"{match[0]}\\", line)
