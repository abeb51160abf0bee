"""Editing the key points of a section: the file is not touched, and each change can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from interviewer.domain import editing
from interviewer.domain.checklist import ChecklistPoint, checklist, with_edits
from interviewer.domain.edits import LONGEST_POINT, KeyPointEdit, Refinement, Weight
from interviewer.domain.errors import KeyPointsChangedElsewhere, KeyPointUnusable, SectionNotFound
from interviewer.domain.notes import Section, SectionStatus
from interviewer.domain.ports import KeyPointStore, NoteStore

Edits = tuple[KeyPointEdit, ...]


@dataclass(frozen=True, slots=True)
class SectionPoints:
    """A section as it was read, what became of its key points, and the points that follow from that."""

    section: Section
    edits: Edits
    refinement: Refinement | None
    points: list[ChecklistPoint]

    @property
    def asked(self) -> list[ChecklistPoint]:
        """The points that an answer is graded against."""
        return [each for each in self.points if not each.left_out]

    @property
    def status(self) -> SectionStatus:
        """With the points that are used: the owner's own may be enough where the note says too little."""
        return with_edits(self.section, self.edits, self.refinement).status

    @property
    def outdated(self) -> bool:
        return any(each.outdated for each in self.points)


@dataclass(frozen=True, slots=True)
class Change:
    """All edits of a section before and after one of them was made."""

    section_id: str
    before: Edits
    after: Edits


class KeyPoints:
    """Every verb loads what is stored now, changes it and saves it.

    All raise SectionNotFound for a section that is gone, and KeyPointsChangedElsewhere when a point is, or when
    another window saved in between.
    """

    def __init__(self, notes: NoteStore, store: KeyPointStore) -> None:
        self._notes = notes
        self._store = store

    def of(self, section_id: str) -> SectionPoints:
        used = self._notes.section(section_id)
        read = self._notes.sections_as_read(used.source.file) if used else []
        section = next((each for each in read if each.id == section_id), None)
        if section is None:
            raise SectionNotFound(path=section_id)
        return self._of(section)

    def of_file(self, file: str) -> list[SectionPoints]:
        """Every section of a file; empty for a file that is not indexed."""
        touched = self._store.edited() | {section_id for section_id, _ in self._store.refined()}
        return [
            self._of(section) if section.id in touched else SectionPoints(section, (), None, checklist(section))
            for section in self._notes.sections_as_read(file)
        ]

    def rewrite(self, section_id: str, ids: Sequence[str], texts: Sequence[str]) -> Change:
        """Texts in the place of points: a rewording, a merge or a split. Raises KeyPointUnusable."""
        written = _usable(texts)
        return self._change(section_id, lambda edits, points: editing.rewrite(edits, points, ids, written))

    def add(self, section_id: str, texts: Sequence[str]) -> Change:
        """Points that the note does not have. Raises KeyPointUnusable."""
        written = _usable(texts)

        def add_all(edits: Edits, _points: Sequence[ChecklistPoint]) -> Edits:
            for text in written:
                edits = editing.add(edits, section_id, text)
            return edits

        return self._change(section_id, add_all)

    def weigh(self, section_id: str, id: str, weight: Weight) -> Change:
        return self._change(section_id, lambda edits, points: editing.weigh(edits, points, id, weight))

    def leave_out(self, section_id: str, id: str) -> Change:
        return self._change(section_id, lambda edits, points: editing.leave_out(edits, points, id))

    def put_back(self, section_id: str, id: str) -> Change:
        return self._change(section_id, lambda edits, points: editing.leave_out(edits, points, id, False))

    def take_from_note(self, section_id: str, id: str) -> Change:
        return self._change(section_id, lambda edits, points: editing.take_from_note(edits, points, id))

    def keep_own(self, section_id: str, id: str) -> Change:
        return self._change(section_id, lambda edits, points: editing.keep_own(edits, points, id))

    def reset(self, section_id: str, id: str | None = None) -> Change:
        """As the note has it: one point, or all of the section."""
        return self._change(section_id, lambda edits, _: () if id is None else editing.reset(edits, id))

    def undo(self, change: Change) -> None:
        """Take a change back, unless others came after it."""
        self._store.save_edits(change.section_id, change.before, seen=change.after)

    def use_refinement(self, section_id: str, active: bool) -> None:
        """Use what a model made of the section's points, or what the note says."""
        refinement = self.of(section_id).refinement
        if refinement is not None and refinement.active != active:
            self._store.save_refinement(replace(refinement, active=active))

    def _of(self, section: Section) -> SectionPoints:
        edits = self._store.edits(section.id)
        refinement = self._store.refinement(section.id, section.content_hash)
        return SectionPoints(section, edits, refinement, checklist(section, edits, refinement))

    def _change(self, section_id: str, edit: Callable[[Edits, Sequence[ChecklistPoint]], Edits]) -> Change:
        now = self.of(section_id)
        try:
            after = edit(now.edits, now.points)
        except KeyError as error:
            raise KeyPointsChangedElsewhere() from error
        self._store.save_edits(section_id, after, seen=now.edits)
        return Change(section_id, now.edits, after)


def _usable(texts: Sequence[str]) -> list[str]:
    """Each text on one line, blank ones left out. Raises KeyPointUnusable when none is left or one is too long."""
    written = [line for text in texts if (line := " ".join(text.split()))]
    if not written or any(len(text) > LONGEST_POINT for text in written):
        raise KeyPointUnusable(limit=LONGEST_POINT)
    return written
