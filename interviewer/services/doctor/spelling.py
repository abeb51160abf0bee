"""How far one spelling is from another, and which known words are near one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

SHORTEST = 5
_LONG = 9
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "able", "less", "wise")
_DERIVED = ("", "s", "es", "ed", "er", "ers", "or", "ors", "ing", "ion", "ions", "ive", "ation", "able", "al", "ment")
_SILENT = {"e": ("ed", "es", "ing", "ion", "ions", "ive", "ation", "able", "al", "or", "ors")}


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours from one to the other; `most` + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        row = [at]
        for to, target in enumerate(other, 1):
            cost = min(above[to] + 1, row[to - 1] + 1, above[to - 1] + (char != target))
            if at > 1 and to > 1 and char == other[to - 2] and one[at - 2] == target:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return min(above[-1], most + 1)


def slips_allowed(word: str) -> int:
    """How many slips a word of this length can carry and still be recognised: 0, 1 or 2."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < _LONG else 2


def bases(word: str) -> Iterator[str]:
    """The word and what it may be a form of: nodes -> node, caching -> cach, cache."""
    yield word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            yield base
            yield base + "e"
            if len(base) > 3 and base[-1] == base[-2]:
                yield base[:-1]
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"


def is_form_of(one: str, other: str) -> bool:
    """Whether two words are forms of one word, or differ in a number or in British spelling only."""
    if _letters(one) == _letters(other) or one.replace("s", "z") == other.replace("s", "z"):
        return True
    return bool({_letters(base) for base in bases(one)} & {_letters(base) for base in bases(other)}) or _derived(
        one, other
    )


def _derived(one: str, other: str) -> bool:
    """grader and graded, segment and segmenter, cooperate and cooperative; but not engine and enginer."""
    stems = {one[: len(one) - len(end)]: end for end in ("e", *_DERIVED) if one.endswith(end)}
    for end in ("e", *_DERIVED):
        mine = stems.get(other[: len(other) - len(end)]) if other.endswith(end) else None
        if mine is None or len(other) - len(end) < 3:
            continue
        if (mine in _DERIVED and end in _DERIVED) or end in _SILENT.get(mine, ()) or mine in _SILENT.get(end, ()):
            return True
    return False


def _letters(word: str) -> str:
    return "".join(char for char in word if not char.isdigit())


def is_other_letter(one: str, other: str) -> bool:
    """Whether two words differ by letters put in the place of others: often two words, as stick and stock are."""
    return len(one) == len(other) and sorted(one) != sorted(other)


class Neighbours:
    """Words by their first letters and length, so that a search looks at a few hundred and not at all."""

    def __init__(self, words: Iterable[str]) -> None:
        self._shelves: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST - 1:
                self._shelves[word[0], len(word)].append(word)

    def near(self, word: str) -> list[tuple[int, str]]:
        """(slips, known word), the nearest first. The first letter is right, or has changed places with the second."""
        most = slips_allowed(word)
        if not most:
            return []
        found = []
        for first in dict.fromkeys(word[:2]):
            for length in range(max(SHORTEST, len(word) - most), len(word) + most + 1):
                for known in self._shelves.get((first, length), ()):
                    slips = distance(word, known, most)
                    if 0 < slips <= most and (first == word[0] or known[1] == word[0]):
                        found.append((slips, known))
        return sorted(found)
