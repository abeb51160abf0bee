"""What the doctor finds: where, what kind, why, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interviewer.i18n import translate


class FindingKind(StrEnum):
    GAP = "gap"
    STUB = "stub"
    OPEN_QUESTION = "open_question"
    UNFINISHED = "unfinished"
    MISSPELLING = "misspelling"
    CONTRADICTION = "contradiction"
    DUPLICATE = "duplicate"
    DEAD_LINK = "dead_link"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Finding:
    """`reason` names the sentences under `doctor.why` and `doctor.mend`, which `details` fill; `line` counts from 1."""

    kind: FindingKind
    path: str
    file: str
    line: int
    reason: str
    details: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Why it is reported."""
        return translate(f"doctor.why.{self.reason}", language).format_map(self._values(language))

    def suggestion(self, language: str) -> str:
        """What would mend it."""
        return translate(f"doctor.mend.{self.reason}", language).format_map(self._values(language))

    def as_json(self, language: str) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "path": self.path,
            "file": self.file,
            "line": self.line,
            "message": self.message(language),
            "suggestion": self.suggestion(language),
        }

    def _values(self, language: str) -> dict[str, object]:
        """The details; of one that is given per language (`{"zh": …, "en": …}`) the right one."""
        return {
            name: value.get(language, "") if isinstance(value, Mapping) else value
            for name, value in self.details.items()
        }
