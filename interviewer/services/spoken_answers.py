"""What is kept of an answer that was spoken, with how it was spoken."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from interviewer.domain.errors import RecordingNotFound
from interviewer.domain.sessions import Session, Turn
from interviewer.domain.speech import Spoken
from interviewer.services.delivery import DeliveryMeter, Take
from interviewer.services.recordings import Recordings


class SpokenAnswers:
    def __init__(self, recordings: Recordings, meter: DeliveryMeter) -> None:
        self._recordings = recordings
        self._meter = meter

    def prepare(self, recording_id: str) -> None:
        """Begin to listen for pauses as soon as a recording is there. Raises RecordingNotFound."""
        self._meter.prepare(self._recordings.audio(recording_id))

    def kept(self, session: Session, turn: Turn) -> Spoken | None:
        """Of the recordings for what is asked now, before they are deleted; None when there are none."""
        spoken = self._recordings.spoken(turn)
        if spoken is None:
            return None
        takes = [Take(self._audio(each.id), each.heard) for each in self._recordings.waiting(turn)]
        plan, follow_up = session.plan, turn.open_follow_up is not None
        language = plan.answer_language or plan.language
        delivery = self._meter.measure_takes(takes, language, plan.seconds_a_question, follow_up=follow_up)
        return replace(spoken, delivery=delivery)

    def _audio(self, recording_id: str) -> bytes | None:
        """None when another window deleted it just now: that is no reason to lose the answer."""
        with suppress(RecordingNotFound):
            return self._recordings.audio(recording_id)
        return None
