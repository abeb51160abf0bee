"""A lexical index of one process that follows what all processes store: it is derived, so each has its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Lock

from interviewer.domain.notes import Section, SectionStatus
from interviewer.domain.ports import LexicalIndex, NoteStore

LOOK_SECONDS = 1.0


class FollowingIndex:
    """Before a search, but at most once a second, it asks whether the stored notes have changed, and takes over what
    did. Of several threads one does that, while the others search what there is."""

    def __init__(self, notes: NoteStore, inner: LexicalIndex, now: Callable[[], float] = time.monotonic) -> None:
        self._notes = notes
        self._inner = inner
        self._now = now
        self._looked = float("-inf")
        self._turn = Lock()

    def search(self, query: str, k: int, *, mend: bool = True) -> list[list[tuple[str, float]]]:
        """Raises what the note store raises, too."""
        if self._now() - self._looked >= LOOK_SECONDS and self._turn.acquire(blocking=False):
            try:
                self.catch_up()
                self._looked = self._now()
            finally:
                self._turn.release()
        return self._inner.search(query, k, mend=mend)

    def catch_up(self) -> None:
        """Bring the index in step with the store; only what was stored since the last time is read."""
        newest, held = self._notes.generation(), self._inner.generation()
        if newest == held:
            return
        hashes, there = self._inner.hashes(), self._notes.section_ids()
        since = held if held < newest else -1  # the other way round where the database was put back
        for file in self._notes.changed_since(since):
            sections = self._notes.sections_as_read(file)
            searched = [each for each in sections if each.status is not SectionStatus.GAP]
            self._inner.upsert([each for each in searched if hashes.get(each.id) != each.content_hash])
            there -= {each.id for each in sections} - {each.id for each in searched}
        self._inner.delete([each for each in hashes if each not in there])
        self._inner.mark(newest)

    def upsert(self, sections: Sequence[Section]) -> None:
        self._inner.upsert(sections)

    def delete(self, section_ids: Sequence[str]) -> None:
        self._inner.delete(section_ids)

    def hashes(self) -> dict[str, str]:
        return self._inner.hashes()

    def generation(self) -> int:
        return self._inner.generation()

    def mark(self, generation: int) -> None:
        self._inner.mark(generation)

    def close(self) -> None:
        """Give its file back, where it has one."""
        if hasattr(self._inner, "close"):
            self._inner.close()
