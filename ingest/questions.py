"""Question and answer pairs as people write them: `Q: / A:`, `问：/答：`, `**Q1.** ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.inline import plain

_LEAD = r"^\s*(?:>\s*)*(?:[-*+]\s+|\d{1,3}[.)、]\s+)?"
_ASKS = re.compile(
    rf"{_LEAD}(?P<bold>\*\*|__)?(?:【|\[)?(?:Q(?:uestion)?|问题?|面试题|题目?|提问)\s?(?P<number>\d{{0,4}})\s?"
    r"(?:[】\]]\s?[.:：、]?|[.:：、．])\s?(?:\*\*|__)?\s*(?P<text>\S.*)$",
    re.I,
)
_ANSWERS = re.compile(
    rf"{_LEAD}(?:\*\*|__)?(?:【|\[)?(?:(?:A(?:nswer|ns)?|答案?|参考答案|回答|解答)\s?\d{{0,4}}\s?(?:[】\]]\s?[.:：、]?|[:：])|A\d{{1,4}}[.、])"
    r"\s?(?:\*\*|__)?\s*",
    re.I,
)
_ANSWER_TITLE = re.compile(r"^(?:A|answers?|答案?|参考答案|回答|解答|参考回答)\s?\d{0,4}\s?[:：.]?$", re.I)
_ENDS_ASKING = re.compile(r"[?？]\s*(?:[(（][^()（）]{0,40}[)）])?\s*$")
_ASKING_WORDS = re.compile(
    r"为什么|为何|怎么|怎样|如何|哪些|哪种|哪个|什么|多少|是否|有何|吗$|呢$|谈谈|说说|讲讲|介绍|简述|解释|描述|"
    r"^(?:what|why|how|when|which|who|where|explain|describe|tell|is|are|does|do|can|should|would)\b",
    re.I,
)
_HEADING_MARK = re.compile(
    r"^(?:【|\[)?(?:Q|Question|问题?|面试题)\s?\d{0,4}\s?(?:[】\]]\s?[.:：、]?|[.:：、．])\s*(?=\S)", re.I
)
_LOOK_AHEAD = 4


def question_on(lines: Sequence[str], at: int) -> str | None:
    """The question that a line asks by its mark, or None. `lines` is the whole note: an answer's mark below decides
    where the line alone could be something else, such as `Q1: 收入增长`."""
    match = _ASKS.match(lines[at][:2000]) if _may_ask(lines[at]) else None
    if match is None:
        return None
    text = plain(match["text"].strip().rstrip("*_").strip() if match["bold"] else match["text"])
    if not re.search(r"\w", text):
        return None
    if asks(text) or (match["bold"] and match["number"]) or _answered_below(lines, at):
        return text
    return None


def _may_ask(line: str) -> bool:
    return any(mark in line for mark in "QqⅠ问题")


def _answered_below(lines: Sequence[str], at: int) -> bool:
    below = [line for line in lines[at + 1 : at + 12] if line.strip()][:_LOOK_AHEAD]
    for line in below:
        if _ANSWERS.match(line):
            return True
        if line.lstrip().startswith("#") or (_may_ask(line) and _ASKS.match(line[:2000])):
            return False
    return False


def without_answer_mark(line: str) -> str | None:
    """What stands behind `A:` or `答：` on a line; None without such a mark."""
    match = _ANSWERS.match(line)
    return line[match.end() :] if match else None


def is_answer_title(text: str) -> bool:
    return bool(_ANSWER_TITLE.match(text))


def asks(text: str) -> bool:
    """Whether a text asks, by its end or by its words."""
    return bool(_ENDS_ASKING.search(text) or _ASKING_WORDS.search(text))


def ends_asking(text: str) -> bool:
    return bool(_ENDS_ASKING.search(text))


def without_question_mark(title: str) -> str:
    """A heading without its `Q1:`: the question itself is the title."""
    return _HEADING_MARK.sub("", title)
