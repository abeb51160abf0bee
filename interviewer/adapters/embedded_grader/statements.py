"""The answer cut into the slices that may serve as evidence, each with its words and what they are said of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.checklist import Checklist
from interviewer.adapters.embedded_grader.spelling import word_likeness
from interviewer.adapters.embedded_grader.units import Reading, Unit, grams, read
from interviewer.domain.ports import Embedder
from interviewer.domain.text import Span, clauses, language_of, sentences

_LONGEST_SENTENCE = 4
_CARRIED_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """A slice of the answer with its clauses and the words in them.

    `governed` gives for each unit the concepts it is said of: the nearest head in its clause, or the one carried over
    from a clause before; `own_clause` tells which of the two.
    """

    text: str
    pieces: tuple[str, ...]
    units: tuple[Unit, ...]
    small_words: int
    governed: tuple[frozenset[str], ...] = ()
    own_clause: tuple[bool, ...] = ()
    first: int = 0
    last: int = 0
    """Its first and last clause among those of the answer."""

    @property
    def governors(self) -> frozenset[str]:
        return frozenset().union(*self.governed) if self.governed else frozenset()

    def said_of(self, concept: str) -> tuple[frozenset[str], float]:
        """What a concept is said of here, and how surely: 1 when that stands in the same clause, 0.5 when carried over.

        A concept that stands here in other words is said of whatever the slice speaks of.
        """
        places = [at for at, unit in enumerate(self.units) if unit.concept == concept] or range(len(self.units))
        heads = frozenset().union(*(self.governed[at] for at in places)) if self.units else frozenset[str]()
        return heads, 1.0 if any(self.own_clause[at] for at in places) else 0.5


@dataclass(frozen=True, slots=True)
class Statements:
    """The slices of an answer with their vectors, and how well each says each word of the checklist.

    `hits` has a row for each unit of the checklist and a column for each slice, 0..1.
    """

    language: str
    statements: tuple[Statement, ...]
    vectors: Any
    hits: Any
    grams: frozenset[str]
    """Those of the whole answer."""

    def outside(self, chosen: int) -> Any:
        """Which slices share no clause with a chosen one, as a mask."""
        own = self.statements[chosen]
        return np.array([each.last < own.first or each.first > own.last for each in self.statements])


def prepare_answer(answer: str, checklist: Checklist, embedder: Embedder) -> Statements:
    parts = clauses(answer) or [Span(0, len(answer))]
    readings = [read(part.of(answer), checklist.names) for part in parts]
    units = [unit for reading in readings for unit in reading.units]
    starts = [0, *accumulate(len(reading.units) for reading in readings)]
    governed = _governed(answer, parts, [reading.units for reading in readings], checklist)
    slices = _slices(answer, parts)
    statements = []
    for first, last in slices:
        span = Span(parts[first].start, parts[last].end)
        inside = slice(starts[first], starts[last + 1])
        statements.append(
            Statement(
                span.of(answer),
                tuple(part.of(answer) for part in parts[first : last + 1]),
                tuple(units[inside]),
                sum(reading.small_words for reading in readings[first : last + 1]),
                tuple(heads for heads, _ in governed[inside]),
                tuple(own for _, own in governed[inside]),
                first,
                last,
            )
        )
    words = list(dict.fromkeys(unit.text for unit in units))
    # One call for all texts: the encoder is much slower text by text.
    encoded = embedder.embed([*(part.of(answer) for part in parts), *words])
    wanted = [unit.text for unit in checklist.units]
    likeness = word_likeness(wanted, words, checklist.word_vectors @ encoded[len(parts) :].T)
    hits = _clause_hits(checklist, readings, words, likeness)
    over_slices = np.stack([hits[:, first : last + 1].max(axis=1) for first, last in slices], axis=1)
    of_parts = encoded[: len(parts)]
    return Statements(
        language_of(answer),
        tuple(statements),
        _slice_vectors(parts, slices, of_parts),
        over_slices,
        grams(answer),
    )


def _clause_hits(checklist: Checklist, readings: Sequence[Reading], words: Sequence[str], likeness: Any) -> Any:
    """How well each clause (columns) says each unit of the checklist (rows), 0..1."""
    column = {word: at for at, word in enumerate(words)}
    hits = np.zeros((len(checklist.units), len(readings)))
    for at, reading in enumerate(readings):
        if reading.units:
            hits[:, at] = likeness[:, [column[unit.text] for unit in reading.units]].max(axis=1)
        for concept in reading.concepts & checklist.rows_of.keys():
            hits[checklist.rows_of[concept], at] = 1.0
    return hits


def _slice_vectors(parts: Sequence[Span], slices: Sequence[tuple[int, int]], vectors: Any) -> Any:
    """Vectors of unit length: of several clauses their mean, the longer ones weighing more.

    The encoder's own vector of two clauses together would take as long as all the rest.
    """
    weights = np.zeros((len(slices), len(parts)))
    for row, (first, last) in enumerate(slices):
        for at in range(first, last + 1):
            weights[row, at] = (parts[at].end - parts[at].start) ** 0.5
    mixed = weights @ vectors
    return mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-9)


def _slices(answer: str, parts: Sequence[Span]) -> list[tuple[int, int]]:
    """(first clause, last clause) of every clause, each two neighbours in a sentence, and every short sentence."""
    found = [(at, at) for at in range(len(parts))]
    for sentence in sentences(answer):
        inside = [at for at, part in enumerate(parts) if sentence.start <= part.start and part.end <= sentence.end]
        found.extend(zip(inside, inside[1:], strict=False))
        if 2 < len(inside) <= _LONGEST_SENTENCE:
            found.append((inside[0], inside[-1]))
    return found


def _governed(
    answer: str, parts: Sequence[Span], units: Sequence[tuple[Unit, ...]], checklist: Checklist
) -> list[tuple[frozenset[str], bool]]:
    """For each unit of the answer the heads it is said of, and whether they stand in its own clause."""
    ends = {sentence.end for sentence in sentences(answer)}
    found: list[tuple[frozenset[str], bool]] = []
    carried: frozenset[str] = frozenset()
    age = 0
    for part, row in zip(parts, units, strict=True):
        places = [at for at, unit in enumerate(row) if unit.concept in checklist.heads]
        for at in range(len(row)):
            before = [place for place in places if place <= at]
            if before:
                near = frozenset({row[before[-1]].concept})
            else:
                near = frozenset({row[places[0]].concept}) if places else carried
            found.append((near, bool(places)))
        age = 0 if places else age + 1
        if places:
            carried = frozenset({row[places[-1]].concept})
        if part.end in ends or age >= _CARRIED_CLAUSES:
            carried = frozenset()
    return found
