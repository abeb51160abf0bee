"""Facts that have grown old: things that were removed, words about "the newest version", checks of long ago."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.findings import Finding, FindingKind

_MONTHS_FRESH = 18
_DATE = re.compile(
    r"(?:^|[,，;；(（]\s*|\bon\s+)(20\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?日?(?=\s*$|[,，;；:：)）\s])"
)
_NUMBER = re.compile(r"(?<![\w.])v?(\d{1,4}(?:\.\d{1,3}){0,2})(?![\w%])")
_NEWEST = re.compile(
    r"(?:最新|目前|当前|现在)[^，。；,;]{0,12}?(?:版本?)[^，。；,;\d]{0,12}?v?(\d{1,4}(?:\.\d{1,3}){1,2})(?![\w%])|"
    r"\b(?:latest|current|newest)\b[^.,;]{0,12}?\b(?:version|release)\b[^,;\d]{0,16}?v?(\d{1,4}(?:\.\d{1,3}){1,2})(?![\w%])",
    re.I,
)
_SAYS_REMOVED = re.compile(
    r"移除|删除|移走|废除|淘汰|取消|不再|停止(?:支持|维护|更新|使用)|没有|下线|归档|取代|替代|替换|改为|改名|改成|换成|老版本|旧版|"
    r"remov|retired|no longer|gone\b|dropped|replaced|superseded|archived|end of life|\bEOL\b|legacy|without|\bno\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Removed:
    """A thing that is gone: how it is written, `near` what (same line or title; empty for anywhere), since when."""

    name: str
    pattern: re.Pattern[str]
    near: re.Pattern[str] | None
    since: str
    instead: dict[str, str]


@cache
def removed_things() -> tuple[Removed, ...]:
    text = (Path(__file__).parent / "removed.toml").read_text("utf-8")
    return tuple(
        Removed(
            each["name"],
            re.compile(each["pattern"], re.I),
            re.compile(each["near"], re.I) if each.get("near") else None,
            each["since"],
            {"zh": each["zh"], "en": each["en"]},
        )
        for each in tomllib.loads(text)["removed"]
    )


def find_stale(document: Document, today: date) -> Iterator[Finding]:
    yield from _removed(document)
    yield from _newest(document)
    yield from _checked(document, today)


def _removed(document: Document) -> Iterator[Finding]:
    """A thing that is gone, in a note that nowhere says so beside its name; "deprecated" is not yet gone."""
    for thing in removed_things():
        body = enumerate(document.lines[document.head :], document.head + 1)
        lines = [at for at, line in body if _names(document, at, line, thing)]
        if lines and not any(_tells(document, at, thing) for at in lines):
            details = {"name": thing.name, "since": thing.since, "instead": thing.instead}
            yield _finding(document, lines[0], "removed", details)


def _names(document: Document, at: int, line: str, thing: Removed) -> bool:
    if not thing.pattern.search(line):
        return False
    if thing.near is None or thing.near.search(line):
        return True
    section = document.section_at(at)
    return bool(section and thing.near.search(section.title))


def _tells(document: Document, at: int, thing: Removed) -> bool:
    """Whether the line or a neighbour says that the thing is gone, or since which version."""
    around = " ".join(document.lines[max(0, at - 2) : at + 1])
    versions = [version for version in re.findall(r"\d+(?:\.\d+)+", thing.since) if version in around]
    return bool(versions or _SAYS_REMOVED.search(around))


def _newest(document: Document) -> Iterator[Finding]:
    """`the newest version is 6.2` where the head of the note says that it is about 7."""
    told = [_as_numbers(match[1]) for match in _NUMBER.finditer(document.meta.get("version", ""))]
    if not told:
        return
    for at, line in enumerate(document.lines[document.head :], document.head + 1):
        for match in _NEWEST.finditer(line):
            said = match[1] or match[2]
            if all(_as_numbers(said)[:1] < each[:1] or _older(_as_numbers(said), each) for each in told):
                details = {"said": said, "version": document.meta["version"]}
                yield _finding(document, at, "old_version", details)


def _older(said: tuple[int, ...], told: tuple[int, ...]) -> bool:
    size = min(len(said), len(told))
    return said[:size] < told[:size]


def _as_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _checked(document: Document, today: date) -> Iterator[Finding]:
    if "checked" not in document.meta:
        return
    said = document.meta["checked"].strip()
    line = next((at for at, line in enumerate(document.lines, 1) if line.lower().startswith("checked")), 1)
    if said.lower() in ("no", "false", "never", "否", "没有", ""):
        yield _finding(document, line, "never_checked", {})
    elif (when := _last_date(said)) and _months_between(when, today) > _MONTHS_FRESH:
        yield _finding(document, line, "checked_long_ago", {"date": f"{when:%Y-%m}"})


def _last_date(text: str) -> date | None:
    found = []
    for year, month, day in _DATE.findall(text):
        try:
            found.append(date(int(year), int(month), int(day or 1)))
        except ValueError:
            continue
    return max(found, default=None)


def _months_between(then: date, now: date) -> int:
    return (now.year - then.year) * 12 + now.month - then.month


def _finding(document: Document, line: int, reason: str, details: Mapping[str, object]) -> Finding:
    return Finding(FindingKind.STALE, document.path_at(line), document.file, line, reason, details)
