"""What the interviewer asks."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.domain.notes import KeyPoint, Level
from interviewer.domain.usage import Usage


@dataclass(frozen=True, slots=True)
class Question:
    """A question on one section, with the checklist that was fixed before any answer was seen.

    `reference` is the section's text, shown as the reference answer; `writer` is `embedded` or a model's name, `usage`
    what asking a model for it took. `cut_from_reference`: the key points are the pieces of a model answer, and nobody
    checked that each is a fact to ask for.
    """

    text: str
    section_id: str
    path: str
    key_points: tuple[KeyPoint, ...]
    reference: str
    language: str
    level: Level = Level.MIDDLE
    writer: str = "embedded"
    usage: Usage | None = None
    cut_from_reference: bool = False

    @property
    def point_to_hint(self) -> KeyPoint:
        """What a hint before the answer is about: the heaviest point, the note's first of several."""
        return max(self.key_points, key=lambda point: point.weight)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A second question, after one key point that the answer missed, half said or contradicted."""

    text: str
    key_point: KeyPoint
    language: str
    writer: str = "embedded"
    usage: Usage | None = None
