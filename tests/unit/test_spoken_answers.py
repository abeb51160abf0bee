"""An answer that was spoken is kept with how it was spoken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.domain.errors import RecordingNotFound
from interviewer.services.delivery import DeliveryMeter
from interviewer.services.recordings import Recordings
from interviewer.services.spoken_answers import SpokenAnswers
from tests.fakes import FakeClock, FakePreferences, FakeRecordingStore, FakeVoiceActivity
from tests.samples import a_session, a_turn
from tests.voices import talk, wav

HEARD = "嗯，从库，从库重放主库的日志，那个，延迟大就看是不是有大事务，再看网络"


@pytest.fixture
def store():
    return FakeRecordingStore(sessions={"session1"})


@pytest.fixture
def recordings(store):
    return Recordings(store, FakePreferences(), FakeClock())


@pytest.fixture
def answers(recordings):
    return SpokenAnswers(recordings, DeliveryMeter(FakeVoiceActivity()))


def a_planned_session(**plan):
    session = a_session(turns=(a_turn(),))
    return replace(session, plan=replace(session.plan, **plan))


def test_pauses_come_from_the_audio_and_fillers_from_what_was_heard(answers, recordings, store):
    made = recordings.receive(a_turn(), wav(talk([1, 4, 2.5, 4])))
    store.save(replace(made, recogniser="whisper", heard=HEARD))
    spoken = answers.kept(a_planned_session(seconds_a_question=90), a_turn())
    assert spoken.heard == HEARD
    assert [each.word for each in spoken.delivery.fillers] == ["嗯", "那个"]
    assert len(spoken.delivery.pauses) == 1
    assert spoken.delivery.seconds_given == 90


def test_without_a_recogniser_pauses_are_still_there(answers, recordings):
    recordings.receive(a_turn(), wav(talk([1, 4, 2.5, 4])))
    spoken = answers.kept(a_planned_session(answer_language="en"), a_turn())
    assert spoken.delivery.language == "en"
    assert len(spoken.delivery.pauses) == 1
    assert spoken.delivery.rate is None


def test_a_typed_answer_has_no_delivery(answers):
    assert answers.kept(a_planned_session(), a_turn()) is None


def test_audio_that_another_window_deleted_loses_no_answer(answers, recordings, store, monkeypatch):
    made = recordings.receive(a_turn(), wav(talk([1, 4])))
    store.save(replace(made, recogniser="whisper", heard=HEARD))

    def gone(recording_id):
        raise RecordingNotFound()

    monkeypatch.setattr(recordings, "audio", gone)
    spoken = answers.kept(a_planned_session(), a_turn())
    assert len(spoken.delivery.fillers) == 2
    assert not spoken.delivery.has_audio
