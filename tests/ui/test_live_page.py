"""The live page where no browser is needed: the way in, and what it says when something is missing."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime

import pytest

import ui.state
from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.live import Interview
from interviewer.domain.notes import KeyPoint
from interviewer.i18n import translate
from interviewer.services.desk.listening import Listening
from tests.fakes import FakeTranscriber
from tests.sounds import a_tone
from ui.components import live_listening
from ui.components.live_events import apply
from ui.live_window import LiveWindow

POINTS = (KeyPoint("p1", "从库重放 relay log", None), KeyPoint("p2", "主库写 binlog", None))
QUESTIONS = (SetQuestion("q1", "主从复制怎么做？", key_points=POINTS), SetQuestion("q2", "讲一次故障", own=True))


def said(key: str) -> str:
    return translate(f"ui.live.{key}", "zh")


def a_kept_set() -> QuestionSet:
    made = QuestionSet("", "SRE 二面", "zh", 30, datetime(2026, 11, 28, 9, tzinfo=UTC), questions=QUESTIONS)
    return ui.state.container().desk.sets.keep(made)


def begun(app) -> Interview:
    app.open("live")
    return ui.state.container().desk.interviewing.begin(a_kept_set(), "张伟")


def test_without_a_set_it_says_where_to_build_one(app):
    app.open("live")
    assert app.notices == [said("no_sets")]


def test_an_interview_begins_with_a_set_and_a_candidate(app):
    app.open("live")
    a_kept_set()
    app.open("live")
    app.at.text_input[0].set_value("张伟")
    app.press(said("begin"))
    [interview] = ui.state.container().desk.interviewing.unfinished()
    assert interview.candidate == "张伟"
    assert interview.set.name == "SRE 二面"


def test_without_a_candidate_nothing_begins_and_it_says_why(app):
    app.open("live")
    a_kept_set()
    app.open("live")
    app.press(said("begin"))
    assert app.notices == [translate("error.card.candidate_unnamed", "zh")]
    assert ui.state.container().desk.interviewing.unfinished() == []


def test_an_interview_that_did_not_end_can_be_gone_on_with(app):
    begun(app)
    app.open("live")
    assert "接着面：张伟" in app.text


def test_an_unknown_interview_is_said_and_the_way_in_offered(app):
    app.open("live", interview="nobody")
    assert app.notices[0] == translate("error.card.interview_not_found", "zh")


def test_an_event_is_done_once_however_often_it_comes(app):
    interview = begun(app)
    event = {"n": 7, "kind": "note", "question": "q1", "text": "从库重放", "base": ""}
    window = apply(LiveWindow(interview.id, "q1", interview.version), [event])
    again = apply(window, [event, {"n": 8, "kind": "rate", "question": "q1", "rating": 4}])
    talk = ui.state.container().desk.interviewing.get(interview.id).talk("q1")
    assert (talk.notes, talk.rating) == ("从库重放", 4)
    assert again.done == 8 and again.told == ""


def test_what_cannot_be_saved_is_told_and_the_rest_is_done(app):
    interview = begun(app)
    events = [
        {"n": 1, "kind": "turn", "to": "no such question"},
        {"n": 2, "kind": "tick", "question": "q1", "point": "p2", "state": "confirmed"},
    ]
    window = apply(LiveWindow(interview.id, "q1", interview.version), events[:1])
    assert window.told.startswith("刚才这一步没有保存")
    apply(window, events)
    talk = ui.state.container().desk.interviewing.get(interview.id).talk("q1")
    assert talk.tick("p2").counts


@pytest.fixture
def recogniser(parts):
    """What transcribes, put in before the first page is opened."""
    parts["transcriber"] = FakeTranscriber(["从库重放 relay log"])
    return parts["transcriber"]


def a_piece(**fields: str) -> dict[str, str]:
    return {"id": "p1", "question": "q1", "take": "t1", "sound": b64encode(a_tone()).decode()} | fields


def listening() -> Listening:
    return ui.state.container().listening


def test_after_a_yes_a_piece_of_sound_ticks_points_as_typing_does_and_is_no_other_window(recogniser, app):
    interview = begun(app)
    window = apply(LiveWindow(interview.id, "q1", interview.version), [{"n": 1, "kind": "consent", "answer": "text"}])
    window = live_listening.take(window, a_piece())
    assert listening().wait(interview.id, 120)
    window = apply(window, [{"n": 2, "kind": "heard"}])
    talk = ui.state.container().desk.interviewing.get(interview.id).talk("q1")
    assert talk.notes == "从库重放 relay log"
    assert talk.tick("p1").counts
    assert (window.told, window.refused, window.heard) == ("", (), 1)
    assert ui.state.container().interview_audio.takes(interview.id) == []


@pytest.mark.parametrize("said", [[], [{"n": 1, "kind": "consent", "answer": "no"}]], ids=["not asked", "no"])
def test_without_a_yes_a_piece_of_sound_is_not_taken_and_that_is_said(recogniser, app, said):
    interview = begun(app)
    window = live_listening.take(apply(LiveWindow(interview.id, "q1", interview.version), said), a_piece())
    assert window.told == translate("error.card.consent_missing", "zh")
    assert window.refused == ("p1",)
    assert recogniser.asked == []


def test_what_is_no_sound_is_not_taken(recogniser, app):
    interview = begun(app)
    window = apply(LiveWindow(interview.id, "q1", interview.version), [{"n": 1, "kind": "consent", "answer": "keep"}])
    for broken in ({"sound": "not base64!"}, {"sound": "bm8gd2F2"}, {"question": "of another set"}):
        assert live_listening.take(window, a_piece(**broken)).refused == ("p1",)


def test_the_candidate_is_told_who_transcribes_and_may_agree_to_less(recogniser, app):
    interview = begun(app)
    shown = live_listening.of(interview, LiveWindow(interview.id, "q1", 1))
    assert recogniser.place in shown["asks"][0]
    assert [each["answer"] for each in shown["choices"]] == ["keep", "text", "no"]
    assert not shown["may"] and shown["line"] == ""


def test_without_a_recogniser_it_says_what_to_set_up_and_a_recording_can_be_agreed_to(parts, app):
    parts["transcriber"] = None
    interview = begun(app)
    shown = live_listening.of(interview, LiveWindow(interview.id, "q1", 1))
    assert "TRANSCRIPTION_BASE_URL" in shown["asks"][1]
    assert [each["answer"] for each in shown["choices"]] == ["keep", "no"]
    window = apply(LiveWindow(interview.id, "q1", interview.version), [{"n": 1, "kind": "consent", "answer": "keep"}])
    live_listening.take(window, a_piece())
    assert len(ui.state.container().interview_audio.takes(interview.id)) == 1
