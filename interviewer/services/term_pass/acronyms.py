"""Acronyms that were spelled out (`C N I`, `see an eye`), and those with one letter that only rhymes (`MBCC`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.services.term_pass.guesses import Guess, windows
from interviewer.services.topic_words import TopicWords

_NAMES = {
    "a": "ay",
    "b": "bee be",
    "c": "see sea cee",
    "d": "dee",
    "e": "ee",
    "f": "ef eff",
    "g": "gee",
    "h": "aitch",
    "i": "eye",
    "j": "jay",
    "k": "kay",
    "l": "el ell",
    "m": "em",
    "n": "en an and",
    "o": "oh owe",
    "p": "pee pea",
    "q": "queue cue",
    "r": "are",
    "s": "ess",
    "t": "tee tea",
    "u": "you",
    "v": "vee",
    "x": "ex",
    "y": "why",
    "z": "zee zed",
}
_LETTER = {name: letter for letter, names in _NAMES.items() for name in names.split()}
_ORDINARY = frozenset("a i be see sea an and are you why oh".split())
_RHYMES = ("bcdegptvz", "mn", "fsx", "ajkh", "iy", "qu")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{2,5}")
_LONGEST = 5


def guesses(text: str, topic: TopicWords) -> Iterator[Guess]:
    known = {each.casefold(): each for each in (*topic.names, *topic.latin) if _ACRONYM.fullmatch(each)}
    lower = {each.casefold(): each for each in topic.latin if 2 < len(each) <= _LONGEST and each.islower()}
    for row in windows(text, _LONGEST):
        start, end = row[0].start(), row[-1].end()
        if len(row) == 1:
            yield from _rhyming(row[0].group(), start, end, known, topic)
        elif spelled := _spelled([each.group() for each in row]):
            term = known.get(spelled) or lower.get(spelled)
            if term:
                yield Guess(start, end, term, 1.0)


def _spelled(words: list[str]) -> str:
    """The letters that the words are names of; "" where they are not, or may well be plain words."""
    folded = [word.casefold() for word in words]
    letters = [word if len(word) == 1 else _LETTER.get(word, "") for word in folded]
    if len(words) < 3 or not all(letters) or set(folded) <= _ORDINARY:
        return ""
    return "".join(letters)


def _rhyming(word: str, start: int, end: int, known: dict[str, str], topic: TopicWords) -> Iterator[Guess]:
    if not _ACRONYM.fullmatch(word) or word.casefold() in topic.words or word.casefold() in known:
        return
    near = [term for letters, term in known.items() if letters in topic.words and _rhyme(word.casefold(), letters)]
    if len(near) == 1:
        yield Guess(start, end, near[0], 0.9)


def _rhyme(heard: str, term: str) -> bool:
    """Whether they differ in one letter, and the two letters rhyme."""
    if len(heard) != len(term):
        return False
    pairs = [{a, b} for a, b in zip(heard, term, strict=True) if a != b]
    return len(pairs) == 1 and any(pairs[0] <= set(group) for group in _RHYMES)
