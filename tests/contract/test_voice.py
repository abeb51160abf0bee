"""What every Voice does, and what the one over HTTP does when its server misbehaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interviewer.adapters.openai_voice import OpenAIVoice
from interviewer.domain.errors import VoiceUnavailable
from interviewer.domain.ports import Voice
from interviewer.i18n import LANGUAGES, explain
from tests.fakes import FakeVoice
from tests.stub_speech import KEY, StubSpeech


@pytest.fixture
def server() -> Iterator[StubSpeech]:
    with StubSpeech() as running:
        yield running


@pytest.fixture
def http(server: StubSpeech) -> OpenAIVoice:
    return OpenAIVoice("some-tts", "alloy", api_key=KEY, base_url=server.url, timeout_seconds=2)


@pytest.fixture(params=["fake", "http"])
def voice(request: pytest.FixtureRequest) -> Voice:
    return FakeVoice() if request.param == "fake" else request.getfixturevalue("http")


def test_a_text_becomes_audio_of_a_named_type(voice):
    said = voice.say("Redis 的主从复制是怎么做的？")
    assert said.audio
    assert said.media_type.startswith("audio/")


def test_an_empty_text_is_silence(voice):
    assert voice.say("  ").audio == b""


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "🎧", "长" * 5_000])
def test_any_text_can_be_read(voice, text):
    assert voice.say(text).media_type.startswith("audio/")


def test_the_server_is_asked_with_model_voice_speed_and_key(server):
    OpenAIVoice("some-tts", "nova", api_key=KEY, base_url=server.url, speed=1.2).say("你好")
    (asked,) = server.asked
    assert (asked["model"], asked["voice"], asked["input"], asked["speed"]) == ("some-tts", "nova", "你好", 1.2)
    assert asked["path"] == "/v1/audio/speech"
    assert asked["key"] == f"Bearer {KEY}"


def test_the_same_text_is_asked_for_once(server, http):
    assert http.say("你好") == http.say("你好")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "wrong_key"), (404, "unknown_model"), (429, "rate_limited"), (500, "server_error")],
)
def test_a_refusal_is_named_and_not_kept(server, http, status, reason):
    server.status = status
    with pytest.raises(VoiceUnavailable) as raised:
        http.say("你好")
    assert raised.value.details["reason"] == reason
    server.status = 200
    assert http.say("你好").audio


def test_a_server_that_hangs_is_not_waited_for(server):
    server.wait = 3.0
    with pytest.raises(VoiceUnavailable) as raised:
        OpenAIVoice("some-tts", "alloy", api_key=KEY, base_url=server.url, timeout_seconds=0.3).say("你好")
    assert raised.value.details["reason"] == "timed_out"


@pytest.mark.parametrize(("body", "media_type"), [(b"<html>busy</html>", "text/html"), (b"", "audio/mpeg")])
def test_what_is_no_audio_is_not_given_as_audio(server, http, body, media_type):
    server.body, server.media_type = body, media_type
    with pytest.raises(VoiceUnavailable):
        http.say("你好")


def test_the_bytes_say_the_type_whatever_the_server_says(server, http):
    server.media_type = "application/octet-stream"
    assert http.say("你好").media_type == "audio/wav"


def test_the_error_says_what_to_do_in_both_languages():
    error = VoiceUnavailable(model="some-tts", reason="wrong_key")
    assert all("SPEECH_MODEL" in explain(error, language) for language in LANGUAGES)
