"""Finding sections: several rankings, by meaning and by words, fused into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from interviewer.domain.notes import ChunkKind, Section
from interviewer.domain.ports import LexicalIndex, NoteStore, VectorIndex

CANDIDATES = 100
Ranking = Sequence[tuple[str, float]]
"""(section id, score), best first; a section may come more than once, its first place counts."""


@dataclass(frozen=True, slots=True)
class Found:
    """`score` sums how far a section stands out of each ranking, in standard deviations; it only orders."""

    section: Section
    score: float


class Search:
    """Answers a query with sections. Chunks only lead to them."""

    def __init__(self, notes: NoteStore, vectors: VectorIndex, lexical: LexicalIndex) -> None:
        self._notes = notes
        self._vectors = vectors
        self._lexical = lexical

    def find(self, query: str, k: int = 3) -> list[Found]:
        """The best sections of enabled sources, at most k. Empty for a blank query or an empty index."""
        if not query.strip():
            return []
        disabled = {source.file for source in self._notes.sources() if not source.enabled}
        found: list[Found] = []
        for section_id, score in fuse(self._rankings(query)):
            section = self._notes.section(section_id)
            if section is not None and section.source.file not in disabled:
                found.append(Found(section, score))
            if len(found) == k:
                break
        return found

    def _rankings(self, query: str) -> list[Ranking]:
        by_meaning: list[Ranking] = [self._vectors.nearest(query, kind, CANDIDATES) for kind in ChunkKind]
        return by_meaning + list(self._lexical.search(query, CANDIDATES))


def fuse(rankings: Iterable[Ranking]) -> list[tuple[str, float]]:
    """Sum the z-scores of all rankings; a section that a ranking lacks stands at that ranking's lowest place."""
    standing: list[dict[str, float]] = [_standing(ranking) for ranking in rankings if ranking]
    sections = list(dict.fromkeys(section for each in standing for section in each))
    lowest = [min(each.values()) for each in standing]
    total = {
        section: sum(each.get(section, low) for each, low in zip(standing, lowest, strict=True)) for section in sections
    }
    return sorted(total.items(), key=lambda item: -item[1])


def _standing(ranking: Ranking) -> dict[str, float]:
    best: dict[str, float] = {}
    for section, score in ranking:
        best.setdefault(section, score)
    mean, spread = fmean(best.values()), pstdev(best.values())
    return {section: (score - mean) / spread if spread else 0.0 for section, score in best.items()}
