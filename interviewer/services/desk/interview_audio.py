"""The kept recordings of an interview, as they are listened to and deleted: one for each stretch of listening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from interviewer.domain import wav
from interviewer.domain.candidates import InterviewRecording
from interviewer.domain.ports import InterviewRecordings


@dataclass(frozen=True, slots=True)
class Take:
    """What was recorded on one question without a stop between. `parts` are ids, in their order."""

    question_id: str
    at: datetime
    seconds: float
    parts: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.parts[0]


@dataclass(frozen=True, slots=True)
class InterviewAudio:
    recordings: InterviewRecordings

    def takes(self, interview_id: str) -> list[Take]:
        """Oldest first."""
        kept = self.recordings.of_interview(interview_id)
        return [_take(list(parts)) for _, parts in groupby(kept, key=_stretch)]

    def audio(self, take: Take) -> bytes:
        """The whole of it as one WAV. Raises RecordingNotFound."""
        return wav.joined([self.recordings.audio(each) for each in take.parts])

    def delete(self, take: Take) -> None:
        self.recordings.delete(take.parts)


def _stretch(part: InterviewRecording) -> tuple[str, str]:
    return part.take or part.id, part.question_id


def _take(parts: list[InterviewRecording]) -> Take:
    first = parts[0]
    return Take(first.question_id, first.at, sum(each.seconds for each in parts), tuple(each.id for each in parts))
