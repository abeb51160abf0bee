"""The InterviewRecordings in SQL. Audio is read only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import interview_recording as table
from interviewer.domain.candidates import InterviewRecording
from interviewer.domain.errors import InterviewNotFound, RecordingNotFound


@dataclass(frozen=True, slots=True)
class SqlInterviewRecordings:
    database: Database

    def add(self, recording: InterviewRecording, audio: bytes) -> None:
        row = {
            "id": recording.id,
            "interview_id": recording.interview_id,
            "at": recording.at,
            "document": dumps(recording),
            "audio": audio,
        }
        try:
            with self.database.writing() as connection:
                connection.execute(insert(table).values(row))
        except IntegrityError as error:
            if not self._knows(recording.id):
                raise InterviewNotFound(id=recording.interview_id) from error

    def of_interview(self, interview_id: str) -> list[InterviewRecording]:
        wanted = select(table.c.document).where(table.c.interview_id == interview_id).order_by(table.c.at, table.c.id)
        with self.database.reading() as connection:
            return [loads(InterviewRecording, text) for text in connection.scalars(wanted)]

    def audio(self, recording_id: str) -> bytes:
        with self.database.reading() as connection:
            found = connection.scalar(select(table.c.audio).where(table.c.id == recording_id))
        if found is None:
            raise RecordingNotFound(id=recording_id)
        return bytes(found)

    def _knows(self, recording_id: str) -> bool:
        with self.database.reading() as connection:
            return connection.scalar(select(table.c.id).where(table.c.id == recording_id)) is not None
