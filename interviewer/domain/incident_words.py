"""The words by which the steps of handling an incident are told, from incident_words.toml."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path

_FILE = Path(__file__).with_name("incident_words.toml")
_STANDS_FOR = re.compile(r"<(\w+)_(zh|en)>")


class Step(StrEnum):
    """The steps in the order in which they are safe."""

    SYMPTOM = "symptom"
    CHECK = "check"
    CAUSE = "cause"
    FIX = "fix"
    RECHECK = "recheck"


def _read() -> dict[str, dict[str, list[str]]]:
    with _FILE.open("rb") as file:
        tables: dict[str, dict[str, list[str]]] = tomllib.load(file)
    tables["fix"]["zh"] = [*tables["relief"]["zh"], *tables["change"]["zh"]]
    tables["fix"]["en"] = [*tables["relief"]["en"], *tables["change"]["en"]]
    return tables


def _compiled(name: str) -> re.Pattern[str]:
    table = _TABLES[name]
    parts = [*table.get("zh", ()), *table.get("other", ())]
    if "en" in table:
        parts.append(_words("en", table["en"]))
    pattern = "|".join(parts)
    while _STANDS_FOR.search(pattern):
        pattern = _STANDS_FOR.sub(lambda match: _words(match[2], _TABLES[match[1]][match[2]]), pattern)
    return re.compile(pattern, re.IGNORECASE)


def _words(language: str, alternatives: list[str]) -> str:
    any_of = f"(?:{'|'.join(alternatives)})"
    return rf"\b{any_of}\b" if language == "en" else any_of


_TABLES = _read()
CUES = {step: _compiled(step.value) for step in Step}
"""What tells a step; which of them a clause is, and what it is not, is decided in incident.py."""

RELIEF, RISKY, SAFEGUARD = _compiled("relief"), _compiled("risky"), _compiled("safeguard")
CAREFUL, TROUBLE, OVER = _compiled("careful"), _compiled("trouble"), _compiled("over")
SEEKS, SPEAKER = _compiled("seeks"), _compiled("speaker")
NOT_DONE, NOT_KNOWN = _compiled("not_done"), _compiled("not_known")
