"""All checks over all notes under some paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from interviewer.domain.ports import Clock, Embedder
from interviewer.services.doctor.claims import claims_of, near_pairs
from interviewer.services.doctor.contradictions import as_finding, find_contradictions
from interviewer.services.doctor.documents import Document, Progress, read_documents
from interviewer.services.doctor.duplicates import find_duplicates
from interviewer.services.doctor.findings import Finding, FindingKind
from interviewer.services.doctor.holes import find_holes
from interviewer.services.doctor.links import find_dead_links
from interviewer.services.doctor.misspelling import find_misspellings
from interviewer.services.doctor.stale import find_stale
from interviewer.services.doctor.unfinished import find_unfinished
from interviewer.services.doctor.vocabulary import Usage, Vocabulary, usage_of_folder

_ORDER = {kind: at for at, kind in enumerate(FindingKind)}


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, in the order of file, line and kind; `unreadable` are (file, why) as in `error.why`."""

    findings: tuple[Finding, ...]
    files: int
    unreadable: tuple[tuple[str, str], ...] = ()

    def as_json(self, language: str) -> list[dict[str, object]]:
        return [finding.as_json(language) for finding in self.findings]


class Doctor:
    """Needs no index. Spelling is measured against the notes at hand, the shipped ones and general lists."""

    def __init__(self, embedder: Embedder, clock: Clock, shipped: Path) -> None:
        self._embedder = embedder
        self._clock = clock
        self._shipped = shipped

    def examine(self, paths: Sequence[Path], progress: Progress | None = None) -> Examination:
        """Raises PathNotFound, NothingToIngest, and NoteUnreadable where none of the notes can be read."""
        documents, unreadable = read_documents(paths, self._shipped, progress)
        found = self.findings(documents)
        return Examination(tuple(found), len(documents), tuple(unreadable))

    def findings(self, documents: Sequence[Document]) -> list[Finding]:
        order = {document.file: at for at, document in enumerate(documents)}
        found = [*self._of_each(documents), *self._of_all(documents)]
        return sorted(found, key=lambda each: (order[each.file], each.line, _ORDER[each.kind]))

    def _of_each(self, documents: Sequence[Document]) -> Iterator[Finding]:
        today = self._clock.now().date()
        for document in documents:
            yield from find_holes(document)
            yield from find_unfinished(document)
            yield from find_stale(document, today)

    def _of_all(self, documents: Sequence[Document]) -> Iterator[Finding]:
        own = Usage.of(document.lines for document in documents)
        yield from find_misspellings(documents, Vocabulary(self._shipped_usage, own))
        yield from find_dead_links(documents)
        claims = claims_of(documents)
        pairs = list(near_pairs(claims, self._embedder))
        opposed = list(find_contradictions(claims, pairs))
        yield from (as_finding(*each) for each in opposed)
        excluded = {(one.point.id, other.point.id) for one, other, _ in opposed}
        yield from find_duplicates([each for each in pairs if (each[0].point.id, each[1].point.id) not in excluded])

    @cached_property
    def _shipped_usage(self) -> Usage:
        return usage_of_folder(self._shipped)
