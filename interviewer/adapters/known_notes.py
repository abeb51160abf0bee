"""The notes that ship, as a compact help for search: what they know of a subject leads to notes that say little of it.

A query in everyday words often finds the full text that ships, or a question about it, where it misses the user's few
lines. The words that set those sections apart, and their subject, then help to find what the user has of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.adapters.fts_index import pairs, words
from interviewer.domain.ports import Matrix

FILE = Path(__file__).with_name("known_notes.npz")
# Three lines together, the lead, two questions together, words, pairs of hanzi, words of the same meaning.
_WEIGHTS = (0.7, 0.5, 0.5, 0.4, 0.3, 0.25)
_LINES_TOGETHER, _QUESTIONS_TOGETHER = 3, 2
_FOLLOWED, _SHARPNESS, _TOLD = 3, 0.3, 24
_COMMON = 0.7
"""The share of what all questions have in common that is taken out of a query's vector."""
CUTS: tuple[tuple[str, Callable[[str], list[str]]], ...] = (("words", words), ("pairs", pairs))


@dataclass(frozen=True, slots=True)
class _Postings:
    """BM25 weights worked out beforehand: `documents[starts[i]:starts[i + 1]]` hold the term `places[term] == i`."""

    places: dict[str, int]
    starts: Matrix
    documents: Matrix
    weights: Matrix
    sections: int

    def scores(self, terms: Sequence[str]) -> Matrix:
        scores = np.zeros(self.sections, dtype=np.float32)
        for place in {self.places[term] for term in terms if term in self.places}:
            at = slice(self.starts[place], self.starts[place + 1])
            scores[self.documents[at]] += self.weights[at]
        return scores


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the shipped notes point: the words and topics of a QueryReading, and how near their best line and lead are
    (cosine)."""

    told: str
    topics: Mapping[str, float]
    line: float
    lead: float


class KnownNotes:
    """Read from the file that known_notes_file.py writes; `centre` is what all headings have in common."""

    def __init__(self, data: Any) -> None:
        self.embedder = str(data["embedder"])
        self.centre: Matrix = data["centre"]
        self._lines, self._leads, self._questions = (_full(data[name]) for name in ("lines", "leads", "questions"))
        sections = len(self._leads)
        self._lines_of = _grid(data["line_section"], sections, _LINES_TOGETHER)
        self._questions_of = _grid(data["question_section"], sections, _QUESTIONS_TOGETHER)
        self._postings = [_postings(data, name, sections) for name, _ in CUTS]
        self._telling = [each.split(" ") for each in str(data["telling_terms"]).split("\n")]
        self._telling_weights = np.split(data["telling_weights"].astype(np.float32), data["telling_ends"][:-1])
        self._topics = str(data["topics"]).split("\n")

    def follow(self, query: str, same_meaning: str, vector: Matrix) -> Lead:
        """`same_meaning`: other words for what the query says; `vector`: the query's, of shape (dimensions,)."""
        # einsum, because BLAS would wake all cores for a millisecond's work and slow down whatever else runs.
        lines, leads, questions = (
            np.einsum("ij,j->i", rows, vector) for rows in (self._lines, self._leads, self._questions)
        )
        by_words, by_pairs = (each.scores(cut(query)) for each, (_, cut) in zip(self._postings, CUTS, strict=True))
        signals = (
            _together(lines, self._lines_of, _LINES_TOGETHER),
            leads,
            _together(questions, self._questions_of, _QUESTIONS_TOGETHER),
            by_words,
            by_pairs,
            self._postings[0].scores(words(same_meaning)),
        )
        standing = _standing(sum(weight * _standing(each) for weight, each in zip(_WEIGHTS, signals, strict=True)))
        return Lead(self._told(standing), self._fit(standing), float(lines.max()), float(leads.max()))

    def _told(self, standing: Matrix) -> str:
        best = np.argsort(-standing)[:_FOLLOWED]
        share = np.exp((standing[best] - standing[best[0]]) / _SHARPNESS)
        weights: dict[str, float] = defaultdict(float)
        for section, part in zip(best, share, strict=True):
            for term, weight in zip(self._telling[section], self._telling_weights[section], strict=True):
                weights[term] += part * weight
        return " ".join(sorted(weights, key=lambda term: -weights[term])[:_TOLD])

    def _fit(self, standing: Matrix) -> dict[str, float]:
        """The best standing of each subject; one that no shipped note is about is judged kindly."""
        best: dict[str, float] = {}
        for topic, score in zip(self._topics, standing, strict=True):
            best[topic] = max(best.get(topic, -np.inf), float(score))
        best.pop("", None)
        values = np.array(list(best.values()) or [0.0])
        return {**best, "": float(values.mean() + values.std())}


@cache
def known_notes(embedder_name: str, file: Path = FILE) -> KnownNotes | None:
    """None where the file is missing or was made with another embedder."""
    if not file.is_file():
        return None
    with np.load(file) as data:
        return KnownNotes(data) if str(data["embedder"]) == embedder_name else None


def without_common(vectors: Matrix, centre: Matrix) -> Matrix:
    """Vectors of questions without most of what all questions have in common, of unit length."""
    vectors = vectors - _COMMON * centre
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 1e-6, lengths, 1.0)).astype(np.float32)


def _postings(data: Any, name: str, sections: int) -> _Postings:
    terms = str(data[f"{name}_terms"]).split("\n")
    return _Postings(
        {term: at for at, term in enumerate(terms)},
        data[f"{name}_starts"],
        data[f"{name}_documents"],
        data[f"{name}_weights"].astype(np.float32),
        sections,
    )


def _grid(section_of_row: Matrix, sections: int, fewest: int) -> Matrix:
    """The numbers of each section's rows, a row a section, filled up with -1."""
    rows: list[list[int]] = [[] for _ in range(sections)]
    for number, section in enumerate(section_of_row):
        rows[section].append(number)
    width = max(fewest, *map(len, rows))
    return np.array([row + [-1] * (width - len(row)) for row in rows])


def _together(scores: Matrix, rows_of: Matrix, count: int) -> Matrix:
    """Each section's best rows together; one that has fewer is the less."""
    if not len(scores):
        return np.zeros(len(rows_of), dtype=np.float32)
    by_section = np.where(rows_of >= 0, scores[rows_of], -1.0)
    return -np.partition(-by_section, count - 1, axis=1)[:, :count].mean(axis=1)


def _standing(scores: Matrix) -> Matrix:
    return (scores - scores.mean()) / (scores.std() + 1e-9)


def _full(small: Matrix) -> Matrix:
    return small.astype(np.float32) * np.float32(1 / 127)
