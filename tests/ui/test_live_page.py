"""The live page where no browser is needed: the way in, and what it says when something is missing."""

from __future__ import annotations

from datetime import UTC, datetime

import ui.state
from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.live import Interview
from interviewer.domain.notes import KeyPoint
from interviewer.i18n import translate
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
