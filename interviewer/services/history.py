"""The history as its owner keeps it: finding, naming and deleting sessions, with a way back for a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from interviewer.domain.errors import NameTooLong
from interviewer.domain.history import HistoryChoices, HistoryFilter, HistoryPage, Standing
from interviewer.domain.ports import Clock, SessionStore
from interviewer.domain.sessions import SessionSummary

PAGE = 20
LONGEST_NAME = 120
KEPT_FOR = timedelta(days=30)
"""How long a deleted session can be brought back."""


@dataclass(frozen=True, slots=True)
class History:
    sessions: SessionStore
    clock: Clock

    def page(self, wanted: HistoryFilter, number: int = 1, size: int = PAGE) -> HistoryPage:
        """The page of that number from 1; the last one, where there are not so many."""
        found = self.sessions.page(wanted, (number - 1) * size, size)
        if found.sessions or not found.total:
            return found
        return self.sessions.page(wanted, (pages(found.total, size) - 1) * size, size)

    def choices(self) -> HistoryChoices:
        return self.sessions.choices()

    def last_scored(self) -> SessionSummary | None:
        """The newest session that was ended and has a score."""
        found = self.sessions.page(HistoryFilter(standing=Standing.FINISHED, lowest=0), 0, 1).sessions
        return found[0] if found else None

    def rename(self, session_id: str, name: str) -> str:
        """Gives the name as it is kept, on one line; an empty one takes the name away.

        Raises SessionNotFound, NameTooLong.
        """
        kept = " ".join(name.split())
        if len(kept) > LONGEST_NAME:
            raise NameTooLong(length=len(kept), limit=LONGEST_NAME)
        self.sessions.rename(session_id, kept)
        return kept

    def delete(self, session_id: str) -> None:
        """Raises SessionNotFound."""
        self.sessions.delete(session_id, self.clock.now())

    def restore(self, session_id: str) -> None:
        """Raises SessionNotFound, also when it was deleted too long ago."""
        self.sessions.restore(session_id)

    def tidy(self) -> int:
        """Forget for good what was deleted too long ago; gives how many sessions that were."""
        return self.sessions.purge(self.clock.now() - KEPT_FOR)


def pages(total: int, size: int = PAGE) -> int:
    """How many pages so many sessions fill; one, when there are none."""
    return max(1, -(-total // size))
