"""The Transcriber port on this machine, through faster-whisper: the extra `speech-local`."""

from __future__ import annotations

import io
import os
import threading
import wave
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from interviewer.domain.errors import TranscriptionUnavailable
from interviewer.domain.ports.speech import ON_THIS_MACHINE
from interviewer.domain.speech import Transcript

_BEAM = 5
_TEMPERATURES = [0.0, 0.4]
"""Greedy search drops sentences; a second, warmer try mends most loops."""


def installed() -> bool:
    return find_spec("faster_whisper") is not None


class LocalTranscriber:
    """Loads its model with the first recording, and hears one recording after the other."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._loaded: Any = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return f"whisper {self._model.rstrip('/').rpartition('/')[2]}"

    @property
    def place(self) -> str:
        return ON_THIS_MACHINE

    def transcribe(self, audio: bytes, *, language: str, terms: Sequence[str]) -> Transcript:
        _check(audio)
        with self._lock:
            model = self._opened()
            try:
                segments, _ = model.transcribe(
                    io.BytesIO(audio),
                    language=language,
                    hotwords=" ".join(terms) or None,
                    beam_size=_BEAM,
                    temperature=_TEMPERATURES,
                    vad_filter=True,  # without it hotwords are heard in silence
                )
                text = "".join(segment.text for segment in segments)
            except Exception as error:  # the decoder and the runtime raise kinds of their own
                raise TranscriptionUnavailable(why="speech.server_error") from error
        return Transcript(text.strip(), self.name)

    def _opened(self) -> Any:
        if self._loaded is None:
            try:
                from faster_whisper import WhisperModel
            except ImportError as error:
                raise TranscriptionUnavailable(why="speech.not_installed") from error
            try:
                self._loaded = WhisperModel(self._model, compute_type="int8", cpu_threads=os.cpu_count() or 1)
            except Exception as error:  # no such folder, no network, a broken file: the hub's library has many kinds
                raise TranscriptionUnavailable(why="speech.no_weights") from error
        return self._loaded


def _check(audio: bytes) -> None:
    try:
        wave.open(io.BytesIO(audio)).close()
    except (wave.Error, EOFError, RuntimeError, ValueError) as error:
        raise TranscriptionUnavailable(why="speech.broken") from error
