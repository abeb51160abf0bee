"""WAV files made of tones, so that no binary is needed."""

from __future__ import annotations

import io
import math
import struct
import wave

RATE = 16_000


def a_tone(seconds: float = 1.0, *, rate: int = RATE, loudness: float = 0.3, hertz: float = 220.0) -> bytes:
    """A mono PCM16 WAV, as browsers record it."""
    count = round(seconds * rate)
    samples = (round(32767 * loudness * math.sin(2 * math.pi * hertz * at / rate)) for at in range(count))
    return as_wav(struct.pack(f"<{count}h", *samples), rate)


def as_wav(frames: bytes, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(frames)
    return file.getvalue()
