"""The index: made by the embedder that is configured, and in step with the database."""

from __future__ import annotations

from interviewer.domain.ports.system import IndexFacts, IndexProbe
from interviewer.services.system_check.finding import Finding, ok, problem, warning


def check(index: IndexProbe) -> Finding:
    facts = index.look()
    told = _told(facts)
    if facts.made_by and facts.made_by != facts.wanted:
        return problem("index", "other_embedder", **told)
    if not facts.chunks and not facts.vectors:
        return warning("index", "empty", **told)
    if facts.chunks != facts.vectors or facts.sections != facts.lexical:
        return warning("index", "out_of_step", **told)
    return ok("index", "ok", **told)


def _told(facts: IndexFacts) -> dict[str, object]:
    return {
        "place": facts.place,
        "made_by": facts.made_by or "–",
        "wanted": facts.wanted,
        "chunks": facts.chunks,
        "vectors": facts.vectors,
        "sections": facts.sections,
        "lexical": facts.lexical,
    }
