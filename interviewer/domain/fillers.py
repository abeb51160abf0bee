"""Fillers in a transcript: sounds and words that only gain time, told from the same words where they mean something.

Sounds (`嗯`, `um`) count wherever they stand. Words (`那个`, `然后`, `like`) count only by what stands around them: set
apart on both sides, beside another filler, or said twice. Doubtful cases are not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_MARK = r"，,。.！!？?、…—\-~；;：:\n"
_GAP = re.compile(rf"[\s{_MARK}]*")
_SOUNDS = {
    "zh": re.compile(
        r"[嗯呃唔呣]+|(?<![\u4e00-\u9fff])额+(?![外度定头数])|(?<![\u4e00-\u9fff])(?:诶|欸|哦|哎|(?<![^，。！？…])啊)+(?![\u4e00-\u9fff])"
        r"|(?<![A-Za-z])(?:[Uu]+[hm]+|[Ee]r+m*|[Hh]m+)(?![A-Za-z])"
    ),
    "en": re.compile(
        r"(?<![\w'’-])(?!(?-i:ER|EM)\b)(?:u+h+m*|u+m+|e+r+m*|h+m+|(?<!\d )m+h?m+|a+h+|e+h+)(?![\w'’-])", re.IGNORECASE
    ),
}
_WORDS = {
    "zh": (
        "就是说", "怎么说呢", "怎么说", "怎么讲呢", "那什么", "叫什么来着", "什么来着", "然后呢", "那个", "这个",
        "就是", "然后", "那么", "反正", "对吧", "是吧", "对不对", "是不是",
    ),
    "en": (
        "what's it called", "what do you call it", "how do i put it", "how should i put it", "how do i say",
        "how should i say", "let me think", "let me see", "you know", "you see", "i mean", "i guess", "sort of",
        "kind of", "like", "right",
    ),
}  # fmt: skip
_BEFORE_A_SOUND = frozenset({"那个", "这个", "就是", "就是说", "怎么说"})
"""These cannot end a clause: before a sound they fill too, whatever stands in front."""
_NOUNS = frozenset({"这个", "那个"})
_TAGS = frozenset({"对吧", "是吧"})
"""Asked at the end of a clause for nobody to answer: no gap in front is needed."""
_ALWAYS = frozenset(
    {"怎么说呢", "怎么讲呢", "叫什么来着", "what's it called", "what do you call it", "how do i put it"}
)
_HEDGES = frozenset({"sort of", "kind of"})
_NO_HEDGE_AFTER = frozenset(
    "a an the this that what which these those some any every each same other different one new another no".split()
)
_LIKE_AFTER = frozenset(
    "is it's was are were be been that's they're we're i'm and but so or just then it they we i you there".split()
)
_NEAR = 40
"""Characters that are looked at on each side of a word: all of a long text each time would take its square."""
_KNOWN_AFTER = frozenset(
    "the a an that this these those what how when where why if whether who which it him her them about exactly my your "
    "our their its nothing everything something".split()
)
_KNOWN_BEFORE = frozenset("do did does if as would will can could should that what when how let must may might".split())
_MEANT_BEFORE = frozenset("what do does did that not".split())
_MEANT_AFTER = frozenset("they we you it's he she there it if when".split())


@dataclass(frozen=True, slots=True)
class Filler:
    """`text[start:end]` of a transcript, as `word` in lower case."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that may be a filler, with whether it is cut off from what stands before and after."""

    word: str
    start: int
    end: int
    sound: bool
    apart_before: bool
    apart_after: bool


def fillers(text: str, language: str) -> tuple[Filler, ...]:
    """Those of a transcript in `zh` or `en`, in order."""
    found = _candidates(text, language)
    kept: list[Filler] = []
    after: _Found | None = None
    for at in range(len(found) - 1, -1, -1):
        each = found[at]
        before = found[at - 1] if at and _beside(text, found[at - 1], each) else None
        following = after if after is not None and _beside(text, each, after) else None
        doubled = any(other is not None and other.word == each.word for other in (before, _next(text, found, at)))
        if each.sound or doubled or _fills(text, language, each, before, following):
            kept.append(Filler(each.word, each.start, each.end))
            after = each
    return tuple(reversed(kept))


