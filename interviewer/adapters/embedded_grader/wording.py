"""Whether two texts say the same in the same words: closer than any cosine, which sees no swap and no denial."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from interviewer.adapters.embedded_grader.contradictions import excluding, limits, negations, opposed
from interviewer.adapters.embedded_grader.units import stem
from interviewer.domain.text import strip_invisible

_TOKEN = re.compile(r"\d+(?:\.\d+)*|[a-z]+|[\u3400-\u4dbf\u4e00-\u9fff]")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_EMPTY_ZH = frozenset("的了是呢吧啊嘛吗呀嗯呃哦额就也都着过地得")
_EMPTY_EN = frozenset(
    "a an the is are was were be and so well um uh oh just really basically actually like you know".split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: its hanzi, words and numbers in their order without fillers and particles, and how
    often it denies and limits something.

    Hanzi one by one: where Chinese words end depends on what stands beside them.
    """

    tokens: tuple[str, ...]
    negations: int
    limits: int

    @property
    def size(self) -> int:
        """In hanzi; a word or a number is as much as two."""
        return sum(2 if token.isascii() else 1 for token in self.tokens)


@lru_cache(maxsize=8192)
def wording(text: str) -> Wording:
    found = _TOKEN.findall(unicodedata.normalize("NFKC", strip_invisible(text)).casefold())
    tokens = (stem(each) if each.isascii() else each for each in found if each not in _EMPTY_EN | _EMPTY_ZH)
    return Wording(tuple(tokens), negations(text), limits(text))


def likeness(one: str, other: str) -> float:
    """The share of their words that two texts have in common, 0..1, where one only says a few more than the other.

    0 as soon as a word stands in the place of another, the order differs, or one denies or limits more.
    """
    ours, theirs = wording(one), wording(other)
    if (ours.negations, ours.limits) != (theirs.negations, theirs.limits):
        return 0.0
    shorter, longer = sorted((ours.tokens, theirs.tokens), key=len)
    if not shorter or not _stands_in(shorter, longer):
        return 0.0
    return len(shorter) / len(longer)


def mended(before: str, after: str) -> bool:
    """Whether a key point that was edited still states what it stated: no other number, denial or opposite."""
    return (
        wording(before).negations == wording(after).negations
        and sorted(_NUMBER.findall(before)) == sorted(_NUMBER.findall(after))
        and not opposed(excluding(before), after)
    )


def _stands_in(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    rest = iter(longer)
    return all(token in rest for token in shorter)
