"""Hanzi that sound like a term of the topic and do not stand in it: 烧饼 for 哨兵, 夜缓存 for 页缓存."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from interviewer.adapters.pinyin import differing, nearly, same_sound, syllables
from interviewer.adapters.segmenting import segmenter
from interviewer.services.term_pass.guesses import HANZI, Guess
from interviewer.services.topic_words import LITTLE_WORDS, TopicWords, is_listed, word_count

_LONGEST = 8
_LONG, _RARE = 4, 50
_FAMILIAR = 1000
"""A word that is as common as this in Chinese is taken as it was heard."""


def guesses(text: str, topic: TopicWords) -> Iterator[Guess]:
    terms: dict[int, list[str]] = defaultdict(list)
    for term in topic.chinese:
        terms[len(term)].append(term)
    for run in HANZI.finditer(text):
        hanzi, read, words = run.group(), syllables(run.group()), _Words(run.group())
        for at in range(len(hanzi)):
            for size in range(2, min(_LONGEST, len(hanzi) - at) + 1):
                heard = hanzi[at : at + size]
                if not terms[size] or not words.may_hold(at, at + size) or not _may_be_slip(heard, topic):
                    continue
                if meant := _meant(heard, read[at : at + size], terms[size], words.weak_in(at, at + size)):
                    yield Guess(run.start() + at, run.start() + at + size, meant, 0.85 + 0.01 * size)


def _may_be_slip(heard: str, topic: TopicWords) -> bool:
    if heard in topic.text or is_listed(heard) or word_count(heard) >= _FAMILIAR:
        return False
    return len(heard) >= _LONG or not set(heard) & LITTLE_WORDS


def _meant(heard: str, read: tuple[str, ...], terms: list[str], weak: set[int]) -> str:
    """The term that sounds the same; one of four hanzi or more may differ a little in one that stood alone."""
    near = ""
    for term in terms:
        off = differing(heard, read, term)
        if not off and (len(heard) > 2 or same_sound(heard, term)):
            return term
        if len(heard) >= _LONG and len(off) == 1 and off[0] in weak and nearly(read[off[0]], syllables(term)[off[0]]):
            near = near or term
    return near


class _Words:
    """Where the words of a run are: a slip makes rare words and single hanzi of what was one word."""

    def __init__(self, run: str) -> None:
        self._edges, self._weak, at = {0, len(run)}, set[int](), 0
        for word in segmenter().cut(run, HMM=False):
            end = at + len(word)
            if len(word) == 1 or word_count(word) < _RARE:
                self._edges |= set(range(at, end + 1))
                self._weak |= set(range(at, end))
            else:
                self._edges |= {at, end}
            at = end
        self._run = run

    def weak_in(self, start: int, end: int) -> set[int]:
        return {at - start for at in self._weak if start <= at < end}

    def may_hold(self, start: int, end: int) -> bool:
        """A term begins and ends with words; a short one of ordinary words was heard right."""
        if not {start, end} <= self._edges:
            return False
        return end - start >= _LONG or bool(self.weak_in(start, end)) or word_count(self._run[start:end]) > 0
