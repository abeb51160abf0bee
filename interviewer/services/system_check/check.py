"""All parts, one after the other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from interviewer.domain.errors import InterviewerError
from interviewer.services.system_check.finding import Finding, Health, failed, problem

_log = logging.getLogger("interviewer.system")
_WORST_FIRST = (Health.PROBLEM, Health.WARNING, Health.OK)


@dataclass(frozen=True, slots=True)
class Report:
    findings: tuple[Finding, ...]

    @property
    def health(self) -> Health:
        """That of the worst part."""
        return min((each.health for each in self.findings), key=_WORST_FIRST.index, default=Health.OK)

    def of(self, health: Health) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.health is health)

    def as_json(self, language: str) -> dict[str, object]:
        return {"health": self.health.value, "parts": [each.as_json(language) for each in self.findings]}


class SystemCheck:
    """`parts` are looked at in their order, by name; each gives one finding or several."""

    def __init__(self, parts: Mapping[str, Callable[[], Finding | Sequence[Finding]]]) -> None:
        self._parts = parts

    def look(self) -> Report:
        """What goes wrong with a part is that part's finding, and the others are looked at all the same."""
        found: list[Finding] = []
        for name, look in self._parts.items():
            seen = _looked_at(name, look)
            found += [seen] if isinstance(seen, Finding) else seen
        return Report(tuple(found))


def _looked_at(name: str, look: Callable[[], Finding | Sequence[Finding]]) -> Finding | Sequence[Finding]:
    try:
        return look()
    except InterviewerError as error:
        return failed(name, error)
    except Exception as error:  # a broken package can raise anything, and is just what is looked for
        _log.exception("looking at %s failed", name)
        return problem(name, "broken", kind=type(error).__name__)
