"""What single headings and their words say, by the general word lists in wordings/*.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from interviewer.domain.text import fold

_FOLDER = Path(__file__).parent / "wordings"
_NUMBER = (
    r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]",
    r"\d{1,2}(?:\.\d{1,2})*[.、)）](?:\s+|(?=\D))",
    r"\d{1,2}(?:\.\d{1,2})+\s+(?!(?:[和与及到至~-]|版|vs\b|and\b|to\b))",
    r"[一二三四五六七八九十]{1,3}[、.．]",
    r"第[一二三四五六七八九十\d]{1,3}[章节题]",
    r"Q\d{0,3}[.:：]",
    r"\d{4}-\d{2}-\d{2}\s+",
)
_NUMBERING = re.compile(rf"^\s*(?:{'|'.join(_NUMBER)})\s*", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|`")
_GLOSS = re.compile(r"(?<=.)\s*(?:（[^（）]*）|\([^()]*\))")
_REMEMBERED = 4096
"""Headings; the same ones are read for each question, rephrasing and hint."""
_TITLES_THAT_SAY_NOTHING = (
    "features",
    "components",
    "overview",
    "others",
    "mechanism",
    "process",
    "tradeoff",
    "trouble",
    "tuning",
    "practice",
    "availability",
    "security",
    "why",
    "example",
)
_DECORATION = re.compile(r"^[\s\u2022\u00b7\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+")


@cache
def wordings(language: str) -> dict[str, Any]:
    """The tables of wordings/<language>.toml, read once."""
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=_REMEMBERED)
def clean_step(step: str) -> str:
    """A heading without numbering, emphasis and closing colon."""
    text = " ".join(_EMPHASIS.sub("", step).split())
    text = _DECORATION.sub("", text) or text
    return _NUMBERING.sub("", text).rstrip(":： ") or text


def without_gloss(title: str) -> str:
    """`控制平面（Control Plane）` -> `控制平面`."""
    return _GLOSS.sub("", title).strip()


@lru_cache(maxsize=_REMEMBERED)
def is_question(title: str) -> bool:
    return any(re.search(wordings(each)["headings"]["asking"], title, re.IGNORECASE) for each in ("zh", "en"))


def is_area(name: str) -> bool:
    """Whether a heading names a field of work (`CICD`, `Network & System`) and not a thing one could ask about."""
    return fold(name) in _folded("categories") or bool(re.search(r"\s(?:&|and)\s", name))


def is_container(name: str) -> bool:
    return fold(name) in _folded("containers")


@lru_cache(maxsize=_REMEMBERED)
def kind_of_title(title: str) -> str | None:
    """What a title calls for that says nothing by itself (`特点`, `Components`, `Others`), else None."""
    return next((kind for kind in _TITLES_THAT_SAY_NOTHING if fold(title) in _folded(kind)), None)


@lru_cache(maxsize=_REMEMBERED)
def rest_before(title: str, group: str) -> str | None:
    """`Docker 简述` -> `Docker`: what comes before the word of the group that ends the title; None without one."""
    match = re.match(rf"(.*?)(?:的|\s+of)?\s*{_any_of(group)}$", title, re.IGNORECASE)
    return match[1].strip() if match else None


def rest_after(title: str, group: str) -> str | None:
    """`Features of Redis` -> `Redis`: what the word of the group that begins the title is about; None without one."""
    match = re.match(rf"{_any_of(group)}\s+(?:of|in|for|to|between)\s+(?:the\s+)?(.+)$", title, re.IGNORECASE)
    return match[1].strip() if match else None


@lru_cache(maxsize=_REMEMBERED)
def looks_like(title: str, group: str) -> bool:
    """Whether the title matches the pattern of the group in either language."""
    patterns = (wordings(each)["headings"][group] for each in ("zh", "en"))
    return any(re.search(pattern, title, re.IGNORECASE) for pattern in patterns)


def is_act(title: str) -> bool:
    """`配置主从`: something to do, and no compound such as `配置文件`."""
    verb = next((each for each in wordings("zh")["headings"]["acts"] if title.startswith(each)), "")
    rest = title[len(verb) :].strip()
    no_object = not rest or rest[0] in "的与和及、/,，（(" or re.search(wordings("zh")["headings"]["compounds"], rest)
    return bool(verb) and not no_object and len(rest) > 1


def gerunds(title: str) -> str:
    """`Set up TLS` and `Setting up TLS` -> `setting up TLS`; empty for what is nothing to do."""
    table: dict[str, str] = wordings("en")["headings"]["gerunds"]
    for verb, spoken in table.items():
        match = re.fullmatch(rf"(?:{verb}|{spoken})\s+(?!of\b|and\b|-)(\S.+)", title, re.IGNORECASE)
        if match:
            return f"{spoken} {match[1]}"
    return ""


@cache
def _any_of(group: str) -> str:
    terms = sorted((re.escape(term) for term in _terms(group)), key=len, reverse=True)
    return rf"(?:(?<![A-Za-z])(?:{'|'.join(terms)})(?![A-Za-z]))"


def _terms(group: str) -> list[str]:
    """A word list in both languages: Chinese notes have English headings."""
    return [*wordings("zh")["headings"][group], *wordings("en")["headings"][group]]


@cache
def _folded(group: str) -> frozenset[str]:
    return frozenset(map(fold, _terms(group)))
