"""The answer cut into the slices that may serve as evidence, each with its words and what they are said of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.checklist import Checklist, Point
from interviewer.adapters.embedded_grader.units import Unit, read
from interviewer.domain.ports import Embedder
from interviewer.domain.text import Span, clauses, language_of, sentences

_LIKE_FROM, _LIKE_TO = 0.42, 0.85
"""Cosines of two single words: below the first they say different things, above the second the same."""
_LONGEST_SENTENCE = 4
_CARRIED_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """A slice `answer[span]`. `words` are the places of its units among the answer's units.

    `governed` gives for each unit the concepts it is said of: the nearest head in its clause, or the one carried over
    from a clause before; `own_clause` tells which of the two.
    """

    span: Span
    text: str
    pieces: tuple[str, ...]
    units: tuple[Unit, ...]
    words: tuple[int, ...]
    joined: frozenset[str]
    small_words: int
    governed: tuple[frozenset[str], ...] = ()
    own_clause: tuple[bool, ...] = ()

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
    answer: str
    language: str
    statements: tuple[Statement, ...]
    vectors: Any
    units: tuple[Unit, ...]
    word_vectors: Any
    _likeness: dict[str, Any] = field(default_factory=dict, repr=False)

    def word_likeness(self, point: Point) -> Any:
        """How much each unit of the point (rows) says the same as each unit of the answer (columns), 0..1."""
        if not self.units:
            return np.zeros((len(point.units), 0))
        soft = (point.word_vectors @ self.word_vectors.T - _LIKE_FROM) / (_LIKE_TO - _LIKE_FROM)
        table = np.clip(soft, 0.0, 0.9)
        for row, ours in enumerate(point.units):
            for column, theirs in enumerate(self.units):
                if ours.concept == theirs.concept:
                    table[row, column] = 1.0
                else:
                    table[row, column] = max(table[row, column], _spelled_alike(ours.text, theirs.text))
        return table


def _spelled_alike(ours: str, theirs: str) -> float:
    """0.8 for a word that contains the other or shares most of its characters, else 0; short words are never alike."""
    if ours.isascii() != theirs.isascii() or ours.isdigit() or theirs.isdigit():
        return 0.0
    short, long = sorted((ours, theirs), key=len)
    if ours.isascii():
        return 0.8 if len(short) >= 4 and (long.startswith(short) or _one_edit(short, long)) else 0.0
    if len(short) >= 2 and short in long:
        return 0.8
    return 0.5 if len(short) >= 2 and len(set(short) & set(long)) * 2 >= len(long) else 0.0


def _one_edit(short: str, long: str) -> bool:
    """Whether at most one letter was left out, put in or changed."""
    if len(long) - len(short) > 1 or len(short) < 5:
        return False
    head = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[head:] == long[head + 1 :] or short[head + 1 :] == long[head + 1 :]


def prepare_answer(answer: str, checklist: Checklist, embedder: Embedder) -> Statements:
    parts = clauses(answer) or [Span(0, len(answer))]
    readings = [read(part.of(answer), checklist.names) for part in parts]
    units = tuple(unit for reading in readings for unit in reading.units)
    starts = np.cumsum([0, *(len(reading.units) for reading in readings)])
    governed = _governed(answer, parts, [reading.units for reading in readings], checklist)
    statements = []
    for first, last in _slices(answer, parts):
        span = Span(parts[first].start, parts[last].end)
        words = tuple(range(int(starts[first]), int(starts[last + 1])))
        statements.append(
            Statement(
                span,
                span.of(answer),
                tuple(part.of(answer) for part in parts[first : last + 1]),
                tuple(units[at] for at in words),
                words,
                frozenset().union(*(reading.joined for reading in readings[first : last + 1])),
                sum(reading.small_words for reading in readings[first : last + 1]),
                tuple(governed[at][0] for at in words),
                tuple(governed[at][1] for at in words),
            )
        )
    vectors = embedder.embed([statement.text for statement in statements])
    word_vectors = embedder.embed([unit.text for unit in units])
    return Statements(answer, language_of(answer), tuple(statements), vectors, units, word_vectors)


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
