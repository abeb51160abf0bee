"""Recorded answers: kept the moment they arrive, gone when their answer is graded, unless they are to be kept."""

from __future__ import annotations

import hashlib

from interviewer.domain import wav
from interviewer.domain.ports import Clock, Preferences, RecordingStore
from interviewer.domain.sessions import Session, Turn, TurnState
from interviewer.domain.speech import Recording, Spoken

_KEEP = "keep_recordings"


class Recordings:
    def __init__(self, store: RecordingStore, preferences: Preferences, clock: Clock) -> None:
        self._store = store
        self._preferences = preferences
        self._clock = clock

    def receive(self, turn: Turn, audio: bytes, *, upload: str = "") -> Recording:
        """Keep what was recorded for what is asked now, once for each `upload`, by which it may arrive again.

        Two that sound alike, of a microphone that is turned off say, are two.

        Raises RecordingUnusable, SessionNotFound.
        """
        place = open_place(turn)
        id = hashlib.sha256(f"{turn.id}/{place}/{upload}/".encode() + audio).hexdigest()[:16]
        recording = Recording(id, turn.session_id, turn.id, place, self._clock.now(), wav.seconds_of(audio))
        self._store.add(recording, audio)
        return self._store.get(id)

    def waiting(self, turn: Turn) -> list[Recording]:
        """Those for what is asked now, oldest first."""
        return self.of(turn, open_place(turn))

    def of(self, turn: Turn, follow_up: int | None) -> list[Recording]:
        """Those that are there for the turn's question, or for a follow-up by its number."""
        return [each for each in self._store.of_session(turn.session_id) if each.belongs_to(turn.id, follow_up)]

    def audio(self, recording_id: str) -> bytes:
        """Raises RecordingNotFound."""
        return self._store.audio(recording_id)

    def whole_audio(self, turn: Turn, follow_up: int | None) -> bytes | None:
        """All that was recorded for one answer as one WAV; None when nothing is there."""
        parts = [self._store.audio(each.id) for each in self.of(turn, follow_up)]
        return wav.joined(parts) if parts else None

    def discard(self, recording_id: str) -> None:
        self._store.delete(recording_id)

    def spoken(self, turn: Turn) -> Spoken | None:
        """What is to be kept of the recordings with the answer to what is asked now; None when there are none."""
        found = self.waiting(turn)
        if not found:
            return None
        heard = [each for each in found if each.transcribed]
        return Spoken(
            seconds=sum(each.seconds for each in found),
            recording=found[0].id,
            heard="\n".join(each.heard for each in heard),
            recogniser=heard[-1].recogniser if heard else "",
            mends=tuple(mend for each in heard for mend in each.said.mends),
        )

    @property
    def keeps(self) -> bool:
        """Whether audio stays after its answer is graded."""
        return self._preferences.get(_KEEP) == "yes"

    def keep(self, wanted: bool) -> None:
        self._preferences.put(_KEEP, "yes" if wanted else "no")

    def tidy(self, session: Session) -> None:
        """Delete the audio of answers that are graded or passed over, unless recordings are kept."""
        if self.keeps:
            return
        turns = {turn.id: turn for turn in session.turns}
        for recording in self._store.of_session(session.id):
            turn = turns.get(recording.turn_id)
            if turn is None or session.finished_at is not None or _is_done(turn, recording.follow_up):
                self._store.delete(recording.id)


def open_place(turn: Turn) -> int | None:
    """The number of the open follow-up, from 0; None while the question itself is asked."""
    return len(turn.follow_ups) - 1 if turn.open_follow_up is not None else None


def _is_done(turn: Turn, follow_up: int | None) -> bool:
    if follow_up is None:
        return turn.state in (TurnState.GRADED, TurnState.SKIPPED)
    if follow_up >= len(turn.follow_ups):
        return True
    asked = turn.follow_ups[follow_up]
    return asked.answer == "" or asked.assessment is not None
