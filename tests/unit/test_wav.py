"""The WAV files that browsers record."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain import wav
from interviewer.domain.errors import RecordingUnusable
from tests.sounds import a_tone, as_wav


def test_the_length_is_told_in_seconds():
    assert wav.seconds_of(a_tone(1.5)) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("audio", "why"),
    [
        (b"", "speech.broken"),
        (b"RIFF1234WAVE", "speech.broken"),
        (b"<html>", "speech.broken"),
        (as_wav(b""), "speech.empty"),
    ],
)
def test_what_cannot_be_an_answer_is_named(audio, why):
    with pytest.raises(RecordingUnusable) as error:
        wav.seconds_of(audio)
    assert error.value.details["why"] == why


def test_a_part_that_ends_behind_the_file_and_a_rate_of_none_are_broken():
    for at, value in ((16, b"\xff\xff\xff\x7f"), (24, b"\0\0\0\0")):
        audio = a_tone()
        with pytest.raises(RecordingUnusable) as error:
            wav.seconds_of(audio[:at] + value + audio[at + 4 :])
        assert error.value.details["why"] == "speech.broken"


def test_a_recording_that_was_cut_off_is_as_long_as_what_is_there():
    audio = a_tone(2.0)
    assert wav.seconds_of(audio[: len(audio) // 2]) == pytest.approx(1.0, abs=0.01)


def test_more_than_an_hour_is_refused(monkeypatch):
    monkeypatch.setattr(wav, "LARGEST", 10)
    with pytest.raises(RecordingUnusable):
        wav.seconds_of(a_tone())


def test_parts_become_one_in_their_order():
    whole = wav.joined([a_tone(1.0), a_tone(0.5)])
    assert wav.seconds_of(whole) == pytest.approx(1.5)
    assert wav.joined([a_tone(1.0)]) == a_tone(1.0)


def test_parts_of_another_form_are_left_out():
    assert wav.joined([a_tone(1.0), a_tone(1.0, rate=8_000)]) == a_tone(1.0)


@given(st.binary(max_size=200))
def test_no_bytes_break_it(audio):
    with suppress(RecordingUnusable):
        assert wav.seconds_of(audio) > 0
