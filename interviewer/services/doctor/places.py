"""Where in a note each word stands, and which part of the notes it is at home in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.spelling import SHORTEST
from interviewer.services.doctor.vocabulary import common_words
from interviewer.services.doctor.words import Word, words_of

_FEWEST_AT_HOME = 3
_SHORTEST_IN_CODE = 7
_FLAG = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Place:
    """A word where it stands; `before` is the word before it, `home` the part of the notes it belongs to."""

    line: int
    word: Word
    before: str
    home: tuple[str, ...]
    english: bool = False


def places_of(document: Document) -> Iterator[Place]:
    for number, line in enumerate(document.lines[document.head :], document.head + 1):
        if not any("a" <= char <= "z" or "A" <= char <= "Z" for char in line):
            continue
        section = document.section_at(number)
        steps = section.steps if section else ()
        home = steps[:-1] if len(steps) > 1 else steps[:0]
        before = ""
        code = document.code[number - 1]
        english = section is not None and section.language == "en"
        for word in words_of(_FLAG.sub(" ", line) if code else line):
            if not code or "_" in word.written or len(word.written) >= _SHORTEST_IN_CODE:
                yield Place(number, word, before, home, english)
            before = word.folded


@dataclass(frozen=True, slots=True)
class Home:
    """The words of a part of the notes, and the terms that are used there again and again."""

    counts: Counter[str]
    settled: list[str]


def homes_of(places: Sequence[Place]) -> dict[tuple[str, ...], Home]:
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for place in places:
        found[place.home][place.word.folded] += 1
    return {home: Home(counts, [*filter(is_name, _often(counts))]) for home, counts in found.items()}


def _often(counts: Counter[str]) -> Iterator[str]:
    return (word for word, count in counts.items() if count >= _FEWEST_AT_HOME)


def is_name(word: str) -> bool:
    return len(word) >= SHORTEST and "_" not in word and word not in common_words()
