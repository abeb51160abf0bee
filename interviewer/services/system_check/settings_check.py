"""The settings: misspelt ones that were passed over, and ones that are not safe."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from interviewer.domain.addresses import is_loopback
from interviewer.services.system_check.finding import Finding, ok, problem, warning

_ALIKE = 0.86
"""How like a setting's name another name must be to be a slip of it; OPENAI_ORG_ID is not one of OPENAI_API_KEY."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`names` are all settings, `environment` the names that are set around the program, `keyed` the addresses that a
    key is sent to; `open_address` tells that others than this machine can connect."""

    names: frozenset[str]
    environment: Sequence[str]
    keyed: Iterable[str]
    open_address: bool
    has_login: bool
    logs_answers: bool


def check(around: Surroundings) -> list[Finding]:
    """One finding a trouble; one that all is well where there is none."""
    found = [*_slips(around)]
    if around.open_address and not around.has_login:
        found.append(problem("settings", "open_without_login"))
    found += [warning("settings", "key_in_clear", place=each) for each in around.keyed if _in_clear(each)]
    if around.logs_answers:
        found.append(warning("settings", "logs_answers"))
    used = sum(name in around.names for name in around.environment)
    return found or [ok("settings", count=used)]


def _slips(around: Surroundings) -> Iterable[Finding]:
    for name in around.environment:
        near = difflib.get_close_matches(name, sorted(around.names), n=1, cutoff=_ALIKE)
        if name not in around.names and near:
            yield warning("settings", "passed_over", name=name, near=near[0])


def _in_clear(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")
