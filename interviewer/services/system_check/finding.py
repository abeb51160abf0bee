"""What was seen of one part of the installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain, strings, translate


class Health(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """`reason` names the sentences under `system.seen.<part>` and `system.do.<part>`, which `details` fill.

    An `error` says itself what happened and what to do.
    """

    part: str
    health: Health
    reason: str
    details: Mapping[str, object] = field(default_factory=dict)
    error: InterviewerError | None = None

    def name(self, language: str) -> str:
        return translate(f"system.part.{self.part}", language)

    def seen(self, language: str) -> str:
        if self.error is not None:
            return explain(self.error, language)
        return translate(f"system.seen.{self.part}.{self.reason}", language).format_map(self.details)

    def advice(self, language: str) -> str:
        """What to do; "" where there is nothing to be done, or the sentence before says it."""
        text = strings(language).get(f"system.do.{self.part}.{self.reason}", "")
        return "" if self.error is not None else text.format_map(self.details)

    def as_json(self, language: str) -> dict[str, str]:
        return {
            "part": self.part,
            "health": self.health.value,
            "reason": self.reason,
            "seen": self.seen(language),
            "advice": self.advice(language),
        }


def ok(part: str, reason: str = "ok", **details: object) -> Finding:
    return Finding(part, Health.OK, reason, details)


def warning(part: str, reason: str, **details: object) -> Finding:
    return Finding(part, Health.WARNING, reason, details)


def problem(part: str, reason: str, **details: object) -> Finding:
    return Finding(part, Health.PROBLEM, reason, details)


def failed(part: str, error: InterviewerError) -> Finding:
    return Finding(part, Health.PROBLEM, error.code, error=error)
