"""Turning the recording of an answer into text, and keeping what was heard with it."""

from __future__ import annotations

import logging
from dataclasses import replace

from interviewer.domain.errors import InterviewerError, TranscriptionUnavailable
from interviewer.domain.notes import Section
from interviewer.domain.ports import NoteStore, RecordingStore, SessionStore, Transcriber
from interviewer.domain.questions import Question
from interviewer.domain.speech import Recording
from interviewer.services.heard_text import heard_text, section_as_asked

_log = logging.getLogger("interviewer.hearing")


class Hearing:
    """`transcriber` is None where nothing can transcribe."""

    def __init__(
        self, recordings: RecordingStore, sessions: SessionStore, notes: NoteStore, transcriber: Transcriber | None
    ) -> None:
        self._recordings = recordings
        self._sessions = sessions
        self._notes = notes
        self._transcriber = transcriber

    @property
    def available(self) -> bool:
        return self._transcriber is not None

    def listen(self, recording_id: str) -> Recording:
        """The recording with what was heard in it, or with the trouble that it came to; stored when this returns.

        Raises RecordingNotFound and what the database raises.
        """
        recording = replace(self._recordings.get(recording_id), trouble="")
        try:
            heard = self._heard(recording, self._recordings.audio(recording_id))
        except TranscriptionUnavailable as error:
            heard = replace(recording, trouble=error.trouble)
        except InterviewerError:
            raise
        except Exception:  # a recogniser's library may raise anything; the recording stays, and the user goes on
            _log.exception("a recording was not transcribed")
            heard = replace(recording, trouble="server_error")
        self._recordings.save(heard)
        return heard

    def take_back(self, recording_id: str, number: int) -> Recording:
        """Undo one mend, by its number from 0. Raises RecordingNotFound."""
        recording = self._recordings.get(recording_id)
        undone = replace(recording, said=recording.said.without(number))
        self._recordings.save(undone)
        return undone

    def _heard(self, recording: Recording, audio: bytes) -> Recording:
        if self._transcriber is None:
            raise TranscriptionUnavailable(why="speech.not_installed")
        language, section = self._asked(recording)
        found, said = heard_text(self._transcriber, self._notes, audio, language, section)
        return replace(recording, recogniser=found.recogniser, heard=found.text, said=said)

    def _asked(self, recording: Recording) -> tuple[str, Section]:
        """The language of the answer, and the section that the question is about."""
        session = self._sessions.get(recording.session_id)
        turn = next(each for each in session.turns if each.id == recording.turn_id)
        language = session.plan.answer_language or session.plan.language
        return language, self._notes.section(turn.question.section_id) or _as_asked(turn.question)


def _as_asked(question: Question) -> Section:
    return section_as_asked(
        question.section_id, question.path, question.reference, question.language, question.key_points
    )
