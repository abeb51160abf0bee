"""The ways in which the owner of the notes edits key points. Each takes the checklist as he saw it and gives all edits
of the section as they are from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.domain.checklist import ChecklistPoint
from interviewer.domain.edits import KeyPointEdit, Weight
from interviewer.domain.ids import short_id
from interviewer.domain.text import fold

Rows = Sequence[ChecklistPoint]
Edits = tuple[KeyPointEdit, ...]


def rewrite(edits: Edits, rows: Rows, ids: Sequence[str], texts: Sequence[str]) -> Edits:
    """Put the texts in the place of the points: one for one is a rewording, fewer a merge, more a split.

    The first point in the order of the note keeps its id and remembers those of the others; a part has an id that is
    made from its point's and stays. Raises KeyError for a point that is not there.
    """
    taken = [row for row in rows if row.point.id in ids]
    if len(taken) != len(set(ids)):
        raise KeyError(ids)
    first, others = taken[0], taken[1:]
    kept = _edit_of(first)
    merged = dict.fromkeys([*kept.merged, *(id for row in others for id in (row.point.id, *_edit_of(row).merged))])
    basis = tuple(text for row in taken for text in row.says) if kept.basis or first.says else ()
    head = replace(kept, text=texts[0], merged=tuple(merged), basis=basis)
    if texts[0] == "；".join(head.basis) and not head.part_of and len(texts) == 1:
        head = replace(head, text="")
    gone = {row.point.id for row in others}
    left = [edit for edit in edits if edit.point_id not in gone]
    return _with(tuple(left), head, _parts(edits, head, texts[1:]))


def weigh(edits: Edits, rows: Rows, id: str, weight: Weight) -> Edits:
    """Raises KeyError for a point that is not there."""
    return _with(edits, replace(_edit_of(_row(rows, id)), weight=weight.value))


def leave_out(edits: Edits, rows: Rows, id: str, left_out: bool = True) -> Edits:
    """Do not ask for the point any more, or again. Raises KeyError for a point that is not there."""
    return _with(edits, replace(_edit_of(_row(rows, id)), left_out=left_out))


def add(edits: Edits, section_id: str, text: str) -> Edits:
    """A point that the note does not have."""
    return (*edits, KeyPointEdit(_free_id(edits, section_id, "added", fold(text)), text))


def reset(edits: Edits, id: str) -> Edits:
    """As the note has it: the point, what it took in, and what was split from it. A point that was added goes."""
    root = next((edit.part_of for edit in edits if edit.point_id == id and edit.part_of), id)
    return tuple(edit for edit in edits if root not in (edit.point_id, edit.part_of))


def take_from_note(edits: Edits, rows: Rows, id: str) -> Edits:
    """The note's words in the place of the owner's, with the weight that he gave the point."""
    row = _row(rows, id)
    old = _edit_of(row)
    if old.part_of or not row.says:
        return reset(edits, id)
    return _with(reset(edits, id), replace(old, text="", merged=(), basis=row.says[:1]))


def keep_own(edits: Edits, rows: Rows, id: str) -> Edits:
    """The owner's words, and those of the parts that were split off, although the note changed. A point that is gone
    from the note is from then on one that he added."""
    root = _root(_row(rows, id))
    for row in rows:
        if root == _root(row) and row.edit is not None:
            edits = _with(edits, replace(row.edit, basis=row.says))
    return edits


def _root(row: ChecklistPoint) -> str:
    return (row.edit and row.edit.part_of) or row.point.id


def _row(rows: Rows, id: str) -> ChecklistPoint:
    for row in rows:
        if row.point.id == id:
            return row
    raise KeyError(id)


def _edit_of(row: ChecklistPoint) -> KeyPointEdit:
    return row.edit or KeyPointEdit(row.point.id, basis=row.says)


def _with(edits: Edits, head: KeyPointEdit, parts: Sequence[KeyPointEdit] = ()) -> Edits:
    """The edits with one put in the place of its former self, and its new parts behind it."""
    new = [each for each in (head, *parts) if each.changes_something]
    at = next((at for at, edit in enumerate(edits) if edit.point_id == head.point_id), len(edits))
    return (*edits[:at], *new, *edits[at + 1 :])


def _parts(edits: Edits, head: KeyPointEdit, texts: Sequence[str]) -> list[KeyPointEdit]:
    """What is split from a part is a part of the same point; what is split from an added point is added too."""
    root = head.part_of or head.point_id
    parts: list[KeyPointEdit] = []
    for text in texts:
        id = _free_id((*edits, head, *parts), root, "part")
        parts.append(KeyPointEdit(id, text, head.weight, part_of=root if head.basis else "", basis=head.basis))
    return parts


def _free_id(edits: Edits, *made_from: str) -> str:
    """An id that no point of the section has, or had before it was taken in by another."""
    taken = {id for edit in edits for id in (edit.point_id, *edit.merged)}
    number = 2
    while (id := short_id(*made_from, str(number))) in taken:
        number += 1
    return id
