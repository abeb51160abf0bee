"""Sections and key points keep their ids when the note around them, or they themselves, are edited a little.

A parser knows one text only and makes ids from it: a heading that is mended, or a typo in a point, would give new ones,
and what hangs on the old ones (progress, weights, edits) would be lost. So what is stored is compared with what was
read, and ids go over to what is recognisably the same.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from ingest.numbering import unnumbered
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.text import fold

_ALIKE = 0.75
"""How much of two texts must be the same (0..1) for one to be the other, edited."""
_ALIKE_IN_PLACE = 0.5
"""The same between neighbours that stayed: what stands there is hardly another thing."""
_SHARED_POINTS = 0.5
_SHORTEST_BODY = 20
_MOST_COMPARED = 40_000
_COMPARED_CHARS = 2_000

Thing = TypeVar("Thing", Section, KeyPoint)
Pairs = dict[int, int]
"""Place in what was read -> place in what is stored."""


def with_kept_ids(stored: Sequence[Section], read: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of a file as they were read, with the ids that they are known by."""
    if not stored:
        return tuple(read)
    pairs = _same_sections(stored, read)
    sections = [
        replace(section, id=stored[pairs[at]].id, key_points=_kept_points(stored[pairs[at]].key_points, section))
        if at in pairs
        else section
        for at, section in enumerate(read)
    ]
    return tuple(_made_unique(sections, pairs))


def _kept_points(stored: Sequence[KeyPoint], section: Section) -> tuple[KeyPoint, ...]:
    read = section.key_points
    pairs = _same_points(stored, read)
    points = [replace(point, id=stored[pairs[at]].id) if at in pairs else point for at, point in enumerate(read)]
    return tuple(_made_unique(points, pairs))


def _same_sections(stored: Sequence[Section], read: Sequence[Section]) -> Pairs:
    """First those that did not change, then equal texts under other headings, then equal headings, then what is left
    and says much the same."""
    pairs: Pairs = {}
    _pair_equal(pairs, stored, read, lambda section: section.content_hash)
    _pair_equal(pairs, stored, read, _body, only_single=True)
    for twins in _grouped(stored, read, pairs, _heading):
        _pair_best(pairs, stored, read, twins, _likeness, 0.0)
    _pair_best(pairs, stored, read, _left(stored, read, pairs), _shared, _SHARED_POINTS)
    return pairs


def _same_points(stored: Sequence[KeyPoint], read: Sequence[KeyPoint]) -> Pairs:
    pairs: Pairs = {}
    _pair_equal(pairs, stored, read, lambda point: point.text)
    _pair_equal(pairs, stored, read, lambda point: fold(point.text))
    _pair_best(pairs, stored, read, _left(stored, read, pairs), _likeness, _ALIKE)
    stayed = dict(pairs)
    places = [
        (at, was) for at, was in _left(stored, read, pairs) if _neighbours(stayed, at, was, len(read), len(stored))
    ]
    _pair_best(pairs, stored, read, places, _likeness, _ALIKE_IN_PLACE)
    return pairs


def _neighbours(pairs: Pairs, at: int, was: int, read: int, stored: int) -> bool:
    """Whether the points above and below are the same as before, or the ends of both lists."""
    above = pairs.get(at - 1, -1) == was - 1 if at else was == 0
    below = pairs.get(at + 1, -1) == was + 1 if at + 1 < read else was + 1 == stored
    return above and below


def _pair_equal(
    pairs: Pairs,
    stored: Sequence[Thing],
    read: Sequence[Thing],
    key: Callable[[Thing], Hashable],
    *,
    only_single: bool = False,
) -> None:
    """Pair what has an equal key (None for no key), in order; or only where there is one on either side."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    coming: dict[Hashable, list[int]] = defaultdict(list)
    taken = set(pairs.values())
    for was, thing in enumerate(stored):
        if was not in taken:
            waiting[key(thing)].append(was)
    for at, thing in enumerate(read):
        if at not in pairs:
            coming[key(thing)].append(at)
    for name, places in coming.items():
        held = waiting.get(name, [])
        if name is not None and not (only_single and (len(held) != 1 or len(places) != 1)):
            pairs.update(zip(places, held, strict=False))


def _pair_best(
    pairs: Pairs,
    stored: Sequence[Thing],
    read: Sequence[Thing],
    candidates: Iterable[tuple[int, int]],
    likeness: Callable[[Thing, Thing], float],
    least: float,
) -> None:
    """Pair what is most alike first, as far as it is alike enough; equals in the order of the note."""
    scored = [(-likeness(stored[was], read[at]), at, was) for at, was in candidates]
    taken = set(pairs.values())
    for score, at, was in sorted(scored):
        if -score >= least and at not in pairs and was not in taken:
            pairs[at] = was
            taken.add(was)


def _left(stored: Sequence[Thing], read: Sequence[Thing], pairs: Pairs) -> list[tuple[int, int]]:
    """What could still be paired; nothing where that is too much to compare."""
    taken = set(pairs.values())
    olds = [was for was in range(len(stored)) if was not in taken]
    news = [at for at in range(len(read)) if at not in pairs]
    return [(at, was) for at in news for was in olds] if len(olds) * len(news) <= _MOST_COMPARED else []


def _grouped(
    stored: Sequence[Section], read: Sequence[Section], pairs: Pairs, key: Callable[[Section], Hashable]
) -> list[list[tuple[int, int]]]:
    """What could still be paired and has an equal key, a list for each key."""
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for was, section in enumerate(stored):
        if was not in taken:
            waiting[key(section)].append(was)
    groups: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for at, section in enumerate(read):
        if at not in pairs:
            groups[key(section)].extend((at, was) for was in waiting[key(section)])
    return list(groups.values())


def _heading(section: Section) -> tuple[str, ...]:
    return tuple(map(unnumbered, section.steps))


def _body(section: Section) -> str | None:
    """What a section says, whatever its heading; nothing where that is too little to know it by."""
    body = fold(section.text)
    return body if len(body) >= _SHORTEST_BODY else None


def _likeness(was: Section | KeyPoint, now: Section | KeyPoint) -> float:
    before, after = (fold(each.text[:_COMPARED_CHARS]) for each in (was, now))
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _shared(was: Section, now: Section) -> float:
    """How many of the points are the same; of a single one that is too little to tell."""
    before, after = ({fold(point.text) for point in section.key_points} for section in (was, now))
    common = len(before & after)
    return common / max(len(before), len(after)) if common > 1 else -1.0


def _made_unique(things: Sequence[Thing], kept: Pairs) -> list[Thing]:
    """New things whose id is that of a kept one get another: their text may be what the kept one's was at first."""
    taken = {things[at].id for at in kept}
    unique = []
    for at, thing in enumerate(things):
        number, free = 2, thing.id
        while at not in kept and free in taken:
            free = hashlib.sha256(f"{thing.id}\x1f{number}".encode()).hexdigest()[:16]
            number += 1
        taken.add(free)
        unique.append(thing if free == thing.id else replace(thing, id=free))
    return unique
