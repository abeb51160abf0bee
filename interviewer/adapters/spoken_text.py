"""Filling wordings, and choosing the first that gives nothing away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from zlib import crc32

from interviewer.adapters.heading_phrases import spaced
from interviewer.domain.notes import KeyPoint
from interviewer.domain.probing import leaks

_LONGEST_QUOTE = 60
"""Columns; a hanzi takes two."""


def filled(wording: str, language: str, **words: str) -> str:
    """The wording with its words in place; braces in the words stay what they are."""
    text = re.sub(r"\{(\w+)\}", lambda match: words[match[1]], wording)
    if language == "zh":
        return spaced(text)
    return text[:1].upper() + text[1:] if not re.match(r"[a-z]+[A-Z_-]|[a-z]+ -", text) else text


def led(lead: str, wording: str, language: str, **words: str) -> str:
    """The same after a lead; English sentences begin with a capital."""
    text = filled(lead + wording, language, **words)
    return text if language == "zh" else re.sub(r"(?:^|(?<=[.!?] ))[a-z]", lambda match: match[0].upper(), text)


def first_tight(texts: Sequence[str], key_points: Iterable[KeyPoint], allowed: str) -> str:
    """The first wording that gives none of the points away; the last one has no words of its own to do so."""
    points = tuple(key_points)
    return next((text for text in texts if gives_nothing(text, points, allowed)), texts[-1])


def gives_nothing(text: str, key_points: Iterable[KeyPoint], allowed: str) -> bool:
    """Whether no term of a point stands in the text that was not said or shown before (`allowed`)."""
    return not any(leaks(text, point, allowed) for point in key_points)


def rotated(texts: Sequence[str], by: int) -> list[str]:
    """The texts from number `by` on, and then those before it."""
    by %= len(texts)
    return [*texts[by:], *texts[:by]]


def seed_of(*parts: str) -> int:
    """A number that is the same for the same parts, on every machine."""
    return crc32("\n".join(parts).encode("utf-8", "replace"))


def clipped(quote: str, columns: int = _LONGEST_QUOTE) -> str:
    """The quote on one line, and cut where it would be too long to be read back; never inside a Latin word."""
    line = " ".join(quote.split())
    end = _fitting(line, columns)
    if end == len(line):
        return line
    cut = re.sub(r"[A-Za-z0-9][\w.-]*$", "", line[:end]) if re.match(r"\w\w", line[end - 1 : end + 1], re.ASCII) else ""
    return f"{(cut or line[:end]).rstrip(' ,，、;；')}…"


def _fitting(line: str, room: int) -> int:
    """How many characters fit."""
    for at, char in enumerate(line):
        room -= 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if room < 0:
            return at
    return len(line)
