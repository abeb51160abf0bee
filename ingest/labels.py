"""Which lines of a note are the title of what stands below them, though they are no headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from ingest.inline import plain

Lines: TypeAlias = tuple[tuple[int, str], ...]
"""(1-based line number, text) of neighbouring lines."""

BOLD_ONLY = re.compile(r"^\s*(\*\*|__)(?P<text>[^*_]{1,300}?)\1\s*[:：]?\s*$")
_LONGEST_LABEL = 40
_BULLET = re.compile(r"^\s*[-*+]\s+(?P<text>\S.*)$")
_NUMBER = re.compile(r"^\s*\d{1,9}[.)]\s+(?P<text>\S.*)$")
_FENCE_LABEL = re.compile(r"^[-*+]\s+(?P<text>\S.*)$")
_ENDS_SENTENCE = re.compile(r"[。；;！!，,.]$|[:：].*\S$")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十\d]{1,3}[章节部篇][分]?[\s:：、]?)\s*\S"
)
_IN_PAGE = re.compile(
    r"^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[^\[\]]{0,300}\]\(<?#[^()]{0,300}(?:\([^()]{0,100}\)[^()]{0,300})?\)\s*$"
)
Group: TypeAlias = "tuple[tuple[int, str], list[tuple[int, str]]]"


def is_label(text: str) -> bool:
    """Whether a line can be the title of what stands below it: short, and not a sentence."""
    return len(text) <= _LONGEST_LABEL and not _ENDS_SENTENCE.search(text.rstrip(":："))


def bullet_text(line: str) -> str:
    """What stands behind a bullet, empty without one."""
    match = _BULLET.match(line.rstrip())
    return match["text"] if match else ""


def ordinal_title(line: str) -> str:
    """`一、特点` or `第二章 复制` on a line of its own, else empty."""
    line = line.strip()
    return plain(line) if len(line) <= _LONGEST_LABEL and _ORDINAL.match(line) and is_label(line) else ""


def fence_label(inner: Lines, at: int) -> str | None:
    """`- label` at the start of a block of a fence, above lines that are neither bullets nor indented."""
    match = _FENCE_LABEL.match(inner[at][1].rstrip())
    if not match or not is_label(match["text"]) or (at and inner[at - 1][1].strip()):
        return None
    below = next((inner[each][1] for each in range(at + 1, len(inner)) if inner[each][1].strip()), "")
    return plain(match["text"]) if below and not below[0].isspace() and not _BULLET.match(below) else None


def is_contents(written: Sequence[tuple[int, str]]) -> bool:
    """Whether a list only links to headings of its own page."""
    return len(written) > 1 and all(_IN_PAGE.match(text) for _, text in written)


def outline(
    written: Sequence[tuple[int, str]], *, ordered: bool, fits: Callable[[str], bool], fewest: int = 1
) -> list[Group]:
    """The items of a list with the lines below each, when every item fits as a title and has enough lines below it;
    nothing when the list is an ordinary one."""
    groups: list[Group] = []
    mark = _NUMBER if ordered else _BULLET
    for number, text in written:
        match = None if text[:1].isspace() else mark.match(text.rstrip())
        if match:
            groups.append(((number, plain(match["text"])), []))
        elif groups:
            groups[-1][1].append((number, text))
        else:
            return []
    if any(len(below) < fewest or not fits(head[1]) for head, below in groups):
        return []
    return groups


def filled(lines: Sequence[tuple[int, str]]) -> Lines:
    """The lines with blank ones where numbers are missing, so that paragraphs stay apart."""
    texts = dict(lines)
    return tuple((number, texts.get(number, "")) for number in range(lines[0][0], lines[-1][0] + 1))


def dedented(lines: Sequence[tuple[int, str]]) -> Lines:
    margin = min((len(text) - len(text.lstrip()) for _, text in lines if text.strip()), default=0)
    return tuple((number, text[margin:].rstrip()) for number, text in lines)
