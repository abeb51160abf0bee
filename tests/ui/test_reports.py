"""The report and the history, of one session and of many."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from interviewer.domain.assessment import FallbackReason, UnscoredReason, VerdictKind, unscored
from interviewer.domain.fillers import Filler
from interviewer.domain.sessions import Course, TurnState
from interviewer.domain.speech import Spoken
from interviewer.services.report_files import ReportFormat
from tests.samples import a_delivery, a_key_point, a_question, a_session, a_turn, an_assessment
from tests.ui.words import zh

LONG = "一个名字特别长的主题" * 6


@pytest.fixture
def recorded(app, product):
    """Store a session as it is; the pages are open by then."""
    app.open("start")

    def record(session):
        product().sessions.add(replace(session, turns=(), finished_at=None))
        for turn in session.turns:
            product().sessions.save_turn(turn)
        if session.finished_at:
            product().sessions.finish(session.id, session.finished_at)
        return session

    return record


def a_finished_session(*turns, id="done"):
    session = a_session(id)
    return replace(session, turns=turns, finished_at=session.started_at)


def a_graded_turn(position=0, session="done", **fields):
    assessment = an_assessment(VerdictKind.COVERED, VerdictKind.MISSED)
    values = {"state": TurnState.GRADED, "answer": "从库重放 relay log", "assessment": assessment} | fields
    return a_turn(f"{session}-{position}", session=session, position=position, **values)


def opened(app, *numbers, session="done"):
    """The report with the questions of these numbers, from 0, open: what is closed is not drawn."""
    app.open("report", session=session)
    for number in numbers:
        app.at.session_state[f"question-{session}-{number}"] = True
    app.at.run()
    return app.sound()


def test_a_report_opens_with_a_sentence_then_the_number(app, recorded):
    recorded(a_finished_session(a_graded_turn()))
    app.open("report", session="done")
    assert "50<small> / 100" in app.html
    assert "主从复制" in app.text
    assert zh("ui.report.fix_fewer") in app.text


def test_a_report_of_nothing_says_so(app, recorded):
    recorded(a_finished_session())
    app.open("report", session="done")
    assert zh("ui.report.ungraded") in app.notices
    assert zh("report.opening.nothing_scored") in app.text


def test_a_report_tells_skipped_from_ungraded_from_fallen_back(app, recorded):
    fell_back = replace(an_assessment(VerdictKind.COVERED), fallback_reason=FallbackReason.RATE_LIMITED)
    recorded(
        a_finished_session(
            a_turn("done-0", session="done", position=0, state=TurnState.SKIPPED),
            a_graded_turn(1, assessment=unscored(UnscoredReason.GRADER_FAILED, "llm")),
            a_graded_turn(2, assessment=fell_back),
        )
    )
    opened(app, 0, 1, 2)
    assert zh("ui.report.skipped") in app.text
    assert zh("ui.report.not_graded") in app.text
    assert zh("ui.card.unscored.grader_failed") in app.text
    assert zh("ui.report.fell_back", n=1) in app.notices


def test_a_report_with_a_long_answer_a_long_topic_and_forty_questions_is_whole(app, recorded):
    question = a_question(path=f"领域 / {LONG} / 机制", text=f"{LONG}是怎么工作的？", key_points=(a_key_point(),))
    turns = [a_graded_turn(at, question=question) for at in range(39)]
    said = "很长的一段回答，" * 375
    recorded(a_finished_session(*turns, a_graded_turn(39, question=question, answer=said)))
    opened(app, 39)
    assert said in app.text
    assert LONG in app.text
    assert len(app.at.expander) == 40


def test_downloads_are_the_report_itself(app, recorded):
    recorded(a_finished_session(a_graded_turn()))
    app.open("report", session="done")
    buttons = [each.proto for each in app.at.get("download_button")]
    assert [each.label for each in buttons] == [zh(f"paper.format.{kind.value}") for kind in ReportFormat]
    assert not any(each.disabled for each in buttons)


def test_without_a_lost_point_there_are_no_cards_to_download_and_the_page_says_so(app, recorded):
    recorded(a_finished_session(a_graded_turn(assessment=an_assessment(VerdictKind.COVERED))))
    app.open("report", session="done")
    assert [each.proto.label for each in app.at.get("download_button") if each.proto.disabled] == [
        zh("paper.format.anki")
    ]
    assert zh("error.nothing_lost") in app.text


def test_the_report_of_an_unfinished_session_shows_what_is_there(app, recorded):
    recorded(replace(a_finished_session(a_graded_turn()), finished_at=None))
    app.open("report", session="done")
    assert "50<small> / 100" in app.html


def test_the_history_lists_sessions_newest_first_with_their_state(app, recorded):
    recorded(a_finished_session(a_graded_turn(session="old"), id="old"))
    begun = a_session("new")
    recorded(replace(begun, turns=(a_turn("new-0", session="new"),), started_at=begun.started_at.replace(year=2027)))
    app.open("history")
    assert app.html.index("2027") < app.html.index("2026")
    assert zh("ui.history.unfinished") in app.text
    assert zh("ui.history.open") in app.text
    assert zh("ui.start.continue") in app.text


def test_the_history_of_forty_sessions_with_long_topics_stands(app, recorded):
    question = a_question(path=f"领域 / {LONG} / 机制")
    for at in range(40):
        recorded(a_finished_session(a_graded_turn(session=f"s{at}", question=question), id=f"s{at}"))
    app.open("history")
    assert app.html.count(LONG) == 20
    assert zh("ui.history.found", first=1, last=20, total="40") in app.text


def test_json_of_the_report_can_be_read(app, recorded, product):
    from interviewer.services.report_text import to_json
    from interviewer.services.reports import build

    recorded(a_finished_session(a_graded_turn()))
    assert json.loads(to_json(build(product().sessions.get("done"))))["session"] == "done"


def test_a_spoken_answer_shows_how_it_was_spoken(app, recorded):
    fillers = tuple(Filler("嗯", at, at + 1) for at in (0, 7, 10))
    delivery = a_delivery(units=100.0, fillers=fillers)
    spoken = Spoken(67.0, heard="嗯，从库重放<嗯>，嗯。", delivery=delivery)
    recorded(a_finished_session(a_graded_turn(course=Course(spoken=spoken))))
    opened(app, 0)
    assert "每分钟 92 字" in app.text
    assert zh("ui.delivery.session", line="1 段口头回答") in app.text
    assert 'role="img" aria-label="67 秒的录音，停顿：0:30 处停了 3.0 秒。"' in app.html
    assert "<mark>嗯</mark>，从库重放&lt;<mark>嗯</mark>&gt;" in app.html
    assert zh("ui.delivery.not_scored") in app.text


def test_a_typed_answer_says_nothing_of_delivery(app, recorded):
    recorded(a_finished_session(a_graded_turn()))
    opened(app, 0)
    assert 'iv-delivery"' not in app.html


def test_the_report_of_a_drill_shows_the_order_of_work(app, recorded):
    session = a_finished_session(a_graded_turn(answer="直接重启，然后看 CPU 正常没有。"))
    recorded(replace(session, plan=replace(session.plan, preset="incident-drill")))
    opened(app, 0)
    assert zh("ui.work_order.title") in app.text
    assert zh("drill.slip.fix_before_check") in app.text


def test_other_reports_show_none(app, recorded):
    recorded(a_finished_session(a_graded_turn()))
    opened(app, 0)
    assert zh("ui.work_order.title") not in app.text
