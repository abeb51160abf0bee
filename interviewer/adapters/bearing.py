"""No credit for a quote that has nothing to do with its key point, whatever the model says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.adapters.llm_verdicts import Judged, unsupported
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.ports import Embedder

FAR_BELOW = 0.22
"""Cosine of quote and key point under which they speak of different things.

Of the points that our graded answers state, 1 in 200 has no clause that is nearer; of clauses that only speak to the
grader, 19 in 20 are farther from any point.
"""

_CREDITED = (VerdictKind.COVERED, VerdictKind.PARTIAL)


def bearing_out(found: Sequence[Judged], embedder: Embedder | None, language: str) -> list[Judged]:
    """The verdicts, without the credit that rests on words about something else. Without an embedder, as they are."""
    places = [at for at, each in enumerate(found) if each.verdict.kind in _CREDITED]
    if embedder is None or not places:
        return list(found)
    quotes = embedder.embed([found[at].verdict.quote for at in places])
    points = embedder.embed([found[at].verdict.key_point.text for at in places])
    likeness = (quotes * points).sum(axis=1)
    far = {at for at, value in zip(places, likeness, strict=True) if value < FAR_BELOW}
    return [
        replace(each, verdict=unsupported(each.verdict.key_point, language)) if at in far else each
        for at, each in enumerate(found)
    ]
