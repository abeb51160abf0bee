"""What a check of the installation sees of the index, in the process that owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.changes import is_searched
from interviewer.domain.ports.system import IndexFacts

if TYPE_CHECKING:
    from interviewer.bootstrap.notes import NoteParts


class OwnIndexProbe:
    """The IndexProbe port. The parts are made when they are looked at."""

    def __init__(self, parts: NoteParts) -> None:
        self._parts = parts

    def look(self) -> IndexFacts:
        parts = self._parts
        vectors, made_by = parts.vectors.held()
        sections = [each for each in parts.notes.all_sections() if is_searched(each)]
        return IndexFacts(
            place=parts.index_place,
            made_by=made_by,
            wanted=parts.index_embedder.name,
            chunks=len(parts.notes.chunks()),
            vectors=vectors,
            sections=len(sections),
            lexical=len(parts.lexical.hashes()),
        )

    def ping(self) -> None:
        self._parts.vectors.ping()
