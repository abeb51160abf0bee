"""Everything of a user in one file: what a file holds, and what came of putting it into a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Record: TypeAlias = tuple[str, dict[str, Any]]
"""What it is, such as "session" or "turn", and its values as plain JSON data."""


class Outcome(StrEnum):
    """What came of a record. `kept`: what was here is newer, was changed here, or was deleted here, and stayed so."""

    ADDED = "added"
    UPDATED = "updated"
    SAME = "same"
    KEPT = "kept"


@dataclass(slots=True)
class Merged:
    """How many records of each kind came to what, by kind in the order of the file."""

    counts: dict[str, Counter[Outcome]] = field(default_factory=dict)

    def count(self, kind: str, outcome: Outcome) -> None:
        self.counts.setdefault(kind, Counter())[outcome] += 1

    def total(self, outcome: Outcome) -> int:
        return sum(each[outcome] for each in self.counts.values())

    @property
    def changes(self) -> int:
        """How many records it changed in the database."""
        return self.total(Outcome.ADDED) + self.total(Outcome.UPDATED)

    def as_json(self) -> dict[str, dict[str, int]]:
        return {kind: {each.value: counted[each] for each in Outcome} for kind, counted in self.counts.items()}


@dataclass(frozen=True, slots=True)
class Exported:
    """How many records of each kind a file holds, and how many stored ones could not be read and are not in it."""

    counts: Mapping[str, int]
    unreadable: int = 0
