"""What of a model's proposal is taken over, and for which points of the note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.domain.edits import LONGEST_POINT, ProposedPoint, RefinedPoint
from interviewer.domain.grounding import borne_out, left_unsaid
from interviewer.domain.ids import short_id
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.probing import specific_terms
from interviewer.domain.text import fold

_PART = 0.3
"""Which share of a proposed point's terms a point of the note must have to be one that it stands for."""
_MOST_LOST = 0.4


@dataclass(frozen=True, slots=True)
class _Candidate:
    proposed: ProposedPoint
    replaces: tuple[str, ...]


def taken_over(section: Section, proposed: Sequence[ProposedPoint]) -> tuple[tuple[RefinedPoint, ...], int]:
    """The points that hold, and how many do not. `section` is as it was read.

    A point of the note is replaced only as a whole: where one that stands for it does not hold, or where together they
    leave out much of it, it stays, and all that stand for it go.
    """
    good: list[_Candidate] = []
    held: set[str] = set()
    seen: set[str] = set()
    rejected = 0
    for each in proposed:
        near = _near(section, each)
        replaces = _stood_for(each.text, near)
        if not replaces or not _holds(section, each, near):
            rejected += 1
            held.update(replaces)
        elif fold(each.text) not in seen:
            seen.add(fold(each.text))
            good.append(_Candidate(each, replaces))
    held |= _cut_short(section, good)
    kept = _whole(good, held)
    return _with_ids(section, kept), rejected


def _near(section: Section, proposed: ProposedPoint) -> list[KeyPoint]:
    """The points of the note on the lines that are named; none where there are no such lines."""
    numbers = section.line_numbers
    if not 0 <= proposed.first <= proposed.last < len(numbers):
        return []
    first, last = numbers[proposed.first], numbers[proposed.last]
    return [
        point
        for point in section.key_points
        if point.source is not None and point.source.first_line <= last and first <= point.source.last_line
    ]


def _stood_for(text: str, near: Sequence[KeyPoint]) -> tuple[str, ...]:
    """The ids of those that share enough with the text, else of the one that shares most."""
    own = specific_terms(text)
    shares = {point.id: len(own & specific_terms(point.text)) / max(1, len(own)) for point in near}
    enough = tuple(id for id, share in shares.items() if share >= _PART)
    return enough or tuple(sorted(shares, key=shares.__getitem__, reverse=True)[:1])


def _holds(section: Section, proposed: ProposedPoint, near: Sequence[KeyPoint]) -> bool:
    if not 0 < len(proposed.text) <= LONGEST_POINT:
        return False
    lines = "\n".join(section.text.split("\n")[proposed.first : proposed.last + 1])
    known = "\n".join([section.path, *(point.text for point in near)])
    return borne_out(proposed.text, lines, known)


def _cut_short(section: Section, good: Sequence[_Candidate]) -> set[str]:
    """The points of which too much would be lost."""
    said: dict[str, list[str]] = {}
    for each in good:
        for id in each.replaces:
            said.setdefault(id, [section.path]).append(each.proposed.text)
    points = (point for point in section.key_points if point.id in said)
    return {point.id for point in points if left_unsaid(point.text, "\n".join(said[point.id])) > _MOST_LOST}


def _whole(good: list[_Candidate], held: set[str]) -> list[_Candidate]:
    while gone := [each for each in good if held & set(each.replaces)]:
        held.update(id for each in gone for id in each.replaces)
        good = [each for each in good if each not in gone]
    return good


def _with_ids(section: Section, kept: Sequence[_Candidate]) -> tuple[RefinedPoint, ...]:
    """The first that stands for a point has its id; others have one that is made from it, and stays."""
    places = {point.id: at for at, point in enumerate(section.key_points)}
    taken: set[str] = set()
    points = []
    for each in sorted(kept, key=lambda each: (places[each.replaces[0]], each.proposed.first)):
        id = next((id for id in each.replaces if id not in taken), "")
        number = 1
        while not id or id in taken:
            id, number = short_id(each.replaces[0], "refined", str(number)), number + 1
        taken.add(id)
        points.append(RefinedPoint(id, each.proposed.text, each.proposed.first, each.proposed.last, each.replaces))
    return tuple(points)
