"""The notes that ship, as a compact help for search: what they know of a subject leads to notes that say little of it.

A query in everyday words often finds the full text that ships, or a question about it, where it misses the user's few
lines. The words that set those sections apart, and their subject, then help to find what the user has of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.adapters.fts_index import HEADING_WEIGHT, pairs, words
from interviewer.domain.notes import Chunk, ChunkKind, Section
from interviewer.domain.ports import Embedder, Matrix

FILE = Path(__file__).with_name("known_notes.npz")
# Three lines together, the lead, two questions together, words, pairs of hanzi, words of the same meaning.
_WEIGHTS = (0.7, 0.5, 0.5, 0.4, 0.3, 0.25)
_LINES_TOGETHER, _QUESTIONS_TOGETHER = 3, 2
_FOLLOWED, _SHARPNESS, _TOLD = 3, 0.3, 24
_TELLING, _OFTEN = 40, 3
_K1, _B = 1.2, 0.75
_COMMON = 0.7
"""The share of what all questions have in common that is taken out of a query's vector."""
_CUTS: tuple[tuple[str, Callable[[str], list[str]]], ...] = (("words", words), ("pairs", pairs))


@dataclass(frozen=True, slots=True)
class Known:
    """A shipped section with its chunks, the subject that it belongs to ("" for none), and questions about it."""

    section: Section
    chunks: Sequence[Chunk]
    topic: str = ""
    questions: Sequence[str] = ()


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
    """Read from a file that `make known-notes` writes; `centre` is what all its headings have in common."""

    def __init__(self, data: Any) -> None:
        self.embedder = str(data["embedder"])
        self.centre: Matrix = data["centre"]
        self._lines, self._leads, self._questions = (_full(data[name]) for name in ("lines", "leads", "questions"))
        sections = len(self._leads)
        self._lines_of = _grid(data["line_section"], sections, _LINES_TOGETHER)
        self._questions_of = _grid(data["question_section"], sections, _QUESTIONS_TOGETHER)
        self._postings = [_postings(data, name, sections) for name, _ in _CUTS]
        self._telling = [each.split(" ") for each in str(data["telling_terms"]).split("\n")]
        self._telling_weights = np.split(data["telling_weights"].astype(np.float32), data["telling_ends"][:-1])
        self._topics = str(data["topics"]).split("\n")

    def follow(self, query: str, same_meaning: str, vector: Matrix) -> Lead:
        """`same_meaning`: other words for what the query says; `vector`: the query's, of shape (dimensions,)."""
        # einsum, because BLAS would wake all cores for a millisecond's work and slow down whatever else runs.
        lines, leads, questions = (
            np.einsum("ij,j->i", rows, vector) for rows in (self._lines, self._leads, self._questions)
        )
        by_words, by_pairs = (each.scores(cut(query)) for each, (_, cut) in zip(self._postings, _CUTS, strict=True))
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


def write_known_notes(shipped: Sequence[Known], embedder: Embedder, file: Path = FILE) -> None:
    """Make the file from the shipped sections; each has a lead."""
    lines = [
        (at, chunk.text) for at, each in enumerate(shipped) for chunk in each.chunks if chunk.kind is ChunkKind.LINE
    ]
    leads = [next(chunk.text for chunk in each.chunks if chunk.kind is ChunkKind.LEAD) for each in shipped]
    questions = [(at, question) for at, each in enumerate(shipped) for question in each.questions]
    centre = embedder.embed([each.section.title for each in shipped]).mean(axis=0).astype(np.float32)
    arrays: dict[str, Any] = {
        "made_from": np.array(fingerprint(shipped)),
        "embedder": np.array(embedder.name),
        "centre": centre,
        "lines": _small(embedder.embed([text for _, text in lines])),
        "line_section": np.array([at for at, _ in lines], dtype=np.int16),
        "leads": _small(embedder.embed(leads)),
        "questions": _small(without_common(embedder.embed([text for _, text in questions]), centre)),
        "question_section": np.array([at for at, _ in questions], dtype=np.int16),
        "topics": np.array("\n".join(each.topic for each in shipped)),
    }
    for name, cut in _CUTS:
        counts = [_counts(each, cut) for each in shipped]
        arrays |= _weighed(counts, name)
        if name == "words":
            arrays |= _telling(counts)
    np.savez_compressed(file, **arrays)


def fingerprint(shipped: Sequence[Known]) -> str:
    """Changes with any word of the sections and questions; the file holds that of those it was made from, as
    `made_from`."""
    parts = ("\x1f".join((each.section.content_hash, each.topic, *each.questions)) for each in shipped)
    return hashlib.sha256("\x1e".join(sorted(parts)).encode()).hexdigest()


def without_common(vectors: Matrix, centre: Matrix) -> Matrix:
    """Vectors of questions without most of what all questions have in common, of unit length."""
    vectors = vectors - _COMMON * centre
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 1e-6, lengths, 1.0)).astype(np.float32)


def _counts(known: Known, cut: Callable[[str], list[str]]) -> Counter[str]:
    counts = Counter(cut(known.section.text))
    for term in cut(known.section.path):
        counts[term] += int(HEADING_WEIGHT)
    for question in known.questions:
        counts.update(cut(question))
    return counts


def _telling(documents: Sequence[Counter[str]]) -> dict[str, Any]:
    """The terms that set each section apart from the others, with their weights."""
    sections_with = Counter(term for counts in documents for term in counts)
    terms, weights = [], []
    for counts in documents:
        weighed = {
            term: min(times, _OFTEN) * np.log(len(documents) / sections_with[term])
            for term, times in counts.items()
            if len(term) > 1
        }
        best = sorted(weighed, key=lambda term: -weighed[term])[:_TELLING]
        terms.append(best)
        weights.append([weighed[term] for term in best])
    return {
        "telling_terms": np.array("\n".join(" ".join(each) for each in terms)),
        "telling_weights": np.array([weight for each in weights for weight in each], dtype=np.float16),
        "telling_ends": np.cumsum([len(each) for each in terms]).astype(np.int32),
    }


def _weighed(documents: Sequence[Counter[str]], name: str) -> dict[str, Any]:
    """BM25 weights of all terms, by term."""
    lengths = np.array([max(1, sum(counts.values())) for counts in documents], dtype=np.float32)
    held: dict[str, list[tuple[int, int]]] = {}
    for at, counts in enumerate(documents):
        for term, times in counts.items():
            held.setdefault(term, []).append((at, times))
    weights = []
    for found in held.values():
        rare = np.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
        at, times = np.array(found).T
        weights.append(rare * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * lengths[at] / lengths.mean())))
    return {
        f"{name}_terms": np.array("\n".join(held)),
        f"{name}_starts": np.cumsum([0, *map(len, held.values())]).astype(np.int32),
        f"{name}_documents": np.array([at for found in held.values() for at, _ in found], dtype=np.int16),
        f"{name}_weights": np.concatenate(weights).astype(np.float16),
    }


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


def _small(vectors: Matrix) -> Matrix:
    return np.round(vectors * 127).astype(np.int8)
