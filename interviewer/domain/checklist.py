"""The key points of a section as they are graded: read from the note, refined by a model, edited by the owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interviewer.domain.edits import KeyPointEdit, RefinedPoint, Refinement
from interviewer.domain.notes import KeyPoint, Section, SectionStatus, SourceLines, is_thin
from interviewer.domain.text import fold

Edits = Sequence[KeyPointEdit]


@dataclass(frozen=True, slots=True)
class ChecklistPoint:
    """A key point as it is used, or left out.

    `says` is what the note, or the model that refined it, says now: a text for each point that it stands for, none
    where they are gone. `outdated`: that is no longer what it was when the owner wrote his own text.
    """

    point: KeyPoint
    says: tuple[str, ...] = ()
    edit: KeyPointEdit | None = None
    refined: bool = False
    outdated: bool = False

    @property
    def left_out(self) -> bool:
        return self.edit is not None and self.edit.left_out


def checklist(section: Section, edits: Edits = (), refinement: Refinement | None = None) -> list[ChecklistPoint]:
    """All points of a section as it was read, in the order of the note; the owner's own ones last.

    What the owner wrote stays when the point it was made from is gone; a weight waits for its point to come back.
    """
    fitting = refinement if refinement is not None and refinement.content_hash == section.content_hash else None
    base = _base(section, edits, fitting)
    awake = [edit for edit in edits if edit.text or (edit.part_of or edit.point_id) in base]
    reader = _Reader(awake, base, _known(section, fitting))
    rows = [row for point, refined in base.values() for row in reader.rows_at(point, refined)]
    return [*rows, *reader.rest()]


def with_edits(section: Section, edits: Edits, refinement: Refinement | None) -> Section:
    """The section with the points that an answer is graded against."""
    if not edits and refinement is None:
        return section
    points = tuple(row.point for row in checklist(section, edits, refinement) if not row.left_out)
    enough = section.status is SectionStatus.STUB and not is_thin([point.text for point in points])
    return replace(section, key_points=points, status=SectionStatus.TEXT if enough else section.status)


Base = dict[str, tuple[KeyPoint, bool]]
"""The points that edits apply to, by id and in the order of the note; with whether a model refined them."""


@dataclass(frozen=True, slots=True)
class _Reader:
    edits: Edits
    base: Base
    known: frozenset[str]

    def rows_at(self, point: KeyPoint, refined: bool) -> Iterator[ChecklistPoint]:
        """The point, unless another one took it in, and the parts that were split from it."""
        if all(point.id not in edit.merged for edit in self.edits):
            edit = next((edit for edit in self.edits if edit.point_id == point.id), None)
            yield self._row(edit, point, refined) if edit else ChecklistPoint(point, (point.text,), refined=refined)
        for edit in self.edits:
            if edit.part_of == point.id:
                yield self._row(edit, point, refined)

    def rest(self) -> list[ChecklistPoint]:
        """What the owner wrote that stands at no point of the note."""
        loose = (edit for edit in self.edits if (edit.part_of or edit.point_id) not in self.base)
        return [self._row(edit, None, False) for edit in loose]

    def _row(self, edit: KeyPointEdit, point: KeyPoint | None, refined: bool) -> ChecklistPoint:
        merged = (self.base[each][0] for each in edit.merged if each in self.base)
        stands_for = [each for each in (point, *merged) if each is not None]
        text = edit.text or "；".join(each.text for each in stands_for)
        source = _around(each.source for each in stands_for)
        return ChecklistPoint(
            point=KeyPoint(edit.point_id, text, source, edit.weight),
            says=tuple(each.text for each in stands_for),
            edit=edit,
            refined=refined and not edit.text,
            outdated=bool(edit.text) and any(fold(each) not in self.known for each in edit.basis),
        )


def _around(sources: Iterable[SourceLines | None]) -> SourceLines | None:
    """From the first line of all to the last one."""
    found = [source for source in sources if source is not None]
    if not found:
        return None
    return SourceLines(found[0].file, min(each.first_line for each in found), max(each.last_line for each in found))


def _known(section: Section, refinement: Refinement | None) -> frozenset[str]:
    """All that the note says now, also in the words of a refinement that is not used at the moment."""
    texts = [point.text for point in section.key_points]
    texts += [point.text for point in refinement.points] if refinement else []
    return frozenset(map(fold, texts))


def _base(section: Section, edits: Edits, refinement: Refinement | None) -> Base:
    read: Base = {point.id: (point, False) for point in section.key_points}
    if refinement is None or not refinement.active:
        return read
    refined = _undisturbed(refinement, edits)
    replaced = {each for point in refined for each in point.replaces}
    if not replaced <= read.keys():
        return read  # read by another parser since
    base: Base = {}
    for id, (point, _) in read.items():
        if id not in replaced:
            base[id] = (point, False)
        for each in refined:
            if each.replaces[0] == id:
                base[each.id] = (KeyPoint(each.id, each.text, _lines(section, each)), True)
    return base


def _undisturbed(refinement: Refinement, edits: Edits) -> list[RefinedPoint]:
    """The refined points without those that stand for a point which the owner edited as the note had it.

    With one of them go all that share a point with it: nothing may be said twice or half.
    """
    texts = {fold(point.text) for point in refinement.points}
    held: set[str] = set()
    for edit in edits:
        if edit.basis and not all(fold(each) in texts for each in edit.basis):
            held |= {edit.part_of or edit.point_id, *edit.merged}
    kept = list(refinement.points)
    while dropped := [point for point in kept if held & set(point.replaces)]:
        held.update(each for point in dropped for each in point.replaces)
        kept = [point for point in kept if point not in dropped]
    return kept


def _lines(section: Section, point: RefinedPoint) -> SourceLines | None:
    numbers = section.line_numbers
    if point.last >= len(numbers):
        return None
    return SourceLines(section.source.file, numbers[point.first], numbers[point.last])
