"""From a recording to its text, in the foreground and beside the page."""

from __future__ import annotations

import threading

import pytest

from interviewer.domain.errors import RecordingNotFound, TranscriptionUnavailable
from interviewer.domain.speech import Transcript
from interviewer.services.background_hearing import BackgroundHearing
from interviewer.services.hearing import Hearing
from interviewer.services.recordings import Recordings
from tests.fakes import (
    FakeClock,
    FakeNoteStore,
    FakePreferences,
    FakeRecordingStore,
    FakeSessionStore,
    FakeTranscriber,
)
from tests.samples import a_note, a_section, a_session, a_turn
from tests.sounds import a_tone


@pytest.fixture
def store():
    return FakeRecordingStore(sessions={"session1"})


@pytest.fixture
def recording(store):
    return Recordings(store, FakePreferences(), FakeClock()).receive(a_turn(), a_tone())


def hearing(store, transcriber, text="从库用 relay log 重放主库的 binlog，延迟要监控\n", **plan):
    notes, sessions = FakeNoteStore(), FakeSessionStore()
    notes.save(a_note("mysql.md", a_section("s1", text=text)), [])
    sessions.add(a_session(turns=(a_turn(),)))
    return Hearing(store, sessions, notes, transcriber)


def test_what_was_heard_is_kept_beside_what_was_meant(store, recording):
    heard = hearing(store, FakeTranscriber(["写进宾log里"])).listen(recording.id)
    assert heard.heard == "写进宾log里"
    assert heard.said.text == "写进 binlog 里"
    assert heard.transcribed
    assert store.get(recording.id) == heard


def test_the_recogniser_is_told_the_language_and_what_to_expect(store, recording):
    transcriber = FakeTranscriber(["好"])
    hearing(store, transcriber).listen(recording.id)
    audio, language, terms = transcriber.asked[0]
    assert (audio, language) == (a_tone(), "zh")
    assert "binlog" in terms
    assert any(not term.isascii() for term in terms)


def test_traditional_becomes_simplified_where_the_notes_are(store, recording):
    transcriber = FakeTranscriber(["從庫的延遲"])
    assert hearing(store, transcriber).listen(recording.id).said.text == "从库的延迟"
    assert (
        hearing(store, transcriber, text="從庫重放主庫的紀錄，延遲要監控").listen(recording.id).said.text
        == "從庫的延遲"
    )


@pytest.mark.parametrize(
    ("transcriber", "trouble"),
    [
        (None, "not_installed"),
        (FakeTranscriber([TranscriptionUnavailable(why="speech.rate_limited")]), "rate_limited"),
        (FakeTranscriber([RuntimeError("whatever")]), "server_error"),
        (FakeTranscriber(["  "]), "silent"),
    ],
    ids=["none", "busy", "broken", "silence"],
)
def test_trouble_is_kept_with_the_recording_which_stays(store, recording, transcriber, trouble):
    heard = hearing(store, transcriber).listen(recording.id)
    assert heard.trouble == trouble
    assert not heard.transcribed
    assert store.audio(recording.id) == a_tone()


def test_trying_again_forgets_the_trouble(store, recording):
    listening = hearing(store, FakeTranscriber([TranscriptionUnavailable(why="speech.timed_out"), "好了"]))
    assert listening.listen(recording.id).trouble == "timed_out"
    again = listening.listen(recording.id)
    assert (again.trouble, again.said.text) == ("", "好了")


def test_a_mend_is_taken_back_for_good(store, recording):
    listening = hearing(store, FakeTranscriber(["写进宾log里"]))
    listening.listen(recording.id)
    listening.take_back(recording.id, 0)
    assert store.get(recording.id).said.text == "写进宾log里"
    assert store.get(recording.id).said.mends == ()


def test_a_recording_that_is_gone_is_told(store):
    with pytest.raises(RecordingNotFound):
        hearing(store, FakeTranscriber()).listen("nothing")


class Waiting:
    """A recogniser that answers when it may."""

    name = "waiting"

    def __init__(self):
        self.may, self.times = threading.Event(), 0

    def transcribe(self, audio, *, language, terms):
        self.times += 1
        self.may.wait(20)
        return Transcript("好", self.name)


def test_hearing_goes_on_beside_the_page_and_only_once(store, recording):
    recogniser = Waiting()
    beside = BackgroundHearing(hearing(store, recogniser))
    for _ in range(3):
        beside.start(recording.id)
    assert not beside.wait(recording.id, 0.05)
    assert beside.seconds(recording.id) > 0
    assert beside.running() == {recording.id}
    recogniser.may.set()
    assert beside.wait(recording.id, 20)
    assert beside.seconds(recording.id) is None
    assert beside.running() == frozenset()
    assert recogniser.times == 1
    assert store.get(recording.id).said.text == "好"


def test_what_is_deleted_while_it_is_heard_stays_deleted(store, recording):
    recogniser = Waiting()
    beside = BackgroundHearing(hearing(store, recogniser))
    beside.start(recording.id)
    store.delete(recording.id)
    recogniser.may.set()
    assert beside.wait(recording.id, 20)
    assert store.of_session("session1") == []


def test_a_recording_that_was_never_there_ends_quietly(store):
    beside = BackgroundHearing(hearing(store, FakeTranscriber()))
    beside.start("nothing")
    assert beside.wait("nothing", 20)
