"""Reading answers and notes as text: folding, clauses, sentences, language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_SENTENCE_END = re.compile(r"[。！？!?\n]+|(?<=[A-Za-z0-9)\u4e00-\u9fff])\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[，；：]+|[,;:]+(?=\s|$|[\u4e00-\u9fff])|——+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_LONGEST_CLAUSE = 48


@dataclass(frozen=True, slots=True)
class Span:
    """A slice `text[start:end]` of some text, without surrounding white space."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def strip_invisible(text: str) -> str:
    """The text without zero-width, direction and variation marks."""
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """The text as it is compared: width, case and white space do not matter."""
    return "".join(char for char, _ in folded_chars(text))


def folded_chars(text: str) -> Iterator[tuple[str, int]]:
    """Each folded character with the index in `text` that it came from."""
    for index, char in enumerate(text):
        if _INVISIBLE.match(char):
            continue
        for folded in unicodedata.normalize("NFKC", char).casefold():
            if not folded.isspace():
                yield folded, index


def language_of(text: str) -> str:
    """`zh` or `en`: a Chinese text full of English terms is still Chinese."""
    cjk = len(_CJK.findall(text))
    return "zh" if cjk * 3 >= len(_LATIN_WORD.findall(text)) and cjk else "en"


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, without their end marks."""
    return _split(text, 0, len(text), _SENTENCE_END)


def clauses(text: str) -> list[Span]:
    """The clauses of a text, in order.

    A spoken transcript without punctuation is cut at the spaces between hanzi (not at those around Latin words,
    which are only typography), and a clause that is still long in pieces of at most 48 characters, so that a window
    of two neighbours is never a whole long answer. The items of an enumeration (、) stay in one clause.
    """
    found: list[Span] = []
    for sentence in sentences(text):
        for clause in _split(text, sentence.start, sentence.end, _CLAUSE_END):
            found.extend(_pieces(text, clause))
    return found


def _split(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[Span]:
    spans, at = [], start
    for match in mark.finditer(text, start, end):
        spans.append(_trim(text, at, match.start()))
        at = match.end()
    spans.append(_trim(text, at, end))
    return [span for span in spans if span.end > span.start]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _pieces(text: str, clause: Span) -> Iterator[Span]:
    cjk = len(_CJK.findall(clause.of(text)))
    longest = _LONGEST_CLAUSE if cjk * 3 >= clause.end - clause.start else 4 * _LONGEST_CLAUSE
    start = clause.start
    while clause.end - start > longest:
        cut = start + longest
        space = text.rfind(" ", start + longest // 2, cut)
        cut = space if space > 0 else cut
        yield _trim(text, start, cut)
        start = cut
    yield _trim(text, start, clause.end)
