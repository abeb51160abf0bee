"""Reading a query for search: as it was meant, its clauses, words of the other language, where shipped notes point."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from interviewer.adapters.embedded_grader.terms import terms
from interviewer.adapters.known_notes import KnownNotes, known_notes, without_common
from interviewer.adapters.mending import mended
from interviewer.domain.ports import Embedder, QueryReading

LONGEST_QUERY = 400
_MOST_CLAUSES = 4
_MOST_TERMS = 40
_BREAK = re.compile(r"[，。？！；,;?!：:\n]+|\s(?:and|or|but|versus|when)\s")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_RUN = re.compile(r"[a-z0-9_.\-/]+|[\u3400-\u9fff]+")


class EmbeddingQueryReader:
    """Works with any embedder; `known` only with the one that the file of shipped notes was made with."""

    def __init__(self, embedder: Embedder, known: KnownNotes | None = None, follow: bool = True) -> None:
        self._embedder = embedder
        self._known = known if known is not None else known_notes(embedder.name)
        self._follow = follow

    def read(self, query: str) -> QueryReading:
        query = mended(query[:LONGEST_QUERY])
        vectors, terms = self._embedder.embed([query, *clauses_of(query)]), same_meaning(query)
        if self._known is None:
            return QueryReading(query, vectors, terms)
        vectors = without_common(vectors, self._known.centre)
        if not self._follow:
            return QueryReading(query, vectors, terms)
        lead = self._known.follow(query, terms, vectors[0])
        return QueryReading(query, vectors, terms, lead.told, lead.topics, lead.line, lead.lead)


def clauses_of(query: str) -> list[str]:
    """The clauses of a query that has several, at most four; none of a query that has one."""
    parts = [part.strip() for part in _BREAK.split(query)]
    long_enough = [part for part in parts if len(part) >= (3 if _HANZI.search(part) else 8)]
    return long_enough[:_MOST_CLAUSES] if len(long_enough) > 1 else []


def same_meaning(query: str) -> str:
    """Terms that mean the same as terms of the query and do not stand in it, by the general list of both languages."""
    folded = query.casefold()
    forms = (form for concept in dict.fromkeys(_concepts(folded)) for form in _forms()[concept])
    return " ".join(list(dict.fromkeys(form for form in forms if form not in folded))[:_MOST_TERMS])


def _concepts(text: str) -> list[str]:
    known = terms()
    runs = _RUN.findall(text)
    latin = [run for run in runs if run[0].isascii()]
    phrases = (
        " ".join(latin[at : at + size])
        for size in range(known.longest_phrase, 0, -1)
        for at in range(len(latin) - size + 1)
    )
    found = [known.concept_of[phrase] for phrase in phrases if phrase in known.concept_of]
    for run in runs:
        if not run[0].isascii():
            found += _chinese_concepts(run)
    return found


def _chinese_concepts(run: str) -> list[str]:
    """The longest known form from each place on; a form that stands in another one is passed over."""
    concept_of, longest = terms().concept_of, _longest_chinese()
    found, at = [], 0
    while at < len(run):
        sizes = range(min(longest, len(run) - at), 1, -1)
        size = next((size for size in sizes if run[at : at + size] in concept_of), 0)
        if size:
            found.append(concept_of[run[at : at + size]])
        at += size or 1
    return found


@cache
def _forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = defaultdict(list)
    for form, concept in terms().concept_of.items():
        forms[concept].append(form)
    return forms


@cache
def _longest_chinese() -> int:
    return max(map(len, terms().chinese))
