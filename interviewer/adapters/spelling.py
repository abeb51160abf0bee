"""Slips of the keyboard and of speech recognition, mended by the terms that an index really holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

_TERM = re.compile(r"[a-z][a-z0-9]*")
_SHORTEST = 4
_CLOSE = 0.8
_SOUNDS = (("ph", "f"), ("ck", "k"), ("x", "ks"), ("qu", "kw"), ("q", "k"), ("z", "s"), ("y", "i"))
_SOFT_C = re.compile(r"c(?=[eiy])")
_TWICE = re.compile(r"(.)\1")


class Spelling:
    """The Latin terms of an index, to be looked up by how they are written and roughly how they sound."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = {term for term in terms if len(term) >= _SHORTEST and _TERM.fullmatch(term)}
        self._by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for term in sorted(self._terms):
            sound = sound_of(term)
            self._by_start[sound[0]].append((sound, term))

    def mended(self, query: str) -> list[str]:
        """The terms that were probably meant by those of the query that the index does not hold, such as kubelet by
        "cube let"; a term that it holds is never doubted."""
        found = dict.fromkeys(self._nearest(each) for each in self._unknown(query.casefold()))
        return [term for term in found if term]

    def _unknown(self, query: str) -> Iterator[str]:
        words = [(match.group(), match.start(), match.end()) for match in _TERM.finditer(query)]
        for word, _, _ in words:
            if word not in self._terms:
                yield word
        for (first, _, end), (second, start, _) in zip(words, words[1:], strict=False):
            gap = query[end:start]
            neither = first not in self._terms and second not in self._terms
            if gap in (" ", "-", "_") and (neither or first + second in self._terms):
                yield first + second

    def _nearest(self, word: str) -> str:
        if word in self._terms:
            return word
        if len(word) < _SHORTEST:
            return ""
        sound = sound_of(word)
        # A word of four letters is one letter from too many others: it has to sound the same.
        best, nearest = (_CLOSE if len(word) > _SHORTEST else 0.99), ""
        matcher = SequenceMatcher(None, "", sound, autojunk=False)
        for other, term in self._by_start.get(sound[0], ()):
            if abs(len(other) - len(sound)) > 2:
                continue
            matcher.set_seq1(other)
            # The quick ratio is never less than the slow one.
            if matcher.quick_ratio() > best and (likeness := matcher.ratio()) > best:
                best, nearest = likeness, term
        return nearest


def sound_of(term: str) -> str:
    """A rough spelling by sound, the same for cube and kube; never empty for a term that is not."""
    sound = _SOFT_C.sub("s", term).replace("ch", "\x00")
    for written, heard in _SOUNDS:
        sound = sound.replace(written, heard)
    # What is heard as k stays apart from ch, which is put back at the end.
    sound = sound.replace("c", "k").replace("\x00", "ch")
    return _TWICE.sub(r"\1", sound)
