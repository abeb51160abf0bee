"""Notes, sections and key points: what an answer is graded against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

PATH_JOINER = " / "
_FEWEST_POINTS = 3
_FEWEST_WORDS = 10
_WORD = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]+")


class Level(StrEnum):
    JUNIOR = "junior"
    MIDDLE = "middle"
    SENIOR = "senior"


class SectionStatus(StrEnum):
    """`text` can be asked; a `stub` is too thin to grade; a `gap` has no text at all."""

    TEXT = "text"
    STUB = "stub"
    GAP = "gap"


class Origin(StrEnum):
    """Whose notes: the user's own, or the ones that ship with the product."""

    OWN = "own"
    SHIPPED = "shipped"


class Shape(StrEnum):
    """What a section's text looks like; the embedded question writer words its questions by it."""

    QUESTION = "question"
    FEATURES = "features"
    COMPONENTS = "components"
    STEPS = "steps"
    COMPARISON = "comparison"
    LIST = "list"
    MECHANISM = "mechanism"


@dataclass(frozen=True, slots=True)
class SourceLines:
    """A place in a note. Lines are 1-based and inclusive."""

    file: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One atomic fact of a section. Its id stays when the note is edited elsewhere."""

    id: str
    text: str
    source: SourceLines | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path with its text.

    `steps` are the headings from the outside in; `line_numbers` says where in the file each line of `text` stands.
    """

    id: str
    steps: tuple[str, ...]
    source: SourceLines
    text: str
    status: SectionStatus
    language: str
    content_hash: str
    level: Level = Level.MIDDLE
    shape: Shape = Shape.LIST
    key_points: tuple[KeyPoint, ...] = ()
    origin: Origin = Origin.OWN
    line_numbers: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        return PATH_JOINER.join(self.steps)

    @property
    def title(self) -> str:
        return self.steps[-1]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that stands in a note without an answer."""

    path: str
    text: str
    source: SourceLines


@dataclass(frozen=True, slots=True)
class Note:
    """One file with everything that was read from it. `file` is as the user gave it, and unique; `location` is its
    absolute path, empty for notes that ship with the product.

    `twin` names the same subject in another language: notes with equal twin keys are translations.
    """

    file: str
    content_hash: str
    sections: tuple[Section, ...]
    open_questions: tuple[OpenQuestion, ...] = ()
    origin: Origin = Origin.OWN
    title: str = ""
    twin: str = ""
    location: str = ""


class ChunkKind(StrEnum):
    """`line`: one line under its title; `lead`: the title with the start; `piece`: some of the text under its path,
    not made any more, because lines find as well."""

    PIECE = "piece"
    LINE = "line"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded for search; it knows its section."""

    id: str
    section_id: str
    kind: ChunkKind
    text: str


def is_thin(points: Sequence[str]) -> bool:
    """Whether the texts of a section's key points are too little to grade an answer by."""
    words = sum(len(_WORD.findall(text)) for text in points)
    return not points or (len(points) < _FEWEST_POINTS and words < _FEWEST_WORDS)


def is_under(path: str, topic: str) -> bool:
    """Whether a section's path is the topic or lies below it."""
    return path == topic or path.startswith(topic + PATH_JOINER)
