"""Names of people in a text: finding them as they are written and spoken, and putting something else in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_HANZI = "\u3400-\u9fff"
_LETTER = rf"[^\W\d_{_HANZI}]"
_WORD = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*|[{_HANZI}]+")
_DOUBLE_SURNAMES = frozenset(
    (
        "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 夏侯 令狐 端木 轩辕 长孙 宇文 "
        "南宫 独孤 西门 百里 呼延 澹台 淳于 单于 申屠 太史 闻人 钟离 万俟 赫连"
    ).split()
)
_ALSO_WORDS = frozenset(
    (
        "art bill chance chase chip clay cliff dale dean drew earl faith field forest frank gene glen grace grant guy "
        "hazel heath hope hunter iris ivy jack joy june lane long mark max may merit miles page park pat ray reed rich "
        "rob rock rod rose ruby rusty sky stone sue summer trip van ward will young"
    ).split()
)
_TITLES = "先生|女士|小姐|老师|同学|工程师|工|总|经理|博士|教授|哥|姐"
_BEFORE = "[小老阿]"


def without_names(text: str, names: Iterable[str], stand_in: Callable[[str], str]) -> str:
    """The text with each of the names, whole or in the parts by which people are called, as `stand_in(name)`.

    A name without a word of two letters or hanzi, such as initials or a number, tells nobody and stays.
    """
    for name in sorted(set(names), key=len, reverse=True):
        if found := _pattern(name):
            text = found.sub(stand_in(name), text) if stand_in(name) else text
    return text


def hidden(text: str, names: Iterable[str]) -> str:
    """The text with initials for each of the names; for hanzi, whose readings are not known here, a 〇 each."""
    return without_names(text, names, lambda name: initials(name, lambda _: "〇"))


def initials(name: str, letter: Callable[[str], str]) -> str:
    """`A. L.` for Ada Lovelace, `Z. W.` for 张伟; `letter` gives the first letter of a hanzi's reading."""
    firsts = []
    for word in _WORD.findall(name):
        firsts += [letter(each) for each in word] if _is_hanzi(word) else [word[0]]
    return " ".join(f"{each.upper()}." for each in firsts if each)


def _pattern(name: str) -> re.Pattern[str] | None:
    words = [word for word in _WORD.findall(name) if len(word) > 1 or _is_hanzi(word)]
    ways = [way for word in words for way in (_hanzi_ways(word) if _is_hanzi(word) else [_latin(word)])]
    latin = [word for word in words if not _is_hanzi(word)]
    if len(latin) > 1:
        whole = r"[\s,.·-]+".join(map(re.escape, latin))
        back = r"[\s,.·-]+".join(map(re.escape, reversed(latin)))
        ways = [_bounded(f"(?i:{whole}|{back})"), *ways]
    return re.compile("|".join(ways)) if ways else None


def _latin(word: str) -> str:
    """The word in any case; a name that is a common word too (`will`) only as names are written."""
    if word.casefold() not in _ALSO_WORDS:
        return _bounded(f"(?i:{re.escape(word)})")
    forms = dict.fromkeys([word.capitalize(), word.upper()])
    return _bounded("|".join(map(re.escape, forms)))


def _bounded(way: str) -> str:
    return rf"(?<!{_LETTER})(?:{way})(?!{_LETTER})"


def _hanzi_ways(word: str) -> list[str]:
    """The whole name also with gaps in it, the given name alone where it has two hanzi, and the surname as it is used
    to call somebody."""
    if len(word) == 1:
        return []
    surname = word[:2] if len(word) > 2 and word[:2] in _DOUBLE_SURNAMES else word[:1]
    given = word[len(surname) :]
    ways = [r"[\s·]*".join(word), f"{surname}(?:{_TITLES})", f"{_BEFORE}{surname}"]
    return [*ways, given] if len(given) > 1 else ways


def _is_hanzi(word: str) -> bool:
    return "\u3400" <= word[0] <= "\u9fff"
