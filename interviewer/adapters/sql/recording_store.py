"""The RecordingStore in SQL."""

from __future__ import annotations

from interviewer.adapters.sql.audio_rows import AudioRows
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import recording as table
from interviewer.domain.errors import SessionNotFound
from interviewer.domain.speech import Recording


class SqlRecordingStore:
    def __init__(self, database: Database) -> None:
        self._rows = AudioRows(database, table, table.c.session_id, Recording)

    def add(self, recording: Recording, audio: bytes) -> None:
        if not self._rows.add(recording, recording.session_id, audio):
            raise SessionNotFound(id=recording.session_id)

    def save(self, recording: Recording) -> bool:
        return self._rows.save(recording.id, recording)

    def of_session(self, session_id: str) -> list[Recording]:
        return self._rows.of(session_id)

    def get(self, recording_id: str) -> Recording:
        return self._rows.get(recording_id)

    def audio(self, recording_id: str) -> bytes:
        return self._rows.audio(recording_id)

    def delete(self, recording_id: str) -> None:
        self._rows.delete([recording_id])
