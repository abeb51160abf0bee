"""A WAV recording as bytes: what its header says, and where its samples lie."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from interviewer.domain.errors import RecordingTooLong, RecordingUnreadable

LONGEST_SECONDS = 1800.0
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_WIDTHS = {_PCM: (8, 16, 24, 32), _FLOAT: (32, 64)}
_RATES = range(1_000, 768_001)
_MOST_CHANNELS = 64


@dataclass(frozen=True, slots=True)
class Wav:
    """`data` holds whole frames: for each moment one sample a channel, little-endian, of `bits` each.

    Samples are integers (unsigned where they have 8 bits) or, where `floating`, numbers from -1 to 1.
    """

    rate: int
    channels: int
    bits: int
    floating: bool
    data: memoryview

    @property
    def frames(self) -> int:
        return len(self.data) // (self.channels * self.bits // 8)

    @property
    def seconds(self) -> float:
        return self.frames / self.rate


def read_wav(recording: bytes) -> Wav:
    """A recording that was cut off gives the whole frames that are there, however long its header says it is.

    Raises RecordingUnreadable when it is no WAV file of plain samples, RecordingTooLong beyond half an hour.
    """
    view = memoryview(recording)
    if len(view) < 12 or bytes(view[:4]) not in (b"RIFF", b"RF64") or bytes(view[8:12]) != b"WAVE":
        raise RecordingUnreadable()
    form, at = None, 12
    while at + 8 <= len(view):
        name, size = struct.unpack_from("<4sI", view, at)
        body = view[at + 8 : at + 8 + size]
        if name == b"fmt ":
            form = _form(body)
        elif name == b"data" and form is not None:
            return _checked(form, body)
        at += 8 + size + size % 2
    raise RecordingUnreadable()


def _form(body: memoryview) -> Wav:
    if len(body) < 16:
        raise RecordingUnreadable()
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
    if kind == _EXTENSIBLE and len(body) >= 26:
        kind = struct.unpack_from("<H", body, 24)[0]
    if bits not in _WIDTHS.get(kind, ()) or rate not in _RATES or not 1 <= channels <= _MOST_CHANNELS:
        raise RecordingUnreadable()
    return Wav(rate, channels, bits, kind == _FLOAT, memoryview(b""))


def _checked(form: Wav, body: memoryview) -> Wav:
    frame = form.channels * form.bits // 8
    wav = Wav(form.rate, form.channels, form.bits, form.floating, body[: len(body) // frame * frame])
    if wav.seconds > LONGEST_SECONDS:
        raise RecordingTooLong(minutes=round(LONGEST_SECONDS / 60))
    return wav
