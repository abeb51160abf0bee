"""The key points of a question, prepared once for comparing answers with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.contradictions import denials, excluding, negations
from interviewer.adapters.embedded_grader.spelling import word_likeness
from interviewer.adapters.embedded_grader.units import Unit, grams, read
from interviewer.domain.ports import Embedder
from interviewer.domain.text import language_of

_HEAD_END = re.compile(r"[：:，,（(]| - ")
_LONGEST_HEAD = 16


@dataclass(frozen=True, slots=True)
class Point:
    """One key point: its distinct units with weights (1 for what only this point says, less for what others or the
    question say too), the concepts it is about, and its vector."""

    text: str
    units: tuple[Unit, ...]
    weights: Any
    heads: frozenset[str]
    rows: slice
    """The places of its units among all units of the checklist."""
    likeness: Any
    """How much each of its units says the same as each unit of the checklist, 0..1."""
    negations: int
    opposites: tuple[tuple[str, str], ...]
    """Pairs (word of the point, word that excludes it)."""
    vector: Any
    denied: Any
    """The vectors of its opposites, a row each; without rows where it has none."""
    grams: frozenset[str]
    language: str

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(unit.concept for unit in self.units)


@dataclass(frozen=True, slots=True)
class Checklist:
    points: tuple[Point, ...]
    units: tuple[Unit, ...]
    """The units of all points, one after the other; `word_vectors` has a row for each."""
    word_vectors: Any
    rows_of: dict[str, list[int]]
    """Where a concept stands among the units."""
    question_vector: Any
    heads: frozenset[str]
    """The concepts that some point is about: a statement belongs to the nearest of them."""
    names: frozenset[str]
    """The Latin words of the points, as they are written there."""
    grams: frozenset[str]
    """Those of all points."""


def prepare(question: str, points: Sequence[str], embedder: Embedder) -> Checklist:
    readings = [_distinct(point) for point in points]
    asked = read(question).concepts
    shared = Counter(unit.concept for units in readings for unit in units)
    units = tuple(unit for row in readings for unit in row)
    opposites = [excluding(point) for point in points]
    denied = [denials(point, pairs) for point, pairs in zip(points, opposites, strict=True)]
    vectors = embedder.embed([question, *points, *(unit.text for unit in units)])
    turned = embedder.embed([each for row in denied for each in row])
    rivals = _rivals([_heads(text, row) for text, row in zip(points, readings, strict=True)], asked)
    alike = _alike(units, vectors[len(points) + 1 :])
    prepared = []
    for at, (text, row) in enumerate(zip(points, readings, strict=True)):
        weights = np.array([_weight(unit, shared[unit.concept], asked) for unit in row])
        start = sum(map(len, readings[:at]))
        rows = slice(start, start + len(row))
        first = sum(map(len, denied[:at]))
        prepared.append(
            Point(
                text,
                row,
                weights,
                rivals[at],
                rows,
                alike[rows],
                negations(text),
                opposites[at],
                vectors[at + 1],
                turned[first : first + len(denied[at])],
                grams(text),
                language_of(text),
            )
        )
    return Checklist(
        tuple(prepared),
        units,
        vectors[len(points) + 1 :],
        _places(units),
        vectors[0],
        frozenset(head for point in prepared for head in point.heads),
        frozenset(unit.text for unit in units if unit.is_latin and len(unit.text) > 2),
        frozenset(gram for point in prepared for gram in point.grams),
    )


def _alike(units: Sequence[Unit], vectors: Any) -> Any:
    words, concepts = [unit.text for unit in units], np.array([unit.concept for unit in units])
    return np.maximum(word_likeness(words, words, vectors @ vectors.T), concepts[:, None] == concepts)


def _places(units: Sequence[Unit]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        places.setdefault(unit.concept, []).append(at)
    return places


def _distinct(text: str) -> tuple[Unit, ...]:
    """The units of a point, each concept once; a point without any content word is its own single unit."""
    found = {unit.concept: unit for unit in reversed(read(text).units)}
    return tuple(reversed(found.values())) or (Unit(text, text),)


def _weight(unit: Unit, points_with_it: int, asked: frozenset[str]) -> float:
    weight = 1.0 / points_with_it**0.5
    if unit.concept in asked:
        weight *= 0.35
    if len(unit.text) == 1:
        weight *= 0.6
    return weight


def _heads(text: str, units: tuple[Unit, ...]) -> frozenset[str]:
    """What the point is about: the words before its colon, or else its first word when that is a name.

    A name is a Latin word or a Chinese one of three characters and more.
    """
    end = _HEAD_END.search(text)
    if end and 0 < end.start() <= _LONGEST_HEAD and end.group() in "：:":
        return frozenset(unit.concept for unit in read(text[: end.start()]).units)
    return frozenset(unit.concept for unit in units[:1] if unit.is_latin or len(unit.text) >= 3)


def _rivals(heads: Sequence[frozenset[str]], asked: frozenset[str]) -> list[frozenset[str]]:
    """The heads that can be mistaken for each other.

    What the question names is the common subject of all points, unless it names several of the heads: then it asks
    to tell them apart. A head of every point tells nothing.
    """
    count = Counter(head for each in heads for head in each)
    named = asked & set(count)
    common = {head for head in count if count[head] == len(heads)} | (named if len(named) < 2 else set())
    return [each - common for each in heads]
