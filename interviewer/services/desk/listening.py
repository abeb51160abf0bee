"""Listening to a live interview, piece by piece: with the candidate's consent, and only as far as it goes."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from interviewer.domain import wav
from interviewer.domain.candidates import InterviewRecording
from interviewer.domain.desk import SetQuestion
from interviewer.domain.errors import ConsentMissing, InterviewerError, TranscriptionUnavailable
from interviewer.domain.live import Interview
from interviewer.domain.notes import Section
from interviewer.domain.ports import Clock, NoteStore, Transcriber
from interviewer.services.desk.candidates import Candidates
from interviewer.services.desk.interviewing import Interviewing
from interviewer.services.heard_text import heard_text, section_as_asked

_log = logging.getLogger("interviewer.listening")


class PieceState(StrEnum):
    """`waiting` to be transcribed; `done`, and its words stand in the notes; in `trouble`, and to be sent again."""

    WAITING = "waiting"
    DONE = "done"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Piece:
    """A few seconds of sound on one question. `id` is the sender's own, so that a piece sent twice is heard once.

    `trouble` is why nothing was heard, a word of `error.why.speech` in locales/; `tries` counts how often it came to be
    heard.
    """

    id: str
    question_id: str
    state: PieceState = PieceState.WAITING
    trouble: str = ""
    tries: int = 1


@dataclass
class _Room:
    """One interview: its pieces in their order, the audio that waits, and the versions that hearing saved."""

    pieces: dict[str, Piece] = field(default_factory=dict)
    waiting: deque[tuple[str, bytes]] = field(default_factory=deque)
    saved: set[int] = field(default_factory=set)
    thread: threading.Thread | None = None


class Listening:
    """Pieces of one interview are heard one after the other, beside the page, and their words put into its notes.

    Audio that may not be kept is never stored: it is in memory until it is heard. `transcriber` is None where nothing
    can transcribe; then a recording is kept, where the candidate agreed to that.
    """

    def __init__(
        self,
        interviewing: Interviewing,
        candidates: Candidates,
        notes: NoteStore,
        transcriber: Transcriber | None,
        clock: Clock,
    ) -> None:
        self._interviewing = interviewing
        self._candidates = candidates
        self._notes = notes
        self._transcriber = transcriber
        self._clock = clock
        self._rooms: dict[str, _Room] = {}
        self._lock = threading.Lock()

    @property
    def place(self) -> str:
        """Who transcribes, as it is named to the candidate; "" where nothing does."""
        return self._transcriber.place if self._transcriber is not None else ""

    def allowed(self, interview: Interview) -> bool:
        """Whether there is anything that may be done with what is said."""
        return interview.may_record or interview.may_transcribe(self.place)

    def receive(self, interview_id: str, question_id: str, piece_id: str, audio: bytes, *, take: str = "") -> None:
        """Keep it where that is agreed to, and begin to transcribe it where that is.

        Raises ConsentMissing, RecordingUnusable, InterviewNotFound, KeyError for a question of another set.
        """
        interview = self._interviewing.get(interview_id)
        interview.set.question(question_id)
        if not self.allowed(interview):
            raise ConsentMissing()
        seconds = wav.seconds_of(audio)
        if interview.may_record:
            at = self._clock.now() - timedelta(seconds=seconds)
            kept = InterviewRecording(_id(interview_id, piece_id), interview_id, question_id, at, seconds, take)
            self._candidates.keep_recording(interview, kept, audio)
        hears = interview.may_transcribe(self.place)
        with self._lock:
            room = self._rooms.setdefault(interview_id, _Room())
            known = room.pieces.get(piece_id)
            if known is not None and known.state is not PieceState.TROUBLE:
                return
            state, tries = PieceState.WAITING if hears else PieceState.DONE, known.tries + 1 if known else 1
            room.pieces[piece_id] = Piece(piece_id, question_id, state, tries=tries)
            if hears:
                room.waiting.append((piece_id, audio))
                self._begin(interview_id, room)

    def pieces(self, interview_id: str) -> list[Piece]:
        """Those that came to this process, oldest first."""
        with self._lock:
            room = self._rooms.get(interview_id)
            return list(room.pieces.values()) if room else []

    def saved_between(self, interview_id: str, before: int, now: int) -> int:
        """How many of the versions after `before`, up to `now`, were saved here."""
        with self._lock:
            room = self._rooms.get(interview_id)
            return sum(before < each <= now for each in room.saved) if room else 0

    def wait(self, interview_id: str, seconds: float) -> bool:
        """Whether all is heard, after waiting for at most so long."""
        with self._lock:
            room = self._rooms.get(interview_id)
            thread = room.thread if room else None
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def _begin(self, interview_id: str, room: _Room) -> None:
        if room.thread is None:
            room.thread = threading.Thread(target=self._run, args=(interview_id, room), name="listen", daemon=True)
            room.thread.start()

    def _run(self, interview_id: str, room: _Room) -> None:
        while True:
            with self._lock:
                if not room.waiting:
                    room.thread = None
                    return
                piece_id, audio = room.waiting.popleft()
            trouble = self._heard(interview_id, room, room.pieces[piece_id], audio)
            with self._lock:
                state = PieceState.TROUBLE if trouble else PieceState.DONE
                room.pieces[piece_id] = replace(room.pieces[piece_id], state=state, trouble=trouble)

    def _heard(self, interview_id: str, room: _Room, piece: Piece, audio: bytes) -> str:
        """Put its words into the notes; the trouble that it came to, or ""."""
        try:
            text = self._text(self._interviewing.get(interview_id), piece.question_id, audio)
            if text and self._interviewing.get(interview_id).may_transcribe(self.place):  # he may have changed his mind
                with self._lock:  # whoever sees the new version must see that it came from here
                    saved = self._interviewing.hear(interview_id, piece.question_id, text)
                    room.saved.add(saved.version)
        except TranscriptionUnavailable as error:
            return "" if error.trouble == "silent" else error.trouble
        except InterviewerError as error:  # deleted meanwhile, or the database is away
            _log.warning("a piece of an interview was not heard: %s", error)
            return "server_error"
        except Exception:  # a recogniser's library may raise anything; the interview goes on
            _log.exception("a piece of an interview was not heard")
            return "server_error"
        return ""

    def _text(self, interview: Interview, question_id: str, audio: bytes) -> str:
        if self._transcriber is None or not interview.may_transcribe(self.place):
            return ""
        language = interview.set.language
        section = self._section(interview.set.question(question_id), language)
        _, said = heard_text(self._transcriber, self._notes, audio, language, section)
        return " ".join(said.text.split())

    def _section(self, question: SetQuestion, language: str) -> Section:
        return self._notes.section(question.section_id) or section_as_asked(
            question.section_id, question.path, question.reference, language, question.key_points
        )


def _id(interview_id: str, piece_id: str) -> str:
    """The same piece of an interview is kept once, also after a restart."""
    return hashlib.sha256(f"{interview_id}/{piece_id}".encode()).hexdigest()[:16]
