"""What every Transcriber does, and what the server and the local one do each when something is wrong."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from interviewer.adapters.local_transcriber import LocalTranscriber
from interviewer.adapters.openai_transcriber import LARGEST, OpenAITranscriber
from interviewer.domain.errors import TranscriptionUnavailable
from interviewer.domain.ports import Transcriber
from interviewer.domain.ports.speech import ON_THIS_MACHINE
from interviewer.i18n import explain
from tests.fakes import FakeTranscriber
from tests.sounds import a_tone
from tests.stub_openai import KEY, Garbage, Slow, Status, StubOpenAI

HEARD = "节点上的 kubelet 负责把 Pod 跑起来"
TERMS = [f"term{at}" for at in range(25)]
WAV = a_tone()


class FakeWhisper(ModuleType):
    """Stands for the package faster_whisper: the model `missing` is nowhere, silence has no segments."""

    def __init__(self) -> None:
        super().__init__("faster_whisper")
        self.hears, self.asked = HEARD, []
        self.WhisperModel = self._open

    def _open(self, model, **options):
        if model == "missing":
            raise RuntimeError("cannot find the snapshot")
        return SimpleNamespace(transcribe=self._transcribe)

    def _transcribe(self, audio, **options):
        self.asked.append(options)
        if isinstance(self.hears, Exception):
            raise self.hears
        half = len(self.hears) // 2
        texts = [self.hears[:half], self.hears[half:]] if self.hears else []
        return (SimpleNamespace(text=text) for text in texts), None


@pytest.fixture
def whisper(monkeypatch):
    fake = FakeWhisper()
    monkeypatch.setitem(sys.modules, "faster_whisper", fake)
    return fake


@pytest.fixture
def server():
    with StubOpenAI() as running:
        running.hears = lambda _: HEARD
        yield running


def on(server: StubOpenAI, model: str = "gpt-transcribe", key: str = KEY, **options: float) -> OpenAITranscriber:
    return OpenAITranscriber(model, api_key=key, base_url=server.url, **options)


@pytest.fixture(params=["fake", "server", "local"])
def hearing(request: pytest.FixtureRequest):
    """A transcriber that hears what it is told to."""
    if request.param == "fake":
        return lambda text: FakeTranscriber([text])
    if request.param == "server":
        server = request.getfixturevalue("server")

        def told(text: str) -> Transcriber:
            server.hears = lambda _: text
            return on(server)

        return told
    whisper = request.getfixturevalue("whisper")

    def spoken(text: str) -> Transcriber:
        whisper.hears = text
        return LocalTranscriber("small")

    return spoken


def test_a_recording_becomes_text_with_the_name_of_who_heard_it(hearing):
    transcriber = hearing(HEARD)
    found = transcriber.transcribe(WAV, language="zh", terms=TERMS)
    assert found.text == HEARD
    assert found.recogniser == transcriber.name != ""


def test_it_names_the_place_where_a_recording_goes(server, hearing):
    assert hearing("").place in (FakeTranscriber().place, server.url.split("/")[2], ON_THIS_MACHINE)
    assert (
        OpenAITranscriber("m", api_key="k", base_url="https://me:secret@asr.example:8443/v1").place
        == "asr.example:8443"
    )


def test_silence_has_no_words(hearing):
    assert hearing("").transcribe(WAV, language="en", terms=[]).text == ""


def test_it_may_be_asked_again(hearing):
    transcriber = hearing(HEARD)
    for _ in range(2):
        assert transcriber.transcribe(WAV, language="zh", terms=[]).text == HEARD


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (Status(401), "wrong_key"),
        (Status(404), "unknown_model"),
        (Status(429, "quota"), "rate_limited"),
        (Status(500), "server_error"),
        (Status(413), "server_error"),
        (Garbage(), "unusable_reply"),
        (Garbage('{"text": null}'), "unusable_reply"),
        (Garbage('{"words": "x"}'), "unusable_reply"),
        (Garbage('["text"]'), "unusable_reply"),
        (Garbage("{"), "unusable_reply"),
    ],
    ids=str,
)
def test_a_server_in_trouble_is_told_as_the_users_problem(server, act, why):
    server.will(act)
    with pytest.raises(TranscriptionUnavailable) as error:
        on(server).transcribe(WAV, language="zh", terms=[])
    assert error.value.trouble == why
    assert len(explain(error.value, "zh")) > 10


def test_a_wrong_key_and_a_server_that_is_not_there(server):
    for transcriber, why in (
        (on(server, key="other"), "wrong_key"),
        (OpenAITranscriber("m", api_key="k", base_url="http://127.0.0.1:9/v1"), "unreachable"),
    ):
        with pytest.raises(TranscriptionUnavailable) as error:
            transcriber.transcribe(WAV, language="zh", terms=[])
        assert error.value.trouble == why


def test_a_slow_server_is_given_up_and_asked_only_once(server):
    server.will(Slow(2), Slow(2))
    with pytest.raises(TranscriptionUnavailable) as error:
        on(server, timeout_seconds=0.3).transcribe(WAV, language="zh", terms=[])
    assert error.value.trouble == "timed_out"
    assert len(server.recordings) == 1


def test_more_than_servers_take_is_not_sent(server):
    with pytest.raises(TranscriptionUnavailable) as error:
        on(server).transcribe(b"0" * (LARGEST + 1), language="zh", terms=[])
    assert error.value.trouble == "too_large"
    assert server.recordings == []


def test_terms_go_as_keywords_where_the_model_takes_them(server):
    on(server).transcribe(WAV, language="zh", terms=TERMS)
    sent = server.recordings[0]
    assert sent["keywords"] == TERMS
    assert sent["languages"] == ["zh", "en"]
    assert sent["file"] == WAV


def test_terms_go_as_prompt_or_hotwords_to_other_models(server):
    on(server, "gpt-4o-transcribe").transcribe(WAV, language="en", terms=TERMS)
    on(server, "Systran/faster-whisper-small").transcribe(WAV, language="en", terms=TERMS)
    assert server.recordings[0]["prompt"] == ", ".join(TERMS)
    assert server.recordings[1]["hotwords"] == " ".join(TERMS)
    assert "prompt" not in server.recordings[1]


@pytest.mark.parametrize(
    ("model", "field"), [("gpt-transcribe", "keywords"), ("m", "languages"), ("faster-whisper", "hotwords")]
)
def test_a_server_that_does_not_know_a_field_is_asked_once_more_without(server, model, field):
    server.refuses_fields = {field}
    assert on(server, model).transcribe(WAV, language="zh", terms=TERMS).text == HEARD
    assert [field in each for each in server.recordings] == [True, False]


def test_the_local_one_gets_terms_as_hotwords_and_leaves_silence_out(whisper):
    LocalTranscriber("small").transcribe(WAV, language="zh", terms=TERMS)
    assert whisper.asked[0]["hotwords"] == " ".join(TERMS)
    assert whisper.asked[0]["vad_filter"] is True
    assert whisper.asked[0]["language"] == "zh"


def test_without_the_extra_the_local_one_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(TranscriptionUnavailable) as error:
        LocalTranscriber("small").transcribe(WAV, language="zh", terms=[])
    assert ".venv/bin/pip install '.[speech-local]'" in explain(error.value, "en")


def test_a_local_model_that_is_nowhere_names_the_setting(whisper):
    with pytest.raises(TranscriptionUnavailable) as error:
        LocalTranscriber("missing").transcribe(WAV, language="zh", terms=[])
    assert "TRANSCRIPTION_LOCAL_MODEL" in explain(error.value, "zh")


def test_what_is_no_audio_and_what_the_model_breaks_on_is_told(whisper):
    for audio, hears, why in ((b"RIFF", HEARD, "broken"), (WAV, ValueError("x"), "server_error")):
        whisper.hears = hears
        with pytest.raises(TranscriptionUnavailable) as error:
            LocalTranscriber("small").transcribe(audio, language="zh", terms=[])
        assert error.value.trouble == why
