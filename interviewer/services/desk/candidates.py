"""The candidates that are kept: what there is of each, how long, and forgetting them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from interviewer.domain.candidates import Candidate, InterviewRecording
from interviewer.domain.desk import QuestionSet
from interviewer.domain.errors import CandidateUnnamed, ConsentMissing
from interviewer.domain.live import Interview
from interviewer.domain.ports import CandidateStore, Clock, InterviewRecordings, InterviewStore
from interviewer.services.desk.agreement import SideBySide, side_by_side
from interviewer.services.desk.card_values import CardView, view
from interviewer.services.desk.comparing import Comparison, compare
from interviewer.services.desk.scorecards import Scorecards


def _new_id() -> str:
    return uuid4().hex[:16]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A line of the list. `goes_at` is when he is deleted by the retention, None where everything is kept."""

    candidate: Candidate
    interviews: tuple[CardView, ...]
    last: datetime
    goes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Candidates:
    """`retention_days` after his last interview a candidate is deleted with all that is kept of him; 0 keeps him."""

    store: CandidateStore
    interviews: InterviewStore
    recordings: InterviewRecordings
    scorecards: Scorecards
    clock: Clock
    retention_days: int = 0
    new_id: Callable[[], str] = _new_id

    def add(self, name: str) -> Candidate:
        """Raises CandidateUnnamed."""
        if not name.strip():
            raise CandidateUnnamed()
        made = Candidate(self.new_id(), " ".join(name.split()), self.clock.now())
        self.store.add(made)
        return made

    def rows(self) -> list[CandidateRow]:
        """Newest first; those whose time is over are deleted before."""
        self.purge()
        views = self._views(self.interviews.all())
        return [self._row(each, [v for v in views if v.interview.candidate_id == each.id]) for each in self.store.all()]

    def names(self) -> set[str]:
        """All by which candidates are known: interviewers may write one of them differently."""
        return {each.name for each in self.store.all()} | {each.candidate for each in self.interviews.all()}

    def purge(self) -> list[Candidate]:
        """Delete those whose time is over; gives them."""
        if not self.retention_days:
            return []
        taken = self.interviews.all()
        over = [each for each in self.store.all() if self._goes_at(_last(each, taken)) <= self.clock.now()]
        for each in over:
            self.store.delete(each.id)
        return over

    def delete(self, candidate_id: str) -> None:
        """All of him: interviews, scorecards with their logs, recordings. Raises CandidateNotFound."""
        self.store.get(candidate_id)
        self.store.delete(candidate_id)

    def side_by_side(self, candidate_id: str) -> list[tuple[QuestionSet, SideBySide]]:
        """For each set that he was asked. Raises CandidateNotFound."""
        self.store.get(candidate_id)
        views = self._views(self.interviews.of_candidate(candidate_id))
        sets = {each.interview.set.id: each.interview.set for each in views}
        return [(one, side_by_side([v for v in views if v.interview.set.id == one.id])) for one in sets.values()]

    def sets(self) -> list[QuestionSet]:
        """Those that somebody was asked, as in their newest interview, newest first."""
        found: dict[str, QuestionSet] = {}
        for each in self.interviews.all():
            found.setdefault(each.set.id, each.set)
        return list(found.values())

    def compare(self, set_id: str, *, blind: bool = False) -> Comparison | None:
        """None where nobody was asked the set."""
        views = self._views(self.interviews.of_set(set_id))
        return compare(views, self.store.all(), blind=blind) if views else None

    def keep_recording(self, interview: Interview, recording: InterviewRecording, audio: bytes) -> None:
        """Raises ConsentMissing where the candidate was not asked or said no; then nothing is kept."""
        if not interview.may_record or not self.interviews.get(interview.id).may_record:
            raise ConsentMissing()
        self.recordings.add(recording, audio)

    def _views(self, interviews: Sequence[Interview]) -> list[CardView]:
        return [view(each, self.scorecards.of(each)) for each in interviews]

    def _row(self, candidate: Candidate, views: Sequence[CardView]) -> CandidateRow:
        last = _last(candidate, [each.interview for each in views])
        return CandidateRow(candidate, tuple(views), last, self._goes_at(last) if self.retention_days else None)

    def _goes_at(self, last: datetime) -> datetime:
        return last + timedelta(days=self.retention_days)


def _last(candidate: Candidate, interviews: Sequence[Interview]) -> datetime:
    """When he was last met; before the first interview, when he was written down."""
    own = [each for each in interviews if each.candidate_id == candidate.id]
    return max([candidate.made_at, *(each.ended_at or each.began_at or each.made_at for each in own)])
