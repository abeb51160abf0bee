"""Finding sections: several rankings, by meaning and by words, fused into one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from interviewer.domain.notes import ChunkKind, Origin, Section
from interviewer.domain.ports import LexicalIndex, NoteStore, QueryReader, QueryReading, VectorIndex
from interviewer.domain.text import language_of

CANDIDATES = 120
Ranking = Sequence[tuple[str, float]]
"""(section id, score), best first; a section may come more than once, its first place counts."""
Weighed = tuple[float, Ranking, float | None]
"""A weight, a ranking, and the score of the sections that it lacks: None for that of its last."""

# How much each ranking counts. Learnt on questions over our own notes (headings against their own sections without the
# heading, English headings against the Chinese twin), rounded; bench/retrieval.py measures what each one is worth.
LINE, LINES, CLAUSES, LEAD = 0.2, 0.7, 0.35, 0.5
WORDS, PAIRS, TERMS = 0.4, 0.3, 0.25
ALIKE = 0.9
OWN = 0.6
"""What the user's own notes are ahead by: answers are judged by them, so they come first where they say as much."""
_LOOK_BEYOND = 5
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

        Own notes go before shipped ones that fit hardly better. Of two notes that are translations of each other only
        the one in the query's language is given.
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
                found.append(Found(section, score + (OWN if section.origin is Origin.OWN else 0.0)))
            if len(found) == k + _LOOK_BEYOND:
                break
        return sorted(found, key=lambda each: -each.score)[:k]

    def _ranked(self, query: str) -> list[tuple[str, float]]:
        reading = self._reader.read(query)
        whole, *clauses = self._vectors.nearest_to(reading.vectors, ChunkKind.LINE, CANDIDATES)
        lead = self._vectors.nearest_to(reading.vectors[:1], ChunkKind.LEAD, CANDIDATES)[0]
        rankings: list[Weighed] = [
            (LINE, whole, None),
            (LINES, together(whole), None),
            (CLAUSES, summed(clauses or [whole]), None),
            (LEAD, lead, None),
        ]
        by_words = zip((WORDS, PAIRS), self._lexical.search(query, CANDIDATES), strict=True)
        rankings += [(weight, ranking, 0.0) for weight, ranking in by_words]
        if reading.terms:
            rankings.append((TERMS, self._lexical.search(reading.terms, CANDIDATES)[0], 0.0))
        ranked = fuse(rankings)
        trust = _trust(reading, whole, lead)
        if reading.alike is None or not trust or len(ranked) < 2:
            return ranked
        alike = self._vectors.nearest_to(reading.alike, ChunkKind.LINE, CANDIDATES)[0]
        return fuse([(1.0, ranked, None), (ALIKE * trust, alike, None)])


def fuse(rankings: Iterable[Weighed]) -> list[tuple[str, float]]:
    """The sections of all rankings by the weighted sum of their z-scores."""
    held = [(weight, _best(ranking), missing) for weight, ranking, missing in rankings if ranking]
    sections = list(dict.fromkeys(section for _, best, _ in held for section in best))
    total = dict.fromkeys(sections, 0.0)
    for weight, best, missing in held:
        floor = min(best.values()) if missing is None else missing
        scores = [best.get(section, floor) for section in sections]
        mean, spread = fmean(scores), pstdev(scores)
        for section, score in zip(sections, scores, strict=True):
            total[section] += weight * (score - mean) / spread if spread else 0.0
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
