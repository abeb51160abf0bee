"""How an answer was spoken, measured from its recording, its transcript, or both."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from interviewer.domain.delivery import Delivery, Stretch, units_of
from interviewer.domain.errors import InterviewerError
from interviewer.domain.fillers import fillers
from interviewer.domain.ports import VoiceActivity
from interviewer.domain.repeats import repeats
from interviewer.domain.text import language_of
from interviewer.domain.wav_samples import read_wav

LONGEST_TRANSCRIPT = 20_000
"""Characters that are looked through; half an hour of speech has fewer."""
_MOST_REMEMBERED = 64
_Heard: TypeAlias = tuple[float, tuple[Stretch, ...]]
"""The length of a recording, and where in it somebody speaks."""


@dataclass(frozen=True, slots=True)
class Take:
    """One recording of an answer, None where its audio is gone, and what was heard in it."""

    audio: bytes | None
    heard: str = ""


class DeliveryMeter:
    """Measures; never raises for audio that cannot be used, which leaves what the transcript says.

    Listening takes some 3 s for 100 s of audio, so what was heard in the last recordings is remembered: `prepare` may
    listen while the candidate still looks at the transcript.
    """

    def __init__(self, activity: VoiceActivity) -> None:
        self._activity = activity
        self._remembered: dict[bytes, _Heard] = {}
        self._lock = Lock()

    def prepare(self, audio: bytes) -> None:
        """Listen to a recording that will be measured later."""
        self._with_audio(Delivery("en"), audio)

    def measure(self, audio: bytes | None, transcript: str, language: str, seconds_given: float = 0.0) -> Delivery:
        """`transcript` is what the recogniser heard, unmended, "" where there was none.

        `language` holds where the transcript does not show another one.
        """
        spoken = language_of(transcript) if transcript.strip() else language
        return self._with_audio(of_text(transcript, spoken, seconds_given), audio)

    def measure_takes(
        self, takes: Sequence[Take], language: str, seconds_given: float = 0.0, *, joiner: str = "\n"
    ) -> Delivery:
        """Several recordings of one answer; `joiner` stands between those of their transcripts that are not empty."""
        whole = joiner.join(take.heard for take in takes if take.heard)
        spoken = language_of(whole) if whole.strip() else language
        measured, place = Delivery(spoken, seconds_given=seconds_given), 0
        for number, take in enumerate(takes):
            each = self._with_audio(of_text(take.heard, spoken, seconds_given), take.audio)
            measured = measured.followed_by(each, place) if number else each
            place += len(take.heard + joiner) if take.heard else 0
        return measured

    def _with_audio(self, delivery: Delivery, audio: bytes | None) -> Delivery:
        if not audio:
            return delivery
        key = hashlib.sha256(audio).digest()
        heard = self._remembered.get(key) or self._listen(key, audio)
        return delivery.heard_in(*heard) if heard else delivery

    def _listen(self, key: bytes, audio: bytes) -> _Heard | None:
        with self._lock:  # who comes second finds what the first one heard
            if key not in self._remembered:
                try:
                    self._remembered[key] = read_wav(audio).seconds, self._activity.speech(audio)
                except InterviewerError:
                    return None
                while len(self._remembered) > _MOST_REMEMBERED:
                    del self._remembered[next(iter(self._remembered))]
            return self._remembered[key]


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
