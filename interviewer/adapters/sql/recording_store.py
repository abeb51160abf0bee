"""The RecordingStore in SQL. Audio is read only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from interviewer.adapters.sql.codec import dumps, loads
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.tables import recording as table
from interviewer.domain.errors import RecordingNotFound, SessionNotFound
from interviewer.domain.speech import Recording


@dataclass(frozen=True, slots=True)
class SqlRecordingStore:
    database: Database

    def add(self, recording: Recording, audio: bytes) -> None:
        row = {
            "id": recording.id,
            "session_id": recording.session_id,
            "at": recording.at,
            "document": dumps(recording),
            "audio": audio,
        }
        try:
            with self.database.writing() as connection:
                connection.execute(insert(table).values(row))
        except IntegrityError as error:
            if not self._knows(recording.id):
                raise SessionNotFound(id=recording.session_id) from error

    def save(self, recording: Recording) -> bool:
        changed = update(table).where(table.c.id == recording.id).values(document=dumps(recording))
        with self.database.writing() as connection:
            return connection.execute(changed).rowcount == 1

    def of_session(self, session_id: str) -> list[Recording]:
        wanted = select(table.c.document).where(table.c.session_id == session_id).order_by(table.c.at, table.c.id)
        with self.database.reading() as connection:
            return [loads(Recording, text) for text in connection.scalars(wanted)]

    def get(self, recording_id: str) -> Recording:
        with self.database.reading() as connection:
            found = connection.scalar(select(table.c.document).where(table.c.id == recording_id))
        if found is None:
            raise RecordingNotFound(id=recording_id)
        return loads(Recording, found)

    def audio(self, recording_id: str) -> bytes:
        with self.database.reading() as connection:
            found = connection.scalar(select(table.c.audio).where(table.c.id == recording_id))
        if found is None:
            raise RecordingNotFound(id=recording_id)
        return bytes(found)

    def delete(self, recording_id: str) -> None:
        with self.database.writing() as connection:
            connection.execute(delete(table).where(table.c.id == recording_id))

    def _knows(self, recording_id: str) -> bool:
        with self.database.reading() as connection:
            return connection.scalar(select(table.c.id).where(table.c.id == recording_id)) is not None
