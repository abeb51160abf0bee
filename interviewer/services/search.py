"""Finding sections: several rankings, by meaning and by words, fused into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from statistics import fmean

from interviewer.domain.notes import ChunkKind, Origin, Section
from interviewer.domain.ports import LexicalIndex, NoteStore, QueryReader, QueryReading, VectorIndex
from interviewer.domain.text import language_of
from interviewer.services.topics import Topics

CANDIDATES = 120
Ranking = Sequence[tuple[str, float]]
"""(section id, score), best first; a section may come more than once, its first place counts."""
Weighed = tuple[float, Ranking, float | None]
"""A weight, a ranking, and the score of the sections that it lacks: None for that of its last."""

# How much each ranking counts. Learnt (the likelihood of the right section) on half of the questions about our own
# notes, asked of terse forms of them, with and without their subject known, and rounded. bench/retrieval.py asks the
# other half.
LINE, CLAUSES, LEAD = 0.22, 0.31, 0.12
WORDS, PAIRS, TERMS = 0.2, 0.17, 0.24
TOLD, TOPIC = 0.18, 0.6
OWN = 0.5
"""What the user's own notes are ahead by: answers are judged by them, so they come first where they say as much."""
_LOOK_BEYOND, _FEWEST = 5, 12
_SURE, _FAR = 0.05, 0.1
"""How much nearer (cosine) than the index's own lines the shipped notes must be for their words to have full weight,
and how much farther they may be before the subject that they see counts for nothing."""


_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="search")


@dataclass(frozen=True, slots=True)
class Found:
    """`score` sums how far a section stands out of each ranking, in standard deviations; it only orders."""

    section: Section
    score: float


class Search:
    """Answers a query with sections. Chunks only lead to them."""

    def __init__(
        self,
        notes: NoteStore,
        vectors: VectorIndex,
        lexical: LexicalIndex,
        reader: QueryReader,
        topics: Topics | None = None,
    ) -> None:
        """`topics` tell what a section of any notes is about; without them, subjects do not count."""
        self._notes = notes
        self._vectors = vectors
        self._lexical = lexical
        self._reader = reader
        self._topics = topics

    def find(self, query: str, k: int = 3) -> list[Found]:
        """The best sections of enabled sources, at most k. Empty for a blank query or an empty index.

        Own notes go before shipped ones that fit hardly better. Of two notes that are translations of each other only
        the one in the query's language is given.
        """
        if not query.strip():
            return []
        reading = self._reader.read(query)
        ranked, nearer = self._ranked(reading)
        weight = TOPIC * _share(nearer + _FAR, _FAR)
        found: list[Found] = []
        for section, score in self._open_to(language_of(query), ranked):
            own = OWN if section.origin is Origin.OWN else 0.0
            found.append(Found(section, score + own + weight * self._fit(section, reading.topics)))
            if len(found) == max(k + _LOOK_BEYOND, _FEWEST):
                break
        return sorted(found, key=lambda each: -each.score)[:k]

    def _open_to(self, language: str, ranked: Ranking) -> Iterator[tuple[Section, float]]:
        """The sections that may be shown to who asks in a language, in the same order."""
        disabled = self._notes.disabled()
        twins = self._notes.twins()
        paired = {twin for twin, count in Counter(twins.values()).items() if count > 1}
        for at in range(0, len(ranked), _FEWEST):
            part = ranked[at : at + _FEWEST]
            sections = self._notes.sections_by_id([section_id for section_id, _ in part])
            for section_id, score in part:
                section = sections.get(section_id)
                if section is None or section.source.file in disabled:
                    continue
                if section.language == language or twins.get(section.source.file) not in paired:
                    yield section, score

    def _fit(self, section: Section, topics: Mapping[str, float]) -> float:
        """How well the section's subject fits, below zero: 0 is the subject that fits best."""
        if self._topics is None or not topics:
            return 0.0
        subject = self._topics.of(section.steps) or ""
        return topics.get(subject, topics.get("", 0.0)) - max(topics.values())

    def _ranked(self, reading: QueryReading) -> tuple[list[tuple[str, float]], float]:
        """The sections, best first, and how much nearer to the query the shipped notes are than what is indexed."""
        by_words = _beside(lambda: self._by_words(reading))
        whole, *clauses = self._vectors.nearest_to(reading.vectors, ChunkKind.LINE, CANDIDATES)
        lead = self._vectors.nearest_to(reading.vectors[:1], ChunkKind.LEAD, CANDIDATES)[0]
        rankings: list[Weighed] = [
            (LINE, whole, None),
            (CLAUSES, summed(clauses or [whole]), None),
            (LEAD, lead, None),
        ]
        rankings += by_words.result()
        nearer = _nearer(reading, whole, lead)
        if reading.told and nearer > 0:
            told = self._lexical.search(reading.told, CANDIDATES, mend=False)[0]
            rankings.append((TOLD * _share(nearer, _SURE), told, 0.0))
        return fuse(rankings), nearer

    def _by_words(self, reading: QueryReading) -> list[Weighed]:
        found = self._lexical.search(reading.text, CANDIDATES)
        rankings: list[Weighed] = [(weight, each, 0.0) for weight, each in zip((WORDS, PAIRS), found, strict=True)]
        if reading.terms:
            rankings.append((TERMS, self._lexical.search(reading.terms, CANDIDATES, mend=False)[1], 0.0))
        return rankings


def _beside(work: Callable[[], list[Weighed]]) -> Future[list[Weighed]]:
    """Begin it on another core: words and meanings are looked up by libraries that do not hold the interpreter."""
    return _workers.submit(work)


def fuse(rankings: Iterable[Weighed]) -> list[tuple[str, float]]:
    """The sections of all rankings by the weighted sum of their z-scores."""
    held = [(weight, _best(ranking), missing) for weight, ranking, missing in rankings if ranking]
    sections = list(dict.fromkeys(section for _, best, _ in held for section in best))
    total = dict.fromkeys(sections, 0.0)
    for weight, best, missing in held:
        floor = min(best.values()) if missing is None else missing
        scores = [best.get(section, floor) for section in sections]
        mean = sum(scores) / len(scores)
        spread = (sum((score - mean) ** 2 for score in scores) / len(scores)) ** 0.5
        for section, score in zip(sections, scores, strict=True):
            total[section] += weight * (score - mean) / spread if spread else 0.0
    return sorted(total.items(), key=lambda item: -item[1])


def summed(rankings: Sequence[Ranking]) -> list[tuple[str, float]]:
    """Sections by the mean of their best scores in several rankings, such as those of a query's clauses."""
    best = [_best(ranking) for ranking in rankings if ranking]
    lows = [min(each.values()) for each in best]
    sections = dict.fromkeys(section for each in best for section in each)
    means = {
        section: fmean(each.get(section, low) for each, low in zip(best, lows, strict=True)) for section in sections
    }
    return sorted(means.items(), key=lambda item: -item[1])


def _nearer(reading: QueryReading, line: Ranking, lead: Ranking) -> float:
    if not line or not lead:
        return -1.0
    return fmean((reading.known_line - line[0][1], reading.known_lead - lead[0][1]))


def _share(value: float, whole: float) -> float:
    return min(1.0, max(0.0, value / whole))


def _best(ranking: Ranking) -> dict[str, float]:
    best: dict[str, float] = {}
    for section, score in ranking:
        best.setdefault(section, score)
    return best
