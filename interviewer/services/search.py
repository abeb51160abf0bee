"""Finding sections: several rankings, by meaning and by words, fused into one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from interviewer.domain.notes import ChunkKind, Section
from interviewer.domain.ports import LexicalIndex, NoteStore, QueryReader, QueryReading, VectorIndex
from interviewer.domain.text import language_of

CANDIDATES = 120
Ranking = Sequence[tuple[str, float]]
"""(section id, score), best first; a section may come more than once, its first place counts."""

# How much each ranking counts. Learnt on questions over our own notes (headings against their own sections without the
# heading, English headings against the Chinese twin), rounded; bench/retrieval.py measures what each one is worth.
LINE, LINES, CLAUSES, LEAD = 0.2, 0.7, 0.35, 0.5
WORDS, PAIRS, TERMS = 0.4, 0.3, 0.25
ALIKE = 0.9
_TOGETHER = 3
"""A section is judged by so many of its best lines together."""
_SURE = 0.05
"""How much nearer (cosine) than the index's own lines the shipped notes must be to be followed with full weight."""


@dataclass(frozen=True, slots=True)
class Found:
    """`score` sums how far a section stands out of each ranking, in standard deviations; it only orders."""

    section: Section
    score: float


class Search:
    """Answers a query with sections. Chunks only lead to them."""

    def __init__(self, notes: NoteStore, vectors: VectorIndex, lexical: LexicalIndex, reader: QueryReader) -> None:
        self._notes = notes
        self._vectors = vectors
        self._lexical = lexical
        self._reader = reader

    def find(self, query: str, k: int = 3) -> list[Found]:
        """The best sections of enabled sources, at most k. Empty for a blank query or an empty index.

        Of two notes that are translations of each other only the one in the query's language is given.
        """
        if not query.strip():
            return []
        disabled = {source.file for source in self._notes.sources() if not source.enabled}
        twins, language = self._notes.twins(), language_of(query)
        paired = {twin for twin, count in Counter(twins.values()).items() if count > 1}
        found: list[Found] = []
        for section_id, score in self._ranked(query):
            section = self._notes.section(section_id)
            if section is None or section.source.file in disabled:
                continue
            if section.language == language or twins.get(section.source.file) not in paired:
                found.append(Found(section, score))
            if len(found) == k:
                break
        return found

    def _ranked(self, query: str) -> list[tuple[str, float]]:
        reading = self._reader.read(query)
        whole, *clauses = self._vectors.nearest_to(reading.vectors, ChunkKind.LINE, CANDIDATES)
        lead = self._vectors.nearest_to(reading.vectors[:1], ChunkKind.LEAD, CANDIDATES)[0]
        rankings = [(LINE, whole), (LINES, together(whole)), (CLAUSES, summed(clauses or [whole])), (LEAD, lead)]
        rankings += zip((WORDS, PAIRS), self._lexical.search(query, CANDIDATES), strict=True)
        if reading.terms:
            rankings.append((TERMS, self._lexical.search(reading.terms, CANDIDATES)[0]))
        ranked = fuse(rankings)
        trust = _trust(reading, whole, lead)
        if reading.alike is None or not trust or len(ranked) < 2:
            return ranked
        alike = self._vectors.nearest_to(reading.alike, ChunkKind.LINE, CANDIDATES)[0]
        return fuse([(1.0, ranked), (ALIKE * trust, alike)])


def fuse(rankings: Iterable[tuple[float, Ranking]]) -> list[tuple[str, float]]:
    """The weighted sum of the z-scores of all rankings; a section that one lacks stands at that one's lowest place."""
    standing = [(weight, _standing(ranking)) for weight, ranking in rankings if ranking]
    sections = dict.fromkeys(section for _, each in standing for section in each)
    total = dict.fromkeys(sections, 0.0)
    for weight, each in standing:
        low = min(each.values())
        for section in sections:
            total[section] += weight * each.get(section, low)
    return sorted(total.items(), key=lambda item: -item[1])


def together(ranking: Ranking, count: int = _TOGETHER) -> list[tuple[str, float]]:
    """Sections by the mean of their best chunks; where the ranking holds fewer of a section, its last score stands in.

    One line that happens to sound like the query does not make a section its answer; three do.
    """
    if not ranking:
        return []
    last = ranking[-1][1]
    scores: dict[str, list[float]] = defaultdict(list)
    for section, score in ranking:
        scores[section].append(score)
    means = {each: fmean((held + [last] * count)[:count]) for each, held in scores.items()}
    return sorted(means.items(), key=lambda item: -item[1])


def summed(rankings: Sequence[Ranking]) -> list[tuple[str, float]]:
    """Sections by the mean of their best scores in several rankings, such as those of a query's clauses."""
    best = [_best(ranking) for ranking in rankings if ranking]
    lows = [min(each.values()) for each in best]
    sections = dict.fromkeys(section for each in best for section in each)
    means = {
        section: fmean(each.get(section, low) for each, low in zip(best, lows, strict=True)) for section in sections
    }
    return sorted(means.items(), key=lambda item: -item[1])


def _trust(reading: QueryReading, line: Ranking, lead: Ranking) -> float:
    """0..1: how far the shipped notes may lead where they are nearer to the query than what is indexed."""
    if not line or not lead:
        return 0.0
    nearer = fmean((reading.known_line - line[0][1], reading.known_lead - lead[0][1]))
    return min(1.0, max(0.0, nearer / _SURE))


def _best(ranking: Ranking) -> dict[str, float]:
    best: dict[str, float] = {}
    for section, score in ranking:
        best.setdefault(section, score)
    return best


def _standing(ranking: Ranking) -> dict[str, float]:
    best = _best(ranking)
    mean, spread = fmean(best.values()), pstdev(best.values())
    return {section: (score - mean) / spread if spread else 0.0 for section, score in best.items()}
