"""The head of a note: YAML between `---` lines, or TOML between `+++` lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml

_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = re.compile(r"^(?P<name>[A-Za-z_][\w .-]{0,60}?)\s*[:=]\s*(?P<value>.*)$")
_CONTINUES = re.compile(r"^(?:\s+\S|-\s|#|[\]}])")
_MOST_LINES = 300
_MOST_CHARS = 20_000


def read_front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The plain values by lower-case name, and how many lines the head takes: ({}, 0) without one.

    A head that is not quite YAML (`title: MySQL: 主从`) is read pair by pair; a rule and prose at the top of a note
    is no head.
    """
    ends = _ENDS.get(lines[0].rstrip().removeprefix("\ufeff")) if lines else None
    if ends is None:
        return {}, 0
    last = next((at for at in range(1, min(len(lines), _MOST_LINES)) if lines[at].rstrip() in ends), None)
    if last is None:
        return {}, 0
    inner = list(lines[1:last])
    loaded = _load("\n".join(inner), toml=ends[0] == "+++")
    if loaded is None:
        loaded = _pairs(inner)
    return ({}, 0) if loaded is None else (_plain_values(loaded), last + 1)


def _load(text: str, *, toml: bool) -> dict[str, Any] | None:
    if len(text) > _MOST_CHARS:
        return None
    try:  # the base loader takes every value as text: no dates that cannot be, no merge keys that grow without end
        loaded = tomllib.loads(text) if toml else yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {} if loaded is None else loaded if isinstance(loaded, dict) else None


def _pairs(lines: Sequence[str]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for line in lines:
        if match := _PAIR.match(line):
            found[match["name"]] = match["value"].strip("\"' ")
        elif line.strip() and not _CONTINUES.match(line):
            return None
    return found or None


def _plain_values(loaded: dict[str, Any]) -> dict[str, str]:
    """Nested values are left out: nothing here needs them, and aliases can make them endless."""
    plain = {name: value for name, value in loaded.items() if isinstance(value, str | float | date) or _is_small(value)}
    return {str(name).lower(): str(value)[:1000] for name, value in plain.items()}


def _is_small(value: Any) -> bool:
    """Python refuses to write very long numbers down."""
    return isinstance(value, int) and abs(value) < 10**15
