"""Interface strings in Chinese and English, from locales/*.toml with the same keys."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from interviewer.domain.errors import InterviewerError

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent / "locales"


def translate(key: str, language: str, /, **values: object) -> str:
    """The string under a dotted key, with its {names} filled. Raises KeyError for a key that no file has."""
    text = strings(language)[key]
    return text.format(**values) if values else text


def explain(error: InterviewerError, language: str) -> str:
    """The sentence that says what happened and what to do."""
    details = dict(error.details)
    if "why" in details:
        details["why"] = translate(f"error.why.{details['why']}", language)
    if "reason" in details:
        details["reason"] = translate(f"fallback.{details['reason']}", language)
    if f"problem.{details.get('problem')}" in strings(language):
        details["problem"] = translate(f"problem.{details['problem']}", language).format_map(_Lenient(details))
    return translate(f"error.{error.code}", language).format_map(_Lenient(details))


@cache
def strings(language: str) -> dict[str, str]:
    """All strings of a language by dotted key; an unknown language is read as Chinese."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    with (_FOLDER / f"{chosen}.toml").open("rb") as file:
        return dict(_flatten(tomllib.load(file)))


def _flatten(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            pairs.extend(_flatten(value, f"{prefix}{name}."))
        else:
            pairs.append((prefix + name, str(value)))
    return pairs


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"
