"""What can be asked: sections by whose notes they are, in one language where a note has a twin, as a tree of topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.domain.notes import PATH_JOINER, Origin, Section, SectionStatus, is_under
from interviewer.domain.ports import NoteStore


@dataclass(frozen=True, slots=True)
class Topic:
    """A node of the tree. `sections` counts what can be asked at and below it, `stubs` what is too thin."""

    path: str
    title: str
    depth: int
    sections: int
    stubs: int


def sections_in(notes: NoteStore, origins: Sequence[Origin], language: str) -> list[Section]:
    """The sections with text of their own. Of notes that are translations of each other, those in the language."""
    sections = [each for each in notes.sections(origins) if each.status is not SectionStatus.GAP]
    twins = notes.twins()
    spoken: dict[str, set[str]] = {}
    for section in sections:
        if twin := twins.get(section.source.file):
            spoken.setdefault(twin, set()).add(section.language)
    return [
        section
        for section in sections
        if section.language == language or language not in spoken.get(twins.get(section.source.file, ""), set())
    ]


def askable(sections: Sequence[Section], topics: Sequence[str] = ()) -> list[Section]:
    """The sections under the topics, or all. A stub is asked only when it was chosen itself."""
    chosen = [each for each in sections if not topics or any(is_under(each.path, topic) for topic in topics)]
    return [each for each in chosen if each.key_points and (each.status is SectionStatus.TEXT or each.path in topics)]


def topic_tree(sections: Sequence[Section], depth: int = 3) -> list[Topic]:
    """The headings down to a depth, parents before children, in the order of the notes."""
    counts: dict[tuple[str, ...], list[int]] = {}
    for section in sections:
        for steps in (section.steps[: at + 1] for at in range(min(depth, len(section.steps)))):
            count = counts.setdefault(steps, [0, 0])
            count[section.status is SectionStatus.STUB] += 1
    ordered = sorted(counts, key=lambda steps: [list(counts).index(steps[: at + 1]) for at in range(len(steps))])
    return [Topic(PATH_JOINER.join(steps), steps[-1], len(steps) - 1, *counts[steps]) for steps in ordered]
