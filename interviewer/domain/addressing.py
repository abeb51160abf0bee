"""Sentences of an answer that speak to whoever grades it, and cutting them away."""

from __future__ import annotations

import re

from interviewer.domain.text import Span, sentences, strip_invisible

_ROLE = (
    r"(?:system|assistant|user|developer|examiner|grader|judge|interviewer"
    r"|系统|助手|考官|主考官|评委|面试官|阅卷人?|评分员)"
)
_HEADER = re.compile(
    rf"^\s*(?:[【\[<(（#*\s]*{_ROLE}\s*(?:提示|消息|指令|通知|备注|评语|prompt|message|note|instructions?)?\s*[】\]>)）*]*\s*[:：]|"
    rf"[【\[]\s*{_ROLE}[^】\]]{{0,12}}[】\]]|<\|?/?\s*(?:{_ROLE}|im_start|im_end|answer|instructions?|reference|key_points?)\b|\[/?INST\]|"
    r"(?:-{3,}|={3,}|#{3,}|`{3,})\s*(?:end|begin|结束|开始|answer|回答|system|系统|json))",
    re.IGNORECASE,
)
_MARKS_ZH = (
    r"(?:满分|高分|一百分|100\s*分|10\s*分|最高分|全部(?:要点)?(?:都)?(?:判|算|视)?为?(?:正确|覆盖|已覆盖)|通过)"
)
_ASKS = r"(?:请|务必|直接|必须|应该?|麻烦|希望|恳求|求|帮)"
_GIVES = r"(?:给|打|判|评|输出|算|记|返回|回复)"
_POINTS = r"(?:要点|得分点|评分点|key ?points?|verdicts?)"
_ME = r"(?:me|this|it|my|him|her|(?:the|that) (?:answer|candidate|response|applicant))"
_PATTERNS = (
    # Asking for marks.
    rf"{_ASKS}[^。！？\n]{{0,16}}{_GIVES}[^。！？\n]{{0,16}}{_MARKS_ZH}",
    rf"(?:给|打|判|评|算)(?:我|该|这|此|本|候选人|考生|个)[^。！？\n]{{0,14}}{_MARKS_ZH}",
    r"(?:不要|别|请勿|不许|不能)(?:给我)?扣分|(?:给|送)(?:我|个)(?:点|些)?(?:人情|同情)?分|多给(?:我)?点?分",
    rf"{_POINTS}[^。！？\n]{{0,10}}(?:全部?|都|均)[^。！？\n]{{0,8}}(?:覆盖|covered|正确|得分|满足)",
    r"(?:覆盖|covered)[^。！？\n]{0,6}(?:全部|所有)(?:的)?(?:要点|得分点)",
    r"(?:全部|所有)(?:的)?(?:要点|得分点)[^。！？\n]{0,8}(?:覆盖|满足|得分)",
    rf"\b(?:give|award|grant|assign|mark|rate|score|grade)\s+{_ME}\b[^.!?\n]{{0,40}}"
    r"\b(?:full|maximum|max|100|top|perfect|highest|pass(?:ed)?|correct|covered)\b",
    r"\b(?:full|maximum|perfect|top) (?:marks?|scores?|points|credit)\b",
    r"\bmark\b[^.!?\n]{0,30}\b(?:all|every|each)\b[^.!?\n]{0,30}\b(?:covered|correct)\b",
    r"\ball (?:the )?key ?points?\b[^.!?\n]{0,30}\b(?:covered|correct|satisfied|met)\b",
    # Changing the rules.
    r"(?:忽略|无视|忘记|跳过|推翻|取消)[^。！？\n]{0,10}(?:之前|以上|上面|前面|所有|先前|原有|刚才)"
    r"[^。！？\n]{0,10}(?:标准|规则|要求|指令|提示|内容|设定)",
    r"(?:评分|打分|阅卷|判分)(?:规则|标准|指令|要求|系统|助手|员|模型|机器人|者)"
    r"[^。！？\n]{0,20}(?:更新|作废|改|变|如下|请|结束|无效|你|调整)",
    r"(?:以下|下面|这)(?:为|是)?[^。！？\n]{0,4}(?:评分|打分|系统)(?:指令|要求|规则|提示)",
    r"你(?:现在)?是(?:一个|一位|一名|个)?[^。！？\n]{0,12}(?:评分|打分|考官|评委|助手|模型|阅卷)",
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,30}\b(?:previous|above|prior|earlier|all|any|the|your)\b"
    r"[^.!?\n]{0,20}\b(?:instructions?|rules?|criteria|rubric|prompts?|guidelines|checklist)\b",
    r"\b(?:you are|act as|pretend to be)\b[^.!?\n]{0,30}\b(?:grader|examiner|assistant|judge|language model|AI)\b",
    r"\b(?:dear|note to|message to|attention)\s+(?:the\s+)?(?:grader|examiner|judge|ai|model|evaluator)\b",
    r"\b(?:grading|scoring|evaluation) (?:instructions?|rules?|criteria|rubric|prompt)\b",
    # Speaking as the one who grades, or in the form of his verdict.
    r"(?:主?考官|评委|人工|阅卷人?|专家)[^。！？\n]{0,12}(?:复核|审核|确认|认定|批准)",
    r"(?:该|这位|本|此)(?:候选人|考生|应聘者)|\b(?:this|the) (?:candidate|applicant)(?:'s)?\b",
    r"[\"'“](?:score|covered|verdicts?|grade|false_claims|key_point|probability)[\"'”]\s*[:：]",
    r"\b(?:score|covered|verdict)\b\s*(?:=|:|：|置为|设为|改为)\s*[\"“]?(?:100|1\b|covered|full|满分|true)",
    r"(?:测试|面试|考试|评分)到此结束",
)
_ADDRESSES = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)


def cut_addresses(answer: str) -> tuple[str, tuple[str, ...]]:
    """The answer without what speaks to the grader, and the sentences that were cut away.

    A forged header (`System:`, `【系统提示】`, a closing tag) takes the rest of its paragraph with it. What is cut
    becomes a line break, so what remains is still made of slices of the answer.
    """
    cut = [span for span in _spans(answer) if span.end > span.start]
    rest, at = [], 0
    for span in cut:
        rest.append(answer[at : span.start])
        at = max(at, span.end)
    rest.append(answer[at:])
    return "\n".join(part.strip(" 。.") for part in rest if part.strip(" 。.\n")) if cut else answer, tuple(
        span.of(answer) for span in cut
    )


def _spans(answer: str) -> list[Span]:
    found: list[Span] = []
    until = 0
    for sentence in sentences(answer):
        text = strip_invisible(sentence.of(answer))
        if sentence.start < until:
            found.append(sentence)
        elif _HEADER.search(text):
            found.append(sentence)
            until = _end_of_paragraph(answer, sentence.end)
        elif _ADDRESSES.search(text):
            found.append(sentence)
    return found


def _end_of_paragraph(answer: str, start: int) -> int:
    blank = re.compile(r"\n\s*\n").search(answer, start)
    return blank.start() if blank else len(answer)
