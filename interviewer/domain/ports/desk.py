"""The interviewer's desk: its words, and what is kept of candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from interviewer.domain.aims import Aim
from interviewer.domain.candidates import Candidate, InterviewRecording
from interviewer.domain.desk import Anchors, Guide, QuestionSet, Rung
from interviewer.domain.live import Interview, Probe
from interviewer.domain.questions import Question
from interviewer.domain.scorecard import Change, Scorecard


class DeskWriter(Protocol):
    """Words for the interviewer's desk. Of its questions, none gives a key point away."""

    def ladder(self, question: Question) -> tuple[Rung, ...]:
        """A follow-up for each step, the easiest first."""

    def closing(self, question: Question) -> tuple[str, ...]:
        """What is left to ask when everything else was."""

    def anchors(self, question: Question) -> Anchors: ...

    def red_flags(self, question: Question) -> tuple[str, ...]: ...

    def probe(self, question: Question, answer: str, aim: Aim, taken: Sequence[str] = ()) -> Probe:
        """What to ask next with that aim, in other words than those that are `taken`."""


class GuideWriter(Protocol):
    def guide(self, question: Question) -> Guide:
        """Ladder, anchors and red flags for a question with key points. No rung gives a point away, and nothing speaks
        of what the section does not. Raises ModelUnavailable."""


class ProbeWriter(Protocol):
    def probes(self, question: Question, answer: str, aims: Sequence[Aim]) -> list[Probe]:
        """At most one for each aim, in their order, none of which gives a key point away. Raises ModelUnavailable."""


class QuestionSetStore(Protocol):
    """Question sets, durable when a call returns."""

    def save(self, questions: QuestionSet) -> QuestionSet:
        """Insert or update; gives the set with its new version. Raises QuestionSetLocked when the stored one is,
        QuestionSetChangedElsewhere on a stale version."""

    def get(self, set_id: str) -> QuestionSet:
        """Raises QuestionSetNotFound."""

    def all(self) -> list[QuestionSet]:
        """Newest first."""

    def delete(self, set_id: str) -> None:
        """Forget it, if it is known."""


class CandidateStore(Protocol):
    """Candidates, durable when a call returns."""

    def add(self, candidate: Candidate) -> None:
        """Keep him; one that is known already stays as he is."""

    def get(self, candidate_id: str) -> Candidate:
        """Raises CandidateNotFound."""

    def all(self) -> list[Candidate]:
        """Newest first."""

    def delete(self, candidate_id: str) -> None:
        """Forget him, if he is known, with his interviews, scorecards, their logs and recordings, beyond recovery from
        the database's own files as far as the database can do that."""


class InterviewStore(Protocol):
    """Interviews of known candidates, durable when a call returns. They go with their candidate."""

    def save(self, interview: Interview) -> Interview:
        """Insert or update; gives the interview with its new version. Raises InterviewChangedElsewhere on a stale
        version, CandidateNotFound where its candidate is not known (any more)."""

    def get(self, interview_id: str) -> Interview:
        """Raises InterviewNotFound."""

    def of_set(self, set_id: str) -> list[Interview]:
        """Newest first."""

    def of_candidate(self, candidate_id: str) -> list[Interview]:
        """Newest first."""

    def all(self) -> list[Interview]:
        """Newest first."""


class ScorecardStore(Protocol):
    """Scorecards with the logs of their changes, durable when a call returns. They go with their interview."""

    def save(self, card: Scorecard, changes: Sequence[Change] = ()) -> Scorecard:
        """Insert or update, and add the changes to its log, both or none; gives the card with its new version. Raises
        ScorecardChangedElsewhere on a stale version, InterviewNotFound."""

    def find(self, interview_id: str) -> Scorecard | None: ...

    def log(self, interview_id: str) -> list[Change]:
        """Oldest first."""


class InterviewRecordings(Protocol):
    """Audio of interviews, durable when a call returns. It goes with its interview."""

    def add(self, recording: InterviewRecording, audio: bytes) -> None:
        """Keep it; one that is kept already stays as it is. Raises InterviewNotFound."""

    def of_interview(self, interview_id: str) -> list[InterviewRecording]:
        """Oldest first."""

    def audio(self, recording_id: str) -> bytes:
        """As it came. Raises RecordingNotFound."""

    def delete(self, recording_ids: Sequence[str]) -> None:
        """Forget them, those that are known, beyond recovery as far as the database can do that."""