def _candidates(text: str, language: str) -> list[_Found]:
    sounds = [(match.start(), match.end(), True) for match in _SOUNDS[language].finditer(text)]
    taken = {at for start, end, _ in sounds for at in range(start, end)}
    words = [
        (match.start(), match.end(), False)
        for match in _word_pattern(language).finditer(text)
        if match.start() not in taken
    ]
    return [
        _Found(_plain(text[start:end]), start, end, sound, _apart_before(text, start), _apart_after(text, end))
        for start, end, sound in sorted(sounds + words)
    ]


def _word_pattern(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace("'", "['’]") for word in _WORDS[language])
    return re.compile(words if language == "zh" else rf"(?<![\w'’-])(?:{words})(?![\w'’-])", re.IGNORECASE)


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("’", "'").split())


def _next(text: str, found: list[_Found], at: int) -> _Found | None:
    return found[at + 1] if at + 1 < len(found) and _beside(text, found[at], found[at + 1]) else None


def _beside(text: str, one: _Found, other: _Found) -> bool:
    """Nothing but gaps between them."""
    between = _GAP.match(text, one.end)
    return between is not None and between.end() >= other.start >= one.end


def _apart_before(text: str, start: int) -> bool:
    """A mark, the start, or a space between hanzi: around Latin words spaces are typography."""
    if start == 0 or re.match(rf"[{_MARK}]", text[start - 1]):
        return True
    before = text[max(0, start - _NEAR) : start].rstrip()
    return not before or bool(re.match(rf"[{_MARK}]", before[-1])) or (_spaced(text, start - 1) and _hanzi(before[-1]))


def _apart_after(text: str, end: int) -> bool:
    if end == len(text) or re.match(rf"[{_MARK}]", text[end]):
        return True
    rest = text[end : end + _NEAR].lstrip()
    return not rest or bool(re.match(rf"[{_MARK}]", rest[0])) or (_spaced(text, end) and _hanzi(rest[0]))


def _spaced(text: str, at: int) -> bool:
    return text[at].isspace()


def _hanzi(char: str) -> bool:
    return bool(re.match(f"[{_CJK}]", char))


def _fills(text: str, language: str, each: _Found, before: _Found | None, following: _Found | None) -> bool:
    """Whether a word is a filler, by what stands around it; `following` is a filler beside it."""
    ends = each.apart_after or following is not None
    if each.word in _ALWAYS:
        return True
    if language == "zh":
        if each.word in _TAGS:
            return ends
        if following is not None and following.sound and each.word in _BEFORE_A_SOUND:
            return True
        if before is not None and each.word in _NOUNS and before.end == each.start and following is None:
            return each.apart_before  # `默认就是这个，`
        return ends and (each.apart_before or before is not None)
    if ends and (each.apart_before or before is not None):
        return True
    return _fills_in_english(each, _word_before(text, each.start), _word_after(text, each.end), ends)


def _fills_in_english(each: _Found, before: str, after: str, ends: bool) -> bool:
    """Without marks around it, as many recognisers write: by the words on both sides."""
    if each.word in _HEDGES:
        return ends and before not in _NO_HEDGE_AFTER
    if each.word == "like":
        return ends and before in _LIKE_AFTER
    if each.word == "you know":
        return bool(before) and before not in _KNOWN_BEFORE and bool(after) and after not in _KNOWN_AFTER
    if each.word == "i mean":
        return before not in _MEANT_BEFORE and after in _MEANT_AFTER
    return False


def _word_before(text: str, start: int) -> str:
    """The word in front within the clause, "" where there is none."""
    match = re.search(r"([\w'’-]+)\s+$", text[max(0, start - _NEAR) : start])
    return _plain(match[1]) if match else ""


def _word_after(text: str, end: int) -> str:
    match = re.match(r"\s+([\w'’-]+)", text[end:])
    return _plain(match[1]) if match else ""
