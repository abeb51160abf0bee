"""Answering by voice: the recording is kept, becomes text for the box, and goes when it is graded."""

from __future__ import annotations

import json
import threading
import time

import pytest

from interviewer.domain.errors import TranscriptionUnavailable
from interviewer.domain.speech import Transcript
from tests.fakes import FakeTranscriber, FakeVoiceActivity
from tests.sounds import a_tone
from tests.ui.words import zh
from tests.voices import talk, wav

NOTE = """# 缓存

- 缓存雪崩

```console
1. 大量 key 在同一时间过期，请求全部落到数据库
2. 过期时间加上随机值，避免同时失效
3. 热点数据分布到不同的缓存节点
```
"""
HEARD = "大量 key 在同一时间过期，请求全部落到数据库，瑞迪斯扛不住。"
MENDED = "大量 key 在同一时间过期，请求全部落到数据库，Redis 扛不住。"


class Slow:
    """Hears nothing before it may."""

    name = "slow"

    def __init__(self):
        self.may = threading.Event()

    def transcribe(self, audio, *, language, terms):
        self.may.wait(60)
        return Transcript(HEARD, self.name)


@pytest.fixture
def transcriber(parts):
    parts["transcriber"] = FakeTranscriber([HEARD])
    return parts["transcriber"]


@pytest.fixture
def practising(app, add_note, product):
    """Opens the practice page with the first of one question on the note, with what transcribes put in before."""

    def open_page():
        app.open("start")
        add_note(NOTE)
        session = product().practice.start(topics=["缓存雪崩"], origins=(), question_count=1, language="zh", seed=1)
        return app.open("practice", session=session.id)

    return open_page


@pytest.fixture
def record(product):
    """Record, and wait until the page tells what became of it."""

    def do(app, audio=None, wait=True):
        app.at.get("audio_input")[0].set_value(("answer.wav", audio or a_tone(2.0), "audio/wav")).run()
        app.sound()
        if not wait:
            return app
        while any(product().background_hearing.seconds(each.id) for each in kept(product)):
            time.sleep(0.1)
        app.at.run()
        return app.sound()

    return do


def kept(product):
    session = product().sessions.unfinished()
    return product().recording_store.of_session(session.id) if session else []


def texts_for_the_box(app) -> list[str]:
    """What the box is to take over."""
    for element in app.at.get("bidi_component"):
        data = json.loads(element.proto.json or "{}")
        if "changes" in data:
            return [each["text"] for each in data["changes"] if "text" in each]
    return []


def test_a_recording_becomes_text_for_the_box_with_its_terms_put_right(practising, transcriber, record, product):
    app = record(practising())
    assert texts_for_the_box(app) == [MENDED]
    assert zh("ui.record.heard", seconds=2) in app.text
    assert "瑞迪斯 → Redis" in app.text
    assert kept(product)[0].heard == HEARD


def test_a_second_recording_is_added_and_either_can_be_deleted(practising, transcriber, record, product):
    app = record(record(practising()), a_tone(1.0))
    assert texts_for_the_box(app) == [MENDED, MENDED]
    app.press(zh("ui.record.discard"))
    assert len(kept(product)) == 1


def test_a_mend_is_taken_back(practising, transcriber, record, product):
    app = record(practising()).press("瑞迪斯 → Redis")
    assert texts_for_the_box(app) == [HEARD]
    assert "瑞迪斯 → Redis" not in app.text


def test_the_answer_remembers_that_it_was_spoken_and_the_audio_goes_with_the_grade(
    practising, transcriber, record, product
):
    app = record(practising()).say(MENDED)
    turn = product().sessions.unfinished().turns[0]
    assert turn.assessment is not None
    assert turn.course.spoken.seconds == pytest.approx(2.0)
    assert (turn.course.spoken.heard, turn.course.spoken.recogniser) == (HEARD, "fake")
    assert [each.heard for each in turn.course.spoken.mends] == ["瑞迪斯"]
    assert kept(product) == []
    assert zh("ui.verdict.covered") in app.text


