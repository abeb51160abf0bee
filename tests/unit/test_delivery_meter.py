"""Delivery is measured from audio, from a transcript, or from both, and told in words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from threading import Event

import pytest

from interviewer.domain.delivery import Stretch
from interviewer.domain.delivery_ranges import Measure, Standing, readings
from interviewer.domain.errors import VoiceActivityMissing
from interviewer.domain.fillers import Filler
from interviewer.domain.speech import Spoken
from interviewer.i18n import strings
from interviewer.services import delivery_text
from interviewer.services.delivery import DeliveryMeter, Take
from interviewer.services.delivery_json import session_json, spoken_json
from tests.fakes import FakeVoiceActivity
from tests.samples import a_delivery
from tests.voices import silence, talk, wav

HEARD = "嗯，我们我们先看日志，那个，再看指标，最后看一下最近有没有发布"


@pytest.fixture
def meter() -> DeliveryMeter:
    return DeliveryMeter(FakeVoiceActivity())


@dataclass
class MissingActivity:
    def speech(self, wav: bytes) -> tuple[Stretch, ...]:
        raise VoiceActivityMissing()


@dataclass
class SlowActivity:
    go_on: Event = field(default_factory=Event)

    def speech(self, wav: bytes) -> tuple[Stretch, ...]:
        self.go_on.wait(60)
        return ()


@dataclass
class CountingActivity(FakeVoiceActivity):
    asked: int = 0

    def speech(self, wav: bytes) -> tuple[Stretch, ...]:
        self.asked += 1
        return super().speech(wav)


def test_audio_and_transcript_together_give_every_measure(meter: DeliveryMeter) -> None:
    found = meter.measure(wav(talk([1, 4, 2.5, 4, 1])), HEARD, "zh", 60)
    assert [each.measure for each in readings(found)] == list(Measure)
    assert found.seconds == pytest.approx(12.5)
    assert found.first_word == pytest.approx(1, abs=0.2)
    assert len(found.pauses) == 1
    assert found.pauses[0].seconds == pytest.approx(2.5, abs=0.3)


def test_audio_alone_gives_pauses_and_the_first_word(meter: DeliveryMeter) -> None:
    found = meter.measure(wav(talk([1, 4, 2.5, 4, 1])), "", "en")
    assert found.language == "en"
    assert len(found.pauses) == 1
    assert found.rate is None


def test_a_transcript_alone_gives_fillers_and_repeated_starts(meter: DeliveryMeter) -> None:
    found = meter.measure(None, HEARD, "zh")
    assert [HEARD[each.start : each.end] for each in found.fillers] == ["嗯", "那个"]
    assert [HEARD[each.start : each.end] for each in found.repeats] == ["我们"]
    assert not found.has_audio


@pytest.mark.parametrize("audio", [b"", b"no audio", wav(silence(1))[:30]])
def test_audio_that_cannot_be_read_leaves_what_the_transcript_says(meter: DeliveryMeter, audio: bytes) -> None:
    assert meter.measure(audio, HEARD, "zh") == meter.measure(None, HEARD, "zh")


def test_without_voice_activity_the_transcript_is_still_measured() -> None:
    found = DeliveryMeter(MissingActivity()).measure(wav(talk([1, 4])), HEARD, "zh")
    assert len(found.fillers) == 2
    assert not found.has_audio


def test_a_recording_is_listened_to_once() -> None:
    activity = CountingActivity()
    meter = DeliveryMeter(activity)
    recording = wav(talk([1, 4]))
    meter.prepare(recording)
    first = meter.measure(recording, HEARD, "zh")
    assert meter.measure(recording, HEARD, "zh") == first
    assert activity.asked == 1
    for number in range(70):
        meter.prepare(wav(silence(0.1 + number / 1000)))
    meter.measure(recording, HEARD, "zh")
    assert activity.asked == 72, "the oldest are forgotten"


def test_who_asks_does_not_wait_for_a_slow_detector() -> None:
    activity = SlowActivity()
    found = DeliveryMeter(activity, patience=0.01).measure(wav(talk([1, 4])), HEARD, "zh")
    activity.go_on.set()
    assert len(found.fillers) == 2
    assert not found.has_audio


def test_an_english_answer_in_a_chinese_session_is_measured_as_english(meter: DeliveryMeter) -> None:
    assert meter.measure(None, "Um, the leader writes it down first", "zh").language == "en"


def test_several_recordings_are_one_answer_with_places_in_the_joined_text(meter: DeliveryMeter) -> None:
    takes = [
        Take(wav(talk([1, 4, 4])), "嗯，先看日志"),
        Take(None, "那个，再看指标"),
        Take(wav(talk([3, 4])), "嗯，最后"),
    ]
    found = meter.measure_takes(takes, "zh", 90)
    takes.insert(1, Take(None))
    joined = "\n".join(take.heard for take in takes if take.heard)
    assert [joined[each.start : each.end] for each in found.fillers] == ["嗯", "那个", "嗯"]
    assert found.pauses == ()
    assert found.seconds == pytest.approx(16)
    assert meter.measure_takes([], "zh") == meter.measure(None, "", "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_value_range_and_source_can_be_told(language: str, spoken: str) -> None:
    bare = a_delivery(spoken)
    for delivery in (bare, replace(bare, speech=(Stretch(0, 60),)), replace(bare, fillers=(Filler("嗯", 0, 1),) * 9)):
        for reading in readings(delivery):
            assert delivery_text.value_of(reading, delivery, language)
            assert delivery_text.range_of(reading, delivery, language)
            assert delivery_text.source_of(reading, language)
        assert delivery_text.line(delivery, language)
        assert delivery_text.silences_of(delivery, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_is_well_needs_no_advice(language: str) -> None:
    assert delivery_text.advice(a_delivery(), language) == ""


def test_there_is_advice_for_every_way_to_be_outside() -> None:
    for measure in Measure:
        for standing in (Standing.LOW, Standing.HIGH):
            if standing is Standing.LOW and measure not in (Measure.RATE, Measure.LENGTH):
                continue
            tails = ("_zh", "_en") if measure is Measure.RATE else ("",)
            assert all(f"delivery.advice.{measure}_{standing}{tail}" in strings("zh") for tail in tails)


def test_advice_names_the_word_that_is_said_most() -> None:
    said = [Filler("那个", at, at + 2) for at in range(8)] + [Filler("嗯", 90, 91)]
    told = delivery_text.advice(a_delivery(fillers=tuple(said)), "zh")
    assert "至少 9 个" in told
    assert "那个" in told


def test_a_session_is_told_in_one_line() -> None:
    told = delivery_text.session_line([a_delivery(), a_delivery()], "zh")
    assert told == "2 段口头回答 · 平均每分钟 203 字 · 2 秒以上的停顿 2 次，最长 3.0 秒 · 没有听到口头语"
    assert delivery_text.session_line([], "zh") == ""


def test_as_json_what_is_lacking_is_null(meter: DeliveryMeter) -> None:
    found = spoken_json(Spoken(0.0, heard=HEARD, delivery=meter.measure(None, HEARD, "zh")))
    assert found is not None
    assert found["rate"] is None and found["first_word"] is None and found["pauses"] == []
    assert found["fillers"][0] == {"word": "嗯", "start": 0, "end": 1}
    assert found["fillers_at_least"] is True
    assert spoken_json(None) is None
    assert spoken_json(Spoken(3.0)) is None
    json.dumps([found, session_json([meter.measure(None, HEARD, "zh")]), session_json([])])
