"""The notes that ship, as a compact help for search: what they know of a subject leads to notes that say little of it.

A query in everyday words often finds the full text that ships where it misses the user's few lines. What the shipped
sections nearest to the query have in common, and other sections have not, then becomes a direction to look in.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.adapters.fts_index import HEADING_WEIGHT, pairs, words
from interviewer.domain.notes import Chunk, ChunkKind, Section
from interviewer.domain.ports import Embedder, Matrix

FILE = Path(__file__).with_name("known_notes.npz")
# As in services/search.py: three lines together, the lead, words, pairs of hanzi.
_WEIGHTS = (0.7, 0.5, 0.4, 0.3)
_FOLLOWED, _SHARPNESS, _TOGETHER = 10, 0.15, 3
_K1, _B = 1.2, 0.75
_CUTS: tuple[tuple[str, Callable[[str], list[str]]], ...] = (("words", words), ("pairs", pairs))


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
    """Where the shipped notes point: a row of unit length, and how near (cosine) their best line and lead are."""

    direction: Matrix
    line: float
    lead: float


class KnownNotes:
    """Read from a file that `make known-notes` writes; `centre` is what all its questions have in common."""

    def __init__(self, data: Any) -> None:
        scale = np.float32(1 / 127)
        self.embedder = str(data["embedder"])
        self.centre: Matrix = data["centre"]
        self._lines: Matrix = data["lines"].astype(np.float32) * scale
        self._leads: Matrix = data["leads"].astype(np.float32) * scale
        self._grid = _grid(data["line_section"], len(self._leads))
        self._postings = [_postings(data, name, len(self._leads)) for name, _ in _CUTS]
        middles = np.stack([self._lines[row[row >= 0]].mean(axis=0) for row in self._grid])
        self._middles: Matrix = middles - middles.mean(axis=0)

    def follow(self, query: str, vector: Matrix) -> Lead:
        """`vector`: the query's, of shape (dimensions,), as search uses it."""
        # einsum, because BLAS would wake all cores for a millisecond's work and slow down whatever else runs.
        lines, leads = np.einsum("ij,j->i", self._lines, vector), np.einsum("ij,j->i", self._leads, vector)
        by_section = np.where(self._grid >= 0, lines[self._grid], -1.0)
        together = -np.partition(-by_section, _TOGETHER - 1, axis=1)[:, :_TOGETHER].mean(axis=1)
        lexical = [each.scores(cut(query)) for each, (_, cut) in zip(self._postings, _CUTS, strict=True)]
        signals = zip(_WEIGHTS, (together, leads, *lexical), strict=True)
        standing = _standing(sum(weight * _standing(signal) for weight, signal in signals))
        best = np.argsort(-standing)[:_FOLLOWED]
        share = np.exp((standing[best] - standing[best[0]]) / _SHARPNESS)
        direction = np.einsum("i,ij->j", share / share.sum(), self._middles[best])
        return Lead(direction / (np.linalg.norm(direction) or 1.0), float(lines.max()), float(leads.max()))


@cache
def known_notes(embedder_name: str, file: Path = FILE) -> KnownNotes | None:
    """None where the file is missing or was made with another embedder."""
    if not file.is_file():
        return None
    with np.load(file) as data:
        return KnownNotes(data) if str(data["embedder"]) == embedder_name else None


def write_known_notes(
    sections: Sequence[Section], chunks: Sequence[Sequence[Chunk]], embedder: Embedder, file: Path = FILE
) -> None:
    """Make the file from the shipped sections and the chunks of each."""
    lines = [(at, each.text) for at, group in enumerate(chunks) for each in group if each.kind is ChunkKind.LINE]
    leads = [next(each.text for each in group if each.kind is ChunkKind.LEAD) for group in chunks]
    arrays: dict[str, Any] = {
        "made_from": np.array(fingerprint(sections)),
        "embedder": np.array(embedder.name),
        "centre": embedder.embed([section.title for section in sections]).mean(axis=0).astype(np.float32),
        "lines": _small(embedder.embed([text for _, text in lines])),
        "line_section": np.array([at for at, _ in lines], dtype=np.int16),
        "leads": _small(embedder.embed(leads)),
    }
    for name, cut in _CUTS:
        arrays |= _weighed([_counts(section, cut) for section in sections], name)
    np.savez_compressed(file, **arrays)


def fingerprint(sections: Sequence[Section]) -> str:
    """Changes with any word of the sections; the file holds that of those it was made from, as `made_from`."""
    return hashlib.sha256("".join(sorted(section.content_hash for section in sections)).encode()).hexdigest()


def _counts(section: Section, cut: Callable[[str], list[str]]) -> Counter[str]:
    counts = Counter(cut(section.text))
    for term in cut(section.path):
        counts[term] += int(HEADING_WEIGHT)
    return counts


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


def _grid(section_of_line: Matrix, sections: int) -> Matrix:
    """The numbers of each section's lines, a row a section, filled up with -1."""
    rows: list[list[int]] = [[] for _ in range(sections)]
    for line, section in enumerate(section_of_line):
        rows[section].append(line)
    width = max(_TOGETHER, *map(len, rows))
    return np.array([row + [-1] * (width - len(row)) for row in rows])


def _standing(scores: Matrix) -> Matrix:
    return (scores - scores.mean()) / (scores.std() + 1e-9)


def _small(vectors: Matrix) -> Matrix:
    return np.round(vectors * 127).astype(np.int8)
