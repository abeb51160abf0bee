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
