"""Which sections can be told as an incident, and the symptom as somebody would report it, without the cause."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from interviewer.domain.incident_words import TROUBLE
from interviewer.domain.leaks import states
from interviewer.domain.notes import Section
from interviewer.domain.text import language_of

_FILE = Path(__file__).with_name("incident_symptoms.toml")
_ASKS_ZH = re.compile("怎么|怎样|如何|什么|为何|哪|谁|多少|吗|呢|几种|是否")
_HANDLED = re.compile(
    "排查|缩小|前几条命令|怎么(?:一步步)?查|处理|怎么办|恢复|定位|从哪(?:里|儿)?(?:开始)?查|怎么治|缓解|解决|原因|怀疑|消除|"
    "怎么判断|稳下来|进去|是谁的问题|"
    r"\b(?:what do you do|in what order|run first|bring .{3,30} back|investigate|track\w*|find (?:it|out|and)|fix|"
    r"where do you start|look\w*|check|suspect|recover|cope|debug|diagnose|troubleshoot|get back|calm|"
    r"tell (?:who|which|whether|what))\b",
    re.IGNORECASE,
)
_GOES_WRONG = re.compile(
    "故障|异常|一直|不动|不通|不见|起不来|退出|重启|崩|挂|宕|断|忽上忽下|积压|变慢|很慢|特别慢|越来越|突然|频繁|零星|排队|锁|"
    "掉|没有?数据|看不到|"
    r"\b(?:unknown|Pending|NotReady|CrashLoop\w*|Terminating|OOM|OOMKilled|[45]\d\d|rejected|read-only)\b|"
    r"\b(?:yellow|red|exceeded|hang\w*|keeps?|never|suddenly|lost|dropped|killed|deadlock|unhealthy|growing)\b|"
    r"\b(?:(?:be|not) reached|exit(?:s|ing)|restart\w*|reports?)\b",
    re.IGNORECASE,
)
_SUSPECTED = re.compile(r"，(?:你)?怀疑[^，]*|,? and you suspect .*", re.IGNORECASE)
"""What names the cause beside the symptom."""
_SEVERAL = re.compile(r"[,，、]|\s/\s|\bvs\b|[与和]|\band\b")
_TOLD = re.compile(
    r"^\s*(?:[-*]\s*)?(?:现象|症状|故障现象|symptoms?)\s*[:：]\s*(.{6,80})$", re.IGNORECASE | re.MULTILINE
)


def symptom_of(section: Section) -> str:
    """The symptom, without its end mark; empty for a section that is about no incident, or that none can be made of.

    It comes from a line of the text that names it, from what a heading tells before it asks, or from a general list of
    failures; one that states a key point is not used.
    """
    found = _from_text(section) or _from_question(section.title) or _from_list(section)
    stated = any(states(found, point.text, section.path) for point in section.key_points)
    return "" if stated else found


def _from_text(section: Section) -> str:
    match = _TOLD.search(section.text)
    return match[1].strip(" 。.") if match else ""


def _from_question(title: str) -> str:
    """What a heading tells before it asks how that is handled; the whole of one that only tells."""
    told, asked = _parted(title.strip())
    if not told or not (TROUBLE.search(told) or _GOES_WRONG.search(told)):
        return ""
    if not asked and _SEVERAL.search(told):
        return ""
    return _SUSPECTED.sub("", told) if not asked or _HANDLED.search(asked) else ""


def _parted(title: str) -> tuple[str, str]:
    """(what is told, what is asked)."""
    if language_of(title) == "en":
        told, mark, asked = title.rpartition(". ")
        return (told, asked) if mark and asked.endswith("?") and "?" not in told else ("", "")
    clauses = title.rstrip("？?").split("，")
    first = next((at for at, clause in enumerate(clauses) if _asks(clause)), len(clauses))
    if first == len(clauses) and len(title) < 6:
        return "", ""
    return "，".join(clauses[:first]), "，".join(clauses[first:])


def _asks(clause: str) -> bool:
    return bool(_ASKS_ZH.search(clause)) or clause.startswith("你")


def _from_list(section: Section) -> str:
    """The report of a failure that the heading names; none for a heading that names several."""
    if _SEVERAL.search(section.title) or section.title.endswith(("？", "?")):
        return ""
    language = "zh" if language_of(section.title) == "zh" or section.language == "zh" else "en"
    return next((report[language] for pattern, report in _reports() if pattern.search(section.title)), "")


@cache
def _reports() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    with _FILE.open("rb") as file:
        rows = tomllib.load(file)["report"]
    return [(re.compile(row["heading"], re.IGNORECASE), row) for row in rows]
