"""The WAV files that browsers record: how long they are, and several of them as one."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence

from interviewer.domain.errors import RecordingUnusable

LARGEST = 100_000_000
"""Bytes: about 50 minutes."""


def seconds_of(audio: bytes) -> float:
    """The length of a WAV file. Raises RecordingUnusable for what is none, is empty, or is too large to keep."""
    if len(audio) > LARGEST:
        raise RecordingUnusable(why="speech.too_large")
    with _opened(audio) as file:
        there = len(audio) // (file.getnchannels() * file.getsampwidth())
        seconds = min(file.getnframes(), there) / file.getframerate()
    if not seconds:
        raise RecordingUnusable(why="speech.empty")
    return seconds


def joined(parts: Sequence[bytes]) -> bytes:
    """One WAV file of several, in their order; of parts in another form than the first, the first alone."""
    if len(parts) == 1:
        return parts[0]
    forms, frames = [], []
    for part in parts:
        with _opened(part) as file:
            forms.append(file.getparams()[:3])
            frames.append(file.readframes(file.getnframes()))
    if len(set(forms)) != 1:
        return parts[0]
    whole = io.BytesIO()
    with wave.open(whole, "wb") as out:
        out.setnchannels(forms[0][0])
        out.setsampwidth(forms[0][1])
        out.setframerate(forms[0][2])
        out.writeframes(b"".join(frames))
    return whole.getvalue()


def _opened(audio: bytes) -> wave.Wave_read:
    try:
        file = wave.open(io.BytesIO(audio))  # noqa: SIM115
    except (wave.Error, EOFError, RuntimeError, ValueError) as error:  # RuntimeError: a part that ends behind the file
        raise RecordingUnusable(why="speech.broken") from error
    if file.getframerate() < 1:
        raise RecordingUnusable(why="speech.broken")
    return file
