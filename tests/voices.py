"""Recordings for tests, made of numbers: something like a voice, silence, noise, as WAV bytes."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]
_VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (570, 840, 2410), (440, 1720, 2410))
"""The first three formants of a, i, o, e in Hz."""


def voice(seconds: float, rate: int = 16_000) -> Sound:
    """Vowels in turn, four a second, in the pitch of a man's voice that falls and rises."""
    count = int(seconds * rate)
    time = np.arange(count) / rate
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.6 * time) + 3 * np.sin(2 * np.pi * 5 * time)
    phase = np.cumsum(pitch) / rate
    sound = np.zeros(count)
    for harmonic in range(1, 30):
        tone = np.sin(2 * np.pi * harmonic * phase) / harmonic
        sound += tone * _loudness(harmonic * pitch, time)
    syllables = 0.25 + 0.75 * np.abs(np.sin(2 * np.pi * 2 * time)) ** 0.7
    return 0.4 * sound * syllables / max(1e-9, np.abs(sound).max())


def _loudness(frequency: Sound, time: Sound) -> Sound:
    """Of a tone of the voice, by how near it is to a formant of the vowel of the moment."""
    vowels = np.array(_VOWELS)[(time * 4).astype(int) % len(_VOWELS)]
    near = 1 / (1 + ((frequency[:, None] - vowels) / 90) ** 2)
    return near.sum(axis=1) + 0.02


def silence(seconds: float, rate: int = 16_000) -> Sound:
    return np.zeros(int(seconds * rate))


def noise(seconds: float, loudness: float = 0.01, rate: int = 16_000) -> Sound:
    """White, the same each time."""
    return np.random.default_rng(7).normal(0, loudness, int(seconds * rate))


def wav(*sounds: Sound, rate: int = 16_000, bits: int = 16, channels: int = 1, floating: bool = False) -> bytes:
    """Sounds one after the other, on all channels alike."""
    sound = np.clip(np.concatenate([np.zeros(0), *sounds]), -1, 1).repeat(channels)
    data = _floats(sound, bits) if floating else _integers(sound, bits)
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", 3 if floating else 1, channels, rate, rate * frame, frame, bits)
    return _riff((b"fmt ", form), (b"data", data))


def _riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def _floats(sound: Sound, bits: int) -> bytes:
    return sound.astype(f"<f{bits // 8}").tobytes()


def _integers(sound: Sound, bits: int) -> bytes:
    if bits == 8:
        return (sound * 127 + 128).astype(np.uint8).tobytes()
    whole = (sound * (2 ** (bits - 1) - 1)).astype("<i4")
    if bits == 24:
        return np.frombuffer(whole.tobytes(), np.uint8).reshape(-1, 4)[:, :3].tobytes()
    return whole.astype(f"<i{bits // 8}").tobytes()


def talk(parts: Sequence[float], rate: int = 16_000) -> Sound:
    """Silence and voice in turn, for so many seconds each, silence first."""
    return np.concatenate([(voice if at % 2 else silence)(each, rate) for at, each in enumerate(parts)])