def test_how_it_was_spoken_stands_below_the_feedback(practising, parts, record, product):
    parts["transcriber"] = FakeTranscriber(["嗯，" + HEARD])
    parts["voice_activity"] = FakeVoiceActivity()
    app = record(practising(), wav(talk([1, 4, 2.5, 4]))).say(MENDED)
    assert "2 秒以上的停顿 1 次" in app.text
    assert "口头语至少 1 个：嗯 1" in app.text
    assert "iv-strip" in app.html


def test_a_typed_answer_was_not_spoken(practising, transcriber, product):
    practising().say(MENDED)
    assert product().sessions.unfinished().turns[0].course.spoken is None


def test_recordings_that_are_to_be_kept_can_be_heard_in_the_report(practising, transcriber, record, product):
    app = record(practising())
    app.at.checkbox(key="keep_recordings").check().run()
    app.say(MENDED).press(zh("ui.practice.end")).unfold()
    assert product().recordings.keeps
    assert len(app.at.get("audio")) == 1


def test_a_recognisers_trouble_is_told_and_another_try_helps(practising, parts, record):
    parts["transcriber"] = FakeTranscriber([TranscriptionUnavailable(why="speech.rate_limited"), HEARD])
    app = record(practising())
    assert zh("error.why.speech.rate_limited") in app.text
    assert texts_for_the_box(app) == []
    assert app.asked()
    app.press(zh("ui.record.again"))
    time.sleep(0.5)
    app.at.run()
    assert texts_for_the_box(app) == [MENDED]


def test_without_a_recogniser_the_page_says_what_to_do_and_keeps_the_recording(practising, parts, record, product):
    parts["transcriber"] = None
    app = record(practising())
    assert zh("ui.record.found", seconds=2) in app.text
    assert len(kept(product)) == 1
    app.press(zh("ui.record.transcribe"))
    time.sleep(0.5)
    app.at.run()
    assert ".venv/bin/pip install '.[speech-local]'" in app.text


def test_a_slow_recogniser_leaves_the_box_open_and_after_ten_seconds_there_is_a_word(
    practising, parts, record, product, monkeypatch
):
    parts["transcriber"] = slow = Slow()
    app = record(practising(), wait=False)
    assert zh("ui.record.hearing", length=2, seconds=0)[:12] in app.text
    assert app.asked()
    monkeypatch.setattr(product().background_hearing, "seconds", lambda _: 11.0)
    app.at.run()
    assert zh("ui.record.slow") in app.text
    app.say("我自己打字。")
    assert product().sessions.unfinished().turns[0].answer == "我自己打字。"
    slow.may.set()


def test_after_a_restart_or_in_a_second_window_what_was_recorded_is_offered(
    practising, transcriber, second_window, product
):
    app = practising()
    session = product().sessions.unfinished()
    product().recordings.receive(session.turns[0], a_tone(3.0))
    second_window.open("practice", session=session.id)
    assert zh("ui.record.found", seconds=3) in second_window.text
    second_window.press(zh("ui.record.transcribe"))
    time.sleep(0.5)
    second_window.at.run()
    assert texts_for_the_box(second_window) == [MENDED]
    app.at.run()
    assert texts_for_the_box(app) == [MENDED]


def test_what_is_no_recording_is_told_and_nothing_breaks(practising, transcriber, record, product):
    app = record(practising(), b"no sound at all", wait=False)
    assert zh("error.why.speech.broken") in " ".join(app.notices)
    assert kept(product) == []


def test_skipping_deletes_what_was_recorded_for_it(practising, transcriber, record, product):
    app = record(practising())
    recording = kept(product)[0]
    app.press(zh("ui.practice.skip"))
    assert product().recording_store.of_session(recording.session_id) == []
