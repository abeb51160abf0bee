"""What becomes of recordings: kept when they come, gone when their answer is graded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.domain import wav
from interviewer.domain.errors import RecordingUnusable
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import FollowUpTurn, TurnState
from interviewer.domain.speech import Mend, MendedText
from interviewer.services.recordings import Recordings
from tests.fakes import FakeClock, FakePreferences, FakeRecordingStore
from tests.samples import a_key_point, a_session, a_turn, an_assessment
from tests.sounds import a_tone


@pytest.fixture
def store():
    return FakeRecordingStore(sessions={"session1"})


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def recordings(store, clock):
    return Recordings(store, FakePreferences(), clock)


def following(turn=None, **fields):
    asked = FollowUpTurn(FollowUp("还有呢？", a_key_point(), "zh"), **fields)
    turn = turn or a_turn(state=TurnState.GRADED, answer="…", assessment=an_assessment())
    return replace(turn, follow_ups=(*turn.follow_ups, asked))


def test_a_recording_is_kept_for_what_is_asked_now(recordings, store):
    question = recordings.receive(a_turn(), a_tone(2.0))
    follow_up = recordings.receive(following(), a_tone(1.0))
    assert (question.follow_up, question.seconds) == (None, pytest.approx(2.0))
    assert follow_up.follow_up == 0
    assert recordings.waiting(a_turn()) == [question]
    assert recordings.waiting(following()) == [follow_up]
    assert store.audio(question.id) == a_tone(2.0)


def test_the_same_upload_arrives_once(recordings):
    first = recordings.receive(a_turn(), a_tone(), upload="f1")
    assert recordings.receive(a_turn(), a_tone(), upload="f1") == first
    assert len(recordings.waiting(a_turn())) == 1


def test_two_recordings_that_sound_alike_are_both_kept(recordings):
    recordings.receive(a_turn(), a_tone(), upload="f1")
    recordings.receive(a_turn(), a_tone(), upload="f2")
    assert len(recordings.waiting(a_turn())) == 2


def test_what_is_no_recording_is_not_kept(recordings):
    with pytest.raises(RecordingUnusable):
        recordings.receive(a_turn(), b"nothing")
    assert recordings.waiting(a_turn()) == []


def test_the_answer_remembers_how_it_was_spoken(recordings, store, clock):
    first = recordings.receive(a_turn(), a_tone(2.0))
    clock.advance(seconds=5)
    second = recordings.receive(a_turn(), a_tone(1.0))
    said = MendedText("kubelet 挂了", (Mend(0, "cube let", "kubelet"),))
    store.save(replace(first, recogniser="whisper", heard="cube let 挂了", said=said))
    spoken = recordings.spoken(a_turn())
    assert spoken.seconds == pytest.approx(3.0)
    assert (spoken.recording, spoken.heard, spoken.recogniser) == (first.id, "cube let 挂了", "whisper")
    assert spoken.mends == said.mends
    assert wav.seconds_of(recordings.whole_audio(a_turn(), None)) == pytest.approx(3.0)
    recordings.discard(first.id)
    assert recordings.spoken(a_turn()).recording == second.id


def test_an_answer_without_recordings_was_not_spoken(recordings):
    assert recordings.spoken(a_turn()) is None
    assert recordings.whole_audio(a_turn(), None) is None


@pytest.mark.parametrize(
    ("turn", "stays"),
    [
        (a_turn(), True),
        (a_turn(state=TurnState.ANSWERED), True),
        (a_turn(state=TurnState.GRADED), False),
        (a_turn(state=TurnState.SKIPPED), False),
    ],
    ids=["asked", "answered", "graded", "skipped"],
)
def test_audio_goes_once_its_answer_is_graded_or_passed_over(recordings, turn, stays):
    recordings.receive(a_turn(), a_tone())
    recordings.tidy(a_session(turns=(turn,)))
    assert bool(recordings.of(turn, None)) is stays


@pytest.mark.parametrize(
    ("fields", "stays"),
    [
        ({}, True),
        ({"answer": "答"}, True),
        ({"answer": ""}, False),
        ({"answer": "答", "assessment": an_assessment()}, False),
    ],
    ids=["asked", "answered", "skipped", "graded"],
)
def test_the_audio_of_a_follow_up_goes_in_the_same_way(recordings, fields, stays):
    recordings.receive(following(), a_tone())
    turn = following(**fields)
    recordings.tidy(a_session(turns=(turn,)))
    assert bool(recordings.of(turn, 0)) is stays


def test_nothing_goes_while_recordings_are_to_be_kept_and_all_that_is_done_goes_when_not(recordings):
    recordings.receive(a_turn(), a_tone())
    graded = a_turn(state=TurnState.GRADED)
    recordings.keep(True)
    recordings.tidy(a_session(turns=(graded,)))
    assert recordings.keeps
    assert len(recordings.of(graded, None)) == 1
    recordings.keep(False)
    recordings.tidy(a_session(turns=(graded,)))
    assert recordings.of(graded, None) == []


def test_a_session_that_is_over_keeps_no_audio(recordings, clock):
    recordings.receive(a_turn(), a_tone())
    recordings.tidy(a_session(turns=(a_turn(),), finished_at=clock.now()))
    assert recordings.waiting(a_turn()) == []
