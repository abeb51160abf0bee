"""Writes the file of known_notes.py from the notes that ship: `make known-notes`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.adapters.fts_index import HEADING_WEIGHT
from interviewer.adapters.known_notes import CUTS, FILE, without_common
from interviewer.domain.notes import Chunk, ChunkKind, Section
from interviewer.domain.ports import Embedder, Matrix

_TELLING, _OFTEN = 40, 3
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Known:
    """A shipped section with its chunks, the subject that it belongs to ("" for none), and questions about it."""

    section: Section
    chunks: Sequence[Chunk]
    topic: str = ""
    questions: Sequence[str] = ()


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
    for name, cut in CUTS:
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


def _small(vectors: Matrix) -> Matrix:
    return np.round(vectors * 127).astype(np.int8)
