"""How an answer was spoken, measured from its recording, its transcript, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.domain.delivery import Delivery, units_of
from interviewer.domain.errors import InterviewerError
from interviewer.domain.fillers import fillers
from interviewer.domain.ports import VoiceActivity
from interviewer.domain.repeats import repeats
from interviewer.domain.text import language_of
from interviewer.domain.wav import read_wav

LONGEST_TRANSCRIPT = 20_000
"""Characters that are looked through; half an hour of speech has fewer."""


@dataclass(frozen=True, slots=True)
class Take:
    """One recording of an answer, None where its audio is gone, and what was heard in it."""

    audio: bytes | None
    heard: str = ""


class DeliveryMeter:
    """Measures; never raises for audio that cannot be used, which leaves what the transcript says."""

    def __init__(self, activity: VoiceActivity) -> None:
        self._activity = activity

    def measure(self, audio: bytes | None, transcript: str, language: str, seconds_given: float = 0.0) -> Delivery:
        """`transcript` is what the recogniser heard, unmended, "" where there was none.

        `language` holds where the transcript does not show another one.
        """
        spoken = language_of(transcript) if transcript.strip() else language
        return self._with_audio(of_text(transcript, spoken, seconds_given), audio)

    def measure_takes(
        self, takes: Sequence[Take], language: str, seconds_given: float = 0.0, *, joiner: str = "\n"
    ) -> Delivery:
        """Several recordings of one answer; `joiner` is what stands between their transcripts in the joined one."""
        whole = joiner.join(take.heard for take in takes)
        spoken = language_of(whole) if whole.strip() else language
        measured, place = Delivery(spoken, seconds_given=seconds_given), 0
        for number, take in enumerate(takes):
            each = self._with_audio(of_text(take.heard, spoken, seconds_given), take.audio)
            measured = measured.followed_by(each, place) if number else each
            place += len(take.heard) + len(joiner)
        return measured

    def _with_audio(self, delivery: Delivery, audio: bytes | None) -> Delivery:
        if not audio:
            return delivery
        try:
            seconds, speech = read_wav(audio).seconds, self._activity.speech(audio)
        except InterviewerError:
            return delivery
        return delivery.heard_in(seconds, speech)


def of_text(transcript: str, language: str, seconds_given: float = 0.0) -> Delivery:
    """What a transcript in that language says by itself: its length, its fillers and repeated starts."""
    text = transcript[:LONGEST_TRANSCRIPT]
    filled = fillers(text, language)
    return Delivery(
        language,
        units=units_of(text, language),
        fillers=filled,
        repeats=repeats(text, language, filled),
        seconds_given=seconds_given,
    )
