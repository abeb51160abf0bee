"""What is kept of sessions, and when a key point is to be asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from interviewer.domain.archive import Merged, Record
from interviewer.domain.corrections import Correction
from interviewer.domain.history import HistoryChoices, HistoryFilter, HistoryPage
from interviewer.domain.outcomes import PointOutcome
from interviewer.domain.reviews import Memory, Review
from interviewer.domain.sessions import Session, SessionSummary, Turn


class SessionStore(Protocol):
    """Sessions and turns, durable when a call returns. A deleted session is there for `page` and `restore` only."""

    def add(self, session: Session) -> None: ...

    def save_turn(self, turn: Turn) -> Turn:
        """Insert or update; gives the turn with its new version. Raises TurnChangedElsewhere on a stale version."""

    def finish(self, session_id: str, at: datetime) -> None: ...

    def get(self, session_id: str) -> Session:
        """Raises SessionNotFound."""

    def summaries(self) -> list[SessionSummary]:
        """Newest first."""

    def page(self, wanted: HistoryFilter, offset: int = 0, limit: int = 20) -> HistoryPage:
        """Newest first; deleted ones by the time of deletion."""

    def choices(self) -> HistoryChoices: ...

    def unfinished(self) -> Session | None:
        """The newest session that was not ended and has been asked something."""

    def rename(self, session_id: str, name: str) -> None:
        """Raises SessionNotFound."""

    def delete(self, session_id: str, at: datetime) -> None:
        """Hide it with all that came of it. The first time counts. Raises SessionNotFound."""

    def restore(self, session_id: str) -> None:
        """Undo the deletion, if there was one. Raises SessionNotFound."""

    def purge(self, deleted_before: datetime) -> int:
        """Forget for good what was deleted before that time; gives how many sessions that were."""

    def recent_section_ids(self, sessions: int) -> set[str]:
        """Sections asked in the newest sessions."""


class OutcomeStore(Protocol):
    """The outcomes of key points in all sessions, as the stored turns have them."""

    def outcomes(self, *, since: datetime | None = None, section_ids: Sequence[str] = ()) -> list[PointOutcome]:
        """Oldest first; from that time on, of those sections only, where they are given."""

    def stamps(self) -> dict[str, str]:
        """By section id, a text that is another one whenever anything of the section's outcomes has changed."""

    def times(self) -> list[datetime]:
        """When answers were given that left outcomes, each once, oldest first."""

    def graders(self) -> list[tuple[str, int]]:
        """(name as `grader_of` gives it, outcomes), most first."""

    def answer_seconds(self, most: int = 60) -> list[float]:
        """How long the newest answered questions took from being asked to being answered, pauses counted in."""


class Archive(Protocol):
    """All that is the user's and no file of his: what moves to another machine."""

    def records(self, *, with_recordings: bool) -> Iterator[Record | None]:
        """As they are at one moment, without what was deleted; None for one that cannot be read."""

    def merge(self, records: Iterable[Record], *, keep: bool) -> Merged:
        """Put them to what is here, all or none; without `keep` only to see what would come of it.

        Raises ArchiveUnreadable, ArchiveTooNew.
        """


class Scheduler(Protocol):
    """Says when a key point is to be asked again, from all of its reviews; it keeps nothing itself."""

    def replay(self, reviews: Sequence[Review]) -> Memory:
        """What at least one review comes to, oldest first, each on a later day than the one before."""

    def recall(self, memory: Memory, day: date) -> float:
        """How likely (0..1) the point is to be remembered on that day; on a day before the last review, as on it."""


class CorrectionStore(Protocol):
    """Verdicts that people set right, durable when a call returns."""

    def put(self, correction: Correction) -> None:
        """Keep it, in the place of one with the same id."""

    def remove(self, correction_id: str) -> None:
        """Forget it, if it is known."""

    def newest(self, most: int = 1000) -> list[Correction]:
        """Newest first."""


class Preferences(Protocol):
    """What a person chose once and wants remembered, durable when a call returns."""

    def get(self, name: str) -> str:
        """ "" for what was never chosen."""

    def put(self, name: str, value: str) -> None: ...


class Clock(Protocol):
    def now(self) -> datetime:
        """An aware time in UTC."""
