"""Names that are not sent anywhere: initials in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
UNNAMED = "〇〇"
"""What stands for a name in Chinese characters, of which there are no initials."""


def initials(name: str) -> str:
    """`Ada Lovelace` -> `A. L.`; 〇〇 for a Chinese name."""
    return " ".join(f"{word[0].upper()}." for word in _WORD.findall(name)) if _LATIN.search(name) else UNNAMED


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with initials for each name, and for each of its words of three letters or more, whatever its case."""
    for name in sorted({each.strip() for each in names if each.strip()}, key=len, reverse=True):
        text = _replaced(text, name, initials(name))
        for word in _WORD.findall(name) if _LATIN.search(name) else ():
            if len(word) > 2:
                text = _replaced(text, word, f"{word[0].upper()}.")
    return text


def _replaced(text: str, name: str, by: str) -> str:
    edge = r"(?<![A-Za-z])", r"(?![A-Za-z])"
    pattern = f"{edge[0]}{re.escape(name)}{edge[1]}" if _LATIN.search(name) else re.escape(name)
    return re.sub(pattern, by, text, flags=re.IGNORECASE)
