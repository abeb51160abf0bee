"""Listening to a live interview: what consent allows, what stands in the notes, what is kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest

from interviewer.domain.errors import ConsentMissing, RecordingUnusable, TranscriptionUnavailable
from interviewer.domain.live import Interview
from interviewer.domain.ports.speech import ON_THIS_MACHINE
from interviewer.domain.speech import Transcript
from interviewer.services.desk.interview_audio import InterviewAudio
from interviewer.services.desk.interviewing import Interviewing
from interviewer.services.desk.listening import Listening, PieceState
from tests.desk_cards import Cards
from tests.fakes import FakeNoteStore, FakeTranscriber
from tests.samples import a_note, a_section
from tests.sounds import a_tone

PLACE = FakeTranscriber().place
PATIENCE = 120
"""Seconds: the first piece loads word lists, and the machine may have other work."""


@dataclass
class Room:
    """One interview on fakes, with its listener."""

    transcriber: FakeTranscriber | None = field(default_factory=lambda: FakeTranscriber(["一大批 key 同时过期"]))

    def __post_init__(self) -> None:
        self.desk, notes = Cards(), FakeNoteStore()
        notes.save(a_note("mysql.md", a_section("s1", text="从库用 relay log 重放主库的 binlog，延迟要监控\n")), [])
        self.interviewing = Interviewing(
            self.desk.interviews,
            self.desk.candidates_known,
            None,
            self.desk.clock,  # type: ignore[arg-type]
        )
        self.listening = Listening(self.interviewing, self.desk.candidates, notes, self.transcriber, self.desk.clock)
        self.desk.meet()

    def agrees(self, **how: object) -> None:
        self.interviewing.consent("i1", **{"given": True, "transcribed_by": PLACE, **how})  # type: ignore[arg-type]

    def says(self, piece: str = "p1", question: str = "q1", audio: bytes | None = None, take: str = "t1") -> None:
        self.listening.receive("i1", question, piece, audio or a_tone(), take=take)
        assert self.listening.wait("i1", PATIENCE)

    @property
    def interview(self) -> Interview:
        return self.interviewing.get("i1")

    @property
    def notes(self) -> str:
        return self.interview.talk("q1").notes

    @property
    def states(self) -> list[tuple[str, PieceState, str]]:
        return [(each.id, each.state, each.trouble) for each in self.listening.pieces("i1")]


def test_without_being_asked_or_after_a_no_nothing_is_recorded_nor_transcribed():
    room = Room()
    with pytest.raises(ConsentMissing):
        room.says()
    room.agrees(given=False)
    with pytest.raises(ConsentMissing):
        room.says()
    assert room.transcriber.asked == []
    assert room.desk.recordings.of_interview("i1") == []
    assert (room.notes, room.states) == ("", [])


def test_with_consent_to_both_the_words_come_into_the_notes_and_the_recording_is_kept():
    room = Room()
    room.agrees()
    room.says()
    assert room.notes == "一大批 key 同时过期"
    assert room.states == [("p1", PieceState.DONE, "")]
    (kept,) = room.desk.recordings.of_interview("i1")
    assert (kept.question_id, kept.seconds, kept.take) == ("q1", 1.0, "t1")
    assert room.desk.recordings.audio(kept.id) == a_tone()


def test_with_consent_to_the_words_only_no_audio_is_kept():
    room = Room()
    room.agrees(keeps=False)
    room.says()
    assert room.notes == "一大批 key 同时过期"
    assert room.desk.recordings.of_interview("i1") == []


def test_without_a_recogniser_a_recording_is_kept_where_that_was_agreed_to_and_else_nothing_is_done():
    room = Room(None)
    room.agrees(transcribed_by="")
    room.says()
    assert room.states == [("p1", PieceState.DONE, "")]
    assert len(room.desk.recordings.of_interview("i1")) == 1
    room.agrees(keeps=False, transcribed_by="")
    with pytest.raises(ConsentMissing):
        room.says("p2")


def test_consent_to_one_recogniser_is_none_to_another():
    room = Room()
    room.agrees(keeps=False, transcribed_by=ON_THIS_MACHINE)
    assert not room.listening.allowed(room.interview)
    with pytest.raises(ConsentMissing):
        room.says()
    room.agrees(transcribed_by=ON_THIS_MACHINE)
    room.says()
    assert room.transcriber.asked == []
    assert len(room.desk.recordings.of_interview("i1")) == 1


def test_who_takes_his_consent_back_while_a_piece_is_transcribed_is_not_in_the_notes():
    waiting = Waiting()
    room = Room(waiting)
    room.agrees(keeps=False)
    room.listening.receive("i1", "q1", "p1", a_tone())
    assert waiting.began.wait(PATIENCE)
    room.agrees(given=False)
    waiting.may.set()
    assert room.listening.wait("i1", PATIENCE)
    assert room.notes == ""
    assert [each.given for each in room.interview.earlier_consents] == [True]


def test_pieces_stand_below_the_notes_in_the_order_in_which_they_were_said():
    room = Room(FakeTranscriber(["第一句", "第二句", "另一题"]))
    room.agrees()
    room.interviewing.note("i1", "q1", "我先记一笔")
    for piece, question in (("p1", "q1"), ("p2", "q1"), ("p3", "q2")):
        room.listening.receive("i1", question, piece, a_tone())
    assert room.listening.wait("i1", PATIENCE)
    assert room.notes == "我先记一笔\n第一句\n第二句"
    assert room.interview.talk("q2").notes == "另一题"


def test_a_piece_that_is_sent_twice_is_heard_once_and_kept_once():
    room = Room()
    room.agrees()
    room.says()
    room.says()
    assert len(room.transcriber.asked) == 1
    assert len(room.desk.recordings.of_interview("i1")) == 1


def test_a_piece_in_trouble_says_why_and_is_heard_when_it_is_sent_again():
    room = Room(FakeTranscriber([TranscriptionUnavailable(why="speech.rate_limited"), RuntimeError(), "好了"]))
    room.agrees()
    room.says()
    assert room.states == [("p1", PieceState.TROUBLE, "rate_limited")]
    room.says()
    assert room.states == [("p1", PieceState.TROUBLE, "server_error")]
    room.says()
    assert (room.states, room.notes) == ([("p1", PieceState.DONE, "")], "好了")
    assert [each.tries for each in room.listening.pieces("i1")] == [3]


def test_silence_is_no_trouble_and_leaves_the_notes_alone():
    room = Room(FakeTranscriber(["  "]))
    room.agrees()
    room.says()
    assert (room.states, room.notes) == ([("p1", PieceState.DONE, "")], "")


def test_what_is_no_recording_is_refused():
    room = Room()
    room.agrees()
    with pytest.raises(RecordingUnusable):
        room.says(audio=b"no sound")
    with pytest.raises(KeyError):
        room.says(question="of another set")
    assert room.states == []


def test_terms_are_put_right_and_the_recogniser_knows_what_to_expect():
    room = Room(FakeTranscriber(["写進宾log里"]))
    room.agrees()
    room.says()
    assert room.notes == "写进 binlog 里"
    _, language, terms = room.transcriber.asked[0]
    assert language == "zh" and "binlog" in terms


def test_versions_that_hearing_saved_are_told_from_those_of_another_window():
    room = Room()
    room.agrees()
    before = room.interview.version
    room.says()
    heard = room.interview.version
    assert room.listening.saved_between("i1", before, heard) == heard - before == 1
    after = room.interviewing.note("i1", "q2", "elsewhere").version
    assert room.listening.saved_between("i1", before, after) == 1
    assert room.listening.saved_between("nowhere", 0, 9) == 0


def test_recordings_are_listened_to_and_deleted_by_the_stretch():
    room = Room()
    room.agrees()
    for piece, take in (("p1", "t1"), ("p2", "t1"), ("p3", "t2")):
        room.says(piece, take=take)
        room.desk.clock.advance(seconds=1)
    audio = InterviewAudio(room.desk.recordings)
    first, second = audio.takes("i1")
    assert (first.seconds, len(first.parts), second.seconds) == (2.0, 2, 1.0)
    assert len(audio.audio(first)) > 2 * len(a_tone()) - 100
    audio.delete(first)
    assert audio.takes("i1") == [second]


class Waiting(FakeTranscriber):
    """Answers when it may."""

    def __init__(self):
        super().__init__(["好"])
        self.began, self.may = threading.Event(), threading.Event()

    def transcribe(self, audio, *, language, terms):
        self.began.set()
        self.may.wait(PATIENCE)
        return Transcript("好", self.name)
