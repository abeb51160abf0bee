"""Samples of a recording as numbers, with one channel and at the rate that is wanted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interviewer.domain.wav_samples import Wav

_SECONDS_AT_ONCE = 20
"""A long recording with many channels is many times its size as numbers."""
_KEPT_SHARE = 0.45
"""Of the lower rate: what lies above is taken out, half of it could not be told from lower tones."""
_REACH = 24


def mono(wav: Wav, rate: int) -> NDArray[np.float32]:
    """From -1 to 1; what is no number is silence. Channels are averaged."""
    parts = [_part(wav, at, rate) for at in range(0, wav.frames, _SECONDS_AT_ONCE * wav.rate)]
    return np.concatenate([np.zeros(0, np.float32), *parts])


def _part(wav: Wav, at: int, rate: int) -> NDArray[np.float32]:
    """From a whole second on, heard with some samples around it, so that no seam is left."""
    end = min(wav.frames, at + _SECONDS_AT_ONCE * wav.rate)
    if wav.rate == rate:
        return _frames(wav, at, end)
    kernel = _low_pass(rate / wav.rate)
    first, last = max(0, at - len(kernel)), min(wav.frames, end + len(kernel))
    sound = _frames(wav, first, last)
    if len(kernel) > 1:
        sound = np.convolve(sound, kernel)[len(kernel) // 2 :][: last - first]
    count = (end - at) * rate // wav.rate
    places = at - first + np.arange(count) * (wav.rate / rate)
    return np.interp(places, np.arange(len(sound)), sound).astype(np.float32)


def _frames(wav: Wav, first: int, last: int) -> NDArray[np.float32]:
    frame = wav.channels * wav.bits // 8
    return (
        _numbers(wav.data[first * frame : last * frame], wav).reshape(-1, wav.channels).mean(axis=1, dtype=np.float32)
    )


def _numbers(raw: memoryview, wav: Wav) -> NDArray[np.float32]:
    if wav.floating:
        found = np.nan_to_num(np.frombuffer(raw, f"<f{wav.bits // 8}").astype(np.float32), posinf=0, neginf=0)
        return np.clip(found, np.float32(-1), np.float32(1))
    if wav.bits == 8:
        return (np.frombuffer(raw, np.uint8).astype(np.float32) - np.float32(128)) / np.float32(128)
    if wav.bits == 24:
        # The three bytes become the upper ones of a 32-bit number.
        wide = np.zeros((len(raw) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(raw, np.uint8).reshape(-1, 3)
        return wide.view("<i4").ravel().astype(np.float32) / np.float32(2.0**31)
    return np.frombuffer(raw, f"<i{wav.bits // 8}").astype(np.float32) / np.float32(2.0 ** (wav.bits - 1))


def _low_pass(share: float) -> NDArray[np.float32]:
    """A windowed sinc that lets through what the new rate, a share of the old one, can hold; [1] when it is higher."""
    if share >= 1:
        return np.ones(1, np.float32)
    reach = int(_REACH / share)
    at = np.arange(-reach, reach + 1)
    kernel = np.sinc(2 * _KEPT_SHARE * share * at) * np.hamming(len(at))
    return (kernel / kernel.sum()).astype(np.float32)
