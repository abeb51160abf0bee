"""Repeated starts in a transcript: words that were said, broken off and said again (`we use, we use a queue`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from interviewer.domain.fillers import Filler

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['’._+/-][A-Za-z0-9]+)*|[\u3400-\u4dbf\u4e00-\u9fff]|[^\s]")
_HANZI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_SOFT = frozenset("，,…—-~：:；;")
"""Marks that a broken start may have inside; `、` lists, and lists may name a thing twice."""
_LONGEST, _NEAR = 6, 8
_PRONOUNS = frozenset("我你他它她")
_ANYWHERE = frozenset("这那就也还没很跟被把不")
"""Hanzi that are no half of a longer word and are not doubled for another meaning."""
_ADVERBS = frozenset("才又都只先再但")
"""These end no common word, so a gap between the two is enough."""
_AT_A_START = _ANYWHERE | _PRONOUNS | frozenset("在是会要有和用从到给让先再所因如但每")
_SMALL_WORDS = tuple(
    "我们 你们 他们 它们 她们 因为 所以 如果 但是 可以 需要 通过 "
    "比如 或者 还有 而且 应该 可能 就会 就要 会把 是把 当时".split()
)
_LEADS = ("的话", "的时候", "之后", "以后", "然后", "所以", "因为", "但是", "而且", "就是", "比如")
"""What comes after these starts anew, also without a mark."""
_ENDS_TRYING = frozenset("再看了吧着过")
_NUMBERS = frozenset("一二两三四五六七八九十几")
_MEANT_TWICE = frozenset(
    "one two three four five six seven eight nine ten zero oh double "
    "very that had really many much no yes so more bye ha please far long again out round now well knock".split()
)
_DETERMINERS = frozenset("the a an this that these those its their our your my each every some".split())
_FUNCTION = _DETERMINERS | frozenset(
    "i you he she it we they it's we're they're i'm that's there there's is are was were be to of in on at for from "
    "with by as and or but if when then so because will would can could should do does did have has not use".split()
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """`text[start:end]` was said again right after it."""

    start: int
    end: int


class _Gap(Enum):
    NONE = 0
    MARK = 1
    FILLER = 2


@dataclass(frozen=True, slots=True)
class _Token:
    """`gap` is what parts it from the word before: a mark, a filler, or white space at most.

    It `starts` after a mark or a filler, after a space between two hanzi, and at the beginning.
    """

    word: str
    start: int
    end: int
    gap: _Gap
    starts: bool


def repeats(text: str, language: str, filled: Sequence[Filler] = ()) -> tuple[Repeat, ...]:
    """Repeated starts, in order, across commas and the fillers given, never across the end of a sentence."""
    found: list[Repeat] = []
    for tokens in _sentences(text, filled):
        at = 0
        while at < len(tokens):
            size = _repeated(tokens, at, language)
            if size:
                found.append(Repeat(tokens[at].start, tokens[at + size - 1].end))
            at += size or 1
    return tuple(found)


def _sentences(text: str, filled: Sequence[Filler]) -> list[list[_Token]]:
    """The words of each sentence, without fillers and marks."""
    inside = {at for each in filled for at in range(each.start, each.end)}
    found: list[list[_Token]] = [[]]
    gap = _Gap.MARK
    for match in _TOKEN.finditer(text):
        word = match[0].lower().replace("’", "'")
        if match.start() in inside:
            gap = _Gap.FILLER
        elif word in _SOFT:
            gap = _Gap.FILLER if gap is _Gap.FILLER else _Gap.MARK
        elif not word[0].isalnum():
            found.append([])
            gap = _Gap.MARK
        else:
            starts = gap is not _Gap.NONE or _after_a_space(text, match.start())
            found[-1].append(_Token(word, match.start(), match.end(), gap, starts))
            gap = _Gap.NONE
    return found


def _after_a_space(text: str, start: int) -> bool:
    """One between two hanzi: around Latin words spaces are typography."""
    near = text[max(0, start - _NEAR) : start]
    before = near.rstrip()
    return 0 < len(before) < len(near) and bool(_HANZI.match(before[-1])) and bool(_HANZI.match(text[start]))


def _repeated(tokens: Sequence[_Token], at: int, language: str) -> int:
    """How many words from there on are said twice, 0 for none."""
    for size in range(min(_LONGEST, (len(tokens) - at) // 2), 0, -1):
        first, again = tokens[at : at + size], tokens[at + size : at + 2 * size]
        if [each.word for each in first] != [each.word for each in again]:
            continue
        after = tokens[at + 2 * size] if at + 2 * size < len(tokens) else None
        judge = _breaks_off_hanzi if _HANZI.match(first[0].word) else _breaks_off_latin
        if judge(tokens[max(0, at - 4) : at], first, again, after, language):
            return size
    return 0


def _breaks_off_hanzi(
    before: Sequence[_Token], first: Sequence[_Token], again: Sequence[_Token], after: _Token | None, _language: str
) -> bool:
    said = "".join(each.word for each in first)
    next_word = after.word if after is not None and after.gap is _Gap.NONE else ""
    starts = first[0].starts or "".join(each.word for each in before).endswith(_LEADS)
    if len(said) == 1:
        spaced = first[0].end < again[0].start
        return _breaks_off_single(said, before[-1].word if before else "", next_word, starts, spaced)
    if len(set(said)) == 1 or said[1] == "着" or said[-1] == "不" or (said[0] in _NUMBERS and len(said) == 2):
        return False  # `看看看看`, `跑着跑着`, `匹配不匹配不匹配都行`, `一个一个`
    tried = next_word in ("", "一") or next_word in _ENDS_TRYING
    if len(said) == 2 and again[0].gap is _Gap.NONE and not first[0].starts and tried:
        return False  # `讨论讨论再定`
    return starts or said in _SMALL_WORDS


def _breaks_off_single(said: str, word_before: str, next_word: str, starts: bool, spaced: bool) -> bool:
    """Of one hanzi: many are doubled for a meaning, or end one word and begin the next."""
    if said + next_word in ("是否", "是不", "被动", "不不") or word_before + said == "不不":
        return False
    if said in _PRONOUNS:
        # `问你你要答`: after a verb the first one is its object.
        return starts or word_before.isascii() or word_before == said
    return said in _ANYWHERE or (said in _AT_A_START and starts) or (said in _ADVERBS and (starts or spaced))


def _breaks_off_latin(
    _before: Sequence[_Token], first: Sequence[_Token], again: Sequence[_Token], _after: _Token | None, language: str
) -> bool:
    words = [each.word for each in first]
    if any(word.isdigit() for word in words) or all(word in _MEANT_TWICE for word in words):
        return False
    if all(len(word) == 1 for word in words) and words not in (["i"], ["a"]):
        return False  # spelled: `w w w`
    if first[0].starts or language == "zh":
        return first[0].starts  # `先说 NAT NAT 就是`: among hanzi a name ends one clause and begins the next
    if len(words) > 1:
        return words[0] in _FUNCTION - _DETERMINERS
    return again[0].gap is not _Gap.MARK if words[0] in _FUNCTION else again[0].gap is _Gap.NONE
