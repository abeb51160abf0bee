"""Names of which a part was heard as hanzi: `宾log`, `deploy门特`, `音nodb`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.adapters.latin_sounds import letters_of, sounds_alike
from interviewer.adapters.pinyin import spelled
from interviewer.services.doctor.vocabulary import common_words
from interviewer.services.term_pass.guesses import Guess
from interviewer.services.topic_words import LITTLE_WORDS, TopicWords

_PIECE = re.compile(r"[A-Za-z0-9]+|[\u3400-\u9fff]+")
_MOST_HANZI = 4
_SHORTEST = 5
_CLOSE, _PLAIN, _EXACT = 0.82, 0.9, 1.0
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


def guesses(text: str, topic: TopicWords) -> Iterator[Guess]:
    terms = {letters_of(each): each for each in reversed((*topic.latin, *topic.names))}
    terms = {letters: each for letters, each in terms.items() if len(letters) >= _SHORTEST}
    pieces = list(_PIECE.finditer(text))
    for first, second in zip(pieces, pieces[1:], strict=False):
        if text[first.end() : second.start()] not in ("", " ") or first.group().isascii() == second.group().isascii():
            continue
        word = (first if first.group().isascii() else second).group().casefold()
        if len(word) > 1 and not word.isdigit():
            known = word in topic.words or word in terms
            needed = _EXACT if known else _PLAIN if word in common_words() else _CLOSE
            for start, end in _cuts(first, second):
                if needed == _EXACT or not set(text[start:end]) & LITTLE_WORDS:
                    yield from _nearest(text, start, end, terms, needed, len(word))


def _cuts(first: re.Match[str], second: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The Latin word with one to four of the hanzi beside it."""
    for size in range(1, _MOST_HANZI + 1):
        if first.group().isascii() and size <= len(second.group()):
            yield first.start(), second.start() + size
        elif not first.group().isascii() and size <= len(first.group()):
            yield first.end() - size, second.end()


def _nearest(text: str, start: int, end: int, terms: dict[str, str], needed: float, least: int) -> Iterator[Guess]:
    """A term that is at least two letters longer than the Latin word, so that the hanzi are part of it."""
    heard = "".join(map(_letters, (piece.group() for piece in _PIECE.finditer(text[start:end]))))
    if heard in terms:
        yield Guess(start, end, terms[heard], 1.0)
    elif needed < _EXACT:
        longer = ((sounds_alike(heard, each), term) for each, term in terms.items() if len(each) >= least + 2)
        likeness, term = max(longer, default=(0.0, ""))
        if likeness >= needed:
            yield Guess(start, end, term, likeness)


def _letters(piece: str) -> str:
    return piece.casefold() if piece.isascii() else spelled(piece.translate(_DIGITS))
