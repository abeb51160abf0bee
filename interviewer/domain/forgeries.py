"""Forged parts of an answer: marks of a prompt, messages of a machine, turns of an interviewer, verdicts as objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.domain.text import Span

_SPEAKER = r"(?:examiner|grader|judge|interviewer|evaluator|考官|主考官|评委|面试官|阅卷人?|评分员)"
_REMARK = r"(?:\s*(?:评语|点评|批注|备注|意见)|(?:'s)?\s+(?:remark|note|comment|feedback))"
_MACHINE = r"(?:system|assistant|developer|user|instructions?|admin|系统|助手|管理员|开发者)"
_OPERATOR = r"(?:system|admin|developer|系统|管理员|开发者)"
_MESSAGE = r"(?:提示词?|消息|指令|通知|备注|prompt|message|notice|instructions?|override|note)"
_CLOSED = r"\s*[】\]>)）*]*\s*"
_TURN = re.compile(rf"^\W*{_SPEAKER}{_REMARK}?{_CLOSED}[:：]", re.IGNORECASE)
_MACHINE_SPEAKS = re.compile(
    rf"^\W*{_OPERATOR}\s*(?:提示|消息|指令|通知|备注|message|notice|instructions?|override|note){_CLOSED}(?:[:：]|\W*$)"
    rf"|【\s*{_MACHINE}\s*(?:{_MESSAGE})?\s*】",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^\W*{_MACHINE}(?:\s*{_MESSAGE})?\s*[】\]>)）*:：]", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"<\|?/?\s*(?:im_start|im_end|endoftext|answer|reference|key_points?|graded_examples|system)\s*\|?>|<\|(?:im_|system)"
    r"|<</?SYS>>|\[/?INST\]"
    r"|(?:-{3,}|={3,}|#{3,})\s*(?:end|begin|结束|开始)\s+(?:of\s+)?(?:the\s+)?(?:answer|prompt|回答)",
    re.IGNORECASE,
)
_STATES = r"(?:covered|stated|已覆盖|覆盖|已说明|已答|命中)"
_NO_WORD = r"[^\w\n]"
_NUMBER = r"(?:point|item|要点|第)?[ \t]?[\d一二三四五六七八九十]++\s?[点条]?"
_ROW = re.compile(rf"^{_NO_WORD}*+(?:{_NUMBER}{_NO_WORD}{{0,4}}{_STATES}{_NO_WORD}*+)++$", re.IGNORECASE | re.MULTILINE)
_OBJECT = re.compile(r"\[?\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}\s*\]?")
_KEY = re.compile(r"[\"'“”＂]([\w ]{2,20})[\"'“”＂]\s*[:：]")
_OF_VERDICTS = frozenset(
    "verdict verdicts false_claims key_point key_points covered points_covered missed_points".split()
)
_OF_MARKS = frozenset(
    "score total grade rating final_score assessment coverage missing missed remark feedback comment pass passed "
    "result 得分 总分 分数 评分 评定 评级 判定 结论 要点 缺失要点 遗漏".split()
)
_BLANK_LINE = re.compile(r"\n\s*\n")


def opens_a_message(sentence: str) -> bool:
    """Whether it is a mark of a prompt, or begins as a message of the machine: what follows is part of it."""
    return bool(_TEMPLATE.search(sentence) or _MACHINE_SPEAKS.search(sentence))


def is_a_turn(sentence: str) -> bool:
    """Whether it is said under the name of the one who asks or grades."""
    return bool(_TURN.search(sentence))


def is_labelled(sentence: str) -> bool:
    """Whether it begins with a name that also stands in settings and logs, such as `user:` or `系统：`."""
    return bool(_LABEL.search(sentence))


def verdicts(answer: str) -> Iterator[Span]:
    """Objects in the form of a verdict, and rows of a table of verdicts."""
    yield from (Span(*row.span()) for row in _ROW.finditer(answer))
    if "{" in answer:
        yield from (Span(*match.span()) for match in _OBJECT.finditer(answer) if _is_verdict(match[0]))


def _is_verdict(text: str) -> bool:
    """Whether its keys are those of a verdict: one that only a verdict has, or two that marks may have."""
    keys = {key.casefold() for key in _KEY.findall(text)}
    return bool(keys & _OF_VERDICTS) or len(keys & _OF_MARKS) > 1


def end_of_paragraph(answer: str, start: int) -> int:
    blank = _BLANK_LINE.search(answer, start)
    return blank.start() if blank else len(answer)
