"""What became of key points after they were read: edits by the owner of the notes, and refinements by a model.

Both are kept apart from what was read from the file, which stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from interviewer.domain.usage import Usage

LONGEST_POINT = 500


class Weight(Enum):
    """How much a key point counts; a point that should not count at all is left out."""

    MINOR = 0.5
    NORMAL = 1.0
    IMPORTANT = 2.0

    @classmethod
    def nearest(cls, weight: float) -> Weight:
        return min(cls, key=lambda each: abs(each.value - weight))


@dataclass(frozen=True, slots=True)
class KeyPointEdit:
    """What the owner made of one key point.

    `text` is empty where the note's own words are kept. `merged` are the ids of points that it takes in, `part_of` is
    the id of the point that it was split from. `basis` is what the note said, a text for each point that it stands
    for, when the text was written; a point without a basis is one that the owner added.
    """

    point_id: str
    text: str = ""
    weight: float = Weight.NORMAL.value
    left_out: bool = False
    merged: tuple[str, ...] = ()
    part_of: str = ""
    basis: tuple[str, ...] = ()

    @property
    def changes_something(self) -> bool:
        return bool(self.text or self.merged or self.left_out or self.weight != Weight.NORMAL.value)


@dataclass(frozen=True, slots=True)
class RefinedPoint:
    """A key point as a model put it; `replaces` are the ids of the points read from the file that it stands for.

    `first` and `last` count the lines of the section's text from 0, so that they hold wherever the section stands.
    """

    id: str
    text: str
    first: int
    last: int
    replaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedPoint:
    """A key point that a model proposes, with the lines of the section's text that it takes it from, counted from 0."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model proposes for a section, before anything of it was checked."""

    points: tuple[ProposedPoint, ...]
    model: str
    prompt_version: str
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Refinement:
    """What a model made of the key points of one section with one content hash; `active` while it is used.

    `rejected` counts what it wrote that the lines it named do not bear out.
    """

    section_id: str
    content_hash: str
    points: tuple[RefinedPoint, ...]
    model: str
    prompt_version: str
    made_at: datetime
    rejected: int = 0
    active: bool = True
    usage: Usage | None = None
