"""How an answer was spoken, measured from its recording, its transcript, or both."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeAlias

from interviewer.domain.delivery import Delivery, Stretch, units_of
from interviewer.domain.errors import InterviewerError
from interviewer.domain.fillers import fillers
from interviewer.domain.ports import VoiceActivity
from interviewer.domain.repeats import repeats
from interviewer.domain.text import language_of
from interviewer.domain.wav_samples import read_wav

_log = logging.getLogger("interviewer.delivery")
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

    Listening takes some 3 s for 100 s of audio, so one thread does it beside the page, and what was heard in the last
    recordings is remembered. Who asks waits for `patience` seconds at most, and then goes without.
    """

    def __init__(self, activity: VoiceActivity, patience: float = 8.0) -> None:
        self._activity = activity
        self._patience = patience
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="voice-activity")
        self._heard: dict[bytes, Future[_Heard | None]] = {}
        self._lock = Lock()

    def prepare(self, audio: bytes) -> None:
        """Begin to listen to a recording that will be measured later."""
        self._asked(audio)

    def measure(self, audio: bytes | None, transcript: str, language: str, seconds_given: float = 0.0) -> Delivery:
        """`transcript` is what the recogniser heard, unmended, "" where there was none.

        `language` holds where the transcript does not show another one.
        """
        spoken = language_of(transcript) if transcript.strip() else language
        return self._with_audio(of_text(transcript, spoken, seconds_given), audio)

    def measure_takes(
        self,
        takes: Sequence[Take],
        language: str,
        seconds_given: float = 0.0,
        *,
        follow_up: bool = False,
        joiner: str = "\n",
    ) -> Delivery:
        """Several recordings of one answer; `joiner` stands between those of their transcripts that are not empty."""
        whole = joiner.join(take.heard for take in takes if take.heard)
        spoken = language_of(whole) if whole.strip() else language
        measured, place = Delivery(spoken, seconds_given=seconds_given), 0
        for number, take in enumerate(takes):
            each = self._with_audio(of_text(take.heard, spoken, seconds_given), take.audio)
            measured = measured.followed_by(each, place) if number else each
            place += len(take.heard + joiner) if take.heard else 0
        return replace(measured, follow_up=follow_up)

    def _with_audio(self, delivery: Delivery, audio: bytes | None) -> Delivery:
        if not audio:
            return delivery
        try:
            heard = self._asked(audio).result(self._patience)
        except TimeoutError:
            return delivery
        return delivery.heard_in(*heard) if heard else delivery

    def _asked(self, audio: bytes) -> Future[_Heard | None]:
        key = hashlib.sha256(audio).digest()
        with self._lock:
            if key not in self._heard:
                self._heard[key] = self._worker.submit(self._listen, audio)
                while len(self._heard) > _MOST_REMEMBERED:
                    del self._heard[next(iter(self._heard))]
            return self._heard[key]

    def _listen(self, audio: bytes) -> _Heard | None:
        try:
            return read_wav(audio).seconds, self._activity.speech(audio)
        except InterviewerError:
            return None
        except Exception:  # of whatever the detector is made: the answer is saved and graded all the same
            _log.exception("a recording was not listened to for its pauses")
            return None


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
