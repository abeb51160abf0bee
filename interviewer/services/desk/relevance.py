"""How near sections are to a job description or a résumé. The text is read here and kept nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from interviewer.domain.notes import PATH_JOINER, Section
from interviewer.domain.ports import Embedder
from interviewer.domain.probing import specific_terms
from interviewer.domain.text import clauses

_MOST_CLAUSES = 120
_NAMED, _MEANT = 1.0, 0.6
"""What the words of a heading that stand in the text count, and how near the heading is to a clause of it."""
_FAR = 0.35
"""Cosine under which a heading has nothing to do with a clause."""


def relevance(sections: Sequence[Section], text: str, embedder: Embedder) -> list[float]:
    """A number for each section, 0 for one that the text has nothing to do with; they only order.

    A heading's words count by how few headings have them, so that a product's name tells more than `overview`.
    """
    said = specific_terms(text)
    named = [specific_terms(section.path) for section in sections]
    count = Counter(term for terms in named for term in terms)
    near = _nearness(sections, text, embedder)
    return [
        _NAMED * sum(log(1 + len(sections) / count[term]) for term in terms & said) / (1 + len(terms))
        + _MEANT * likeness
        for terms, likeness in zip(named, near, strict=True)
    ]


def _nearness(sections: Sequence[Section], text: str, embedder: Embedder) -> list[float]:
    parts = [span.of(text) for span in clauses(text)][:_MOST_CLAUSES]
    if not parts or not sections:
        return [0.0] * len(sections)
    headings = embedder.embed([PATH_JOINER.join(section.steps[-2:]) for section in sections])
    best = (headings @ embedder.embed(parts).T).max(axis=1)
    return [max(0.0, float(each) - _FAR) for each in best]
