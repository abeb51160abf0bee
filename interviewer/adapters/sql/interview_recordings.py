"""The InterviewRecordings in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.adapters.sql.audio_rows import AudioRows
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import interview_recording as table
from interviewer.domain.candidates import InterviewRecording
from interviewer.domain.errors import InterviewNotFound


class SqlInterviewRecordings:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = AudioRows(database, table, table.c.interview_id, InterviewRecording)

    def add(self, recording: InterviewRecording, audio: bytes) -> None:
        if not self._rows.add(recording, recording.interview_id, audio):
            raise InterviewNotFound(id=recording.interview_id)

    def of_interview(self, interview_id: str) -> list[InterviewRecording]:
        return self._rows.of(interview_id)

    def audio(self, recording_id: str) -> bytes:
        return self._rows.audio(recording_id)

    def delete(self, recording_ids: Sequence[str]) -> None:
        if self._rows.delete(recording_ids):
            self._database.scrub()
