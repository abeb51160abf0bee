"""Words that say the same, because they mean or are spelled nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

_LIKE_FROM, _LIKE_TO = 0.42, 0.85
"""Cosines of two single words: below the first they say different things, above the second the same."""
_CONTAINED, _OVERLAPPING = 0.8, 0.5
_SHORTEST_LATIN, _SHORTEST_WITH_SLIP = 4, 5


def spelling_table(ours: Sequence[str], theirs: Sequence[str]) -> Any:
    """0, 0.5 or 0.8 for each of our words (rows) and each of theirs (columns).

    Only words that share a hanzi, or two letters at one end, are compared: no other pair can be alike.
    """
    table = np.zeros((len(ours), len(theirs)))
    places: dict[str, list[int]] = defaultdict(list)
    for column, word in enumerate(theirs):
        for key in _keys(word):
            places[key].append(column)
    for row, word in enumerate(ours):
        for column in {column for key in _keys(word) for column in places.get(key, ())}:
            table[row, column] = spelled_alike(word, theirs[column])
    return table


def word_likeness(ours: Sequence[str], theirs: Sequence[str], cosines: Any) -> Any:
    """How much each of our words (rows) says the same as each of theirs (columns), 0..0.9, by meaning or spelling."""
    soft = np.clip((cosines - _LIKE_FROM) / (_LIKE_TO - _LIKE_FROM), 0.0, 0.9)
    return np.maximum(soft, spelling_table(ours, theirs))


def _keys(word: str) -> Iterable[str]:
    if not word.isascii():
        return set(word)
    if len(word) < _SHORTEST_LATIN or word.isdigit():
        return ()
    return ("^" + word[:2], word[-2:] + "$")


def spelled_alike(ours: str, theirs: str) -> float:
    """0.8 for a word that contains the other or is it but for one letter, 0.5 for half of its hanzi, else 0.

    Short words and numbers are never alike, and Latin ones not with Chinese ones.
    """
    if ours.isascii() != theirs.isascii() or ours.isdigit() or theirs.isdigit():
        return 0.0
    short, long = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    if ours.isascii():
        alike = len(short) >= _SHORTEST_LATIN and (long.startswith(short) or _one_edit(short, long))
        return _CONTAINED if alike else 0.0
    if len(short) >= 2 and short in long:
        return _CONTAINED
    return _OVERLAPPING if len(short) >= 2 and len(set(short) & set(long)) * 2 >= len(long) else 0.0


def _one_edit(short: str, long: str) -> bool:
    """Whether at most one letter was left out, put in or changed."""
    if len(long) - len(short) > 1 or len(short) < _SHORTEST_WITH_SLIP:
        return False
    head = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[head:] == long[head + 1 :] or short[head + 1 :] == long[head + 1 :]
