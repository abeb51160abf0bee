"""Whether a question gives away what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interviewer.domain.text import fold

_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+", re.IGNORECASE)
_SMALL = frozenset(
    ["a", "an", "and", "are", "as", "at", "by", "for", "in", "is", "it", "its", "of", "on", "or", "the", "to"]
)
_LEAST_UNITS = 3
_SHARE = 0.6


def leaks(question: str, point: str, given: Iterable[str] = ()) -> bool:
    """Whether the question states the key point: its whole text, or most of what it says beyond `given`.

    `given` is what the candidate knows already: the headings, the first question, his own words. Compared by Latin
    words and by pairs of neighbouring hanzi, so a point that is said in another language is not seen.
    """
    known = units(" ".join(given))
    asked = units(question)
    new = units(point) - known
    if not new:
        return False
    if fold(point) in fold(question):
        return True
    return len(new) >= _LEAST_UNITS and len(new & asked) / len(new) >= _SHARE


def units(text: str) -> set[str]:
    """The words of a text, small English ones left out, and the pairs of neighbouring hanzi."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if word.isascii():
            found.add(word)
        else:
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return found - _SMALL
