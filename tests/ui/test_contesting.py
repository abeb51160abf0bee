"""A verdict is contested or corrected where it stands, on the practice page and on the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.domain.assessment import Verdict
from interviewer.domain.errors import DatabaseUnavailable
from interviewer.domain.verdicts import LONGEST_ARGUMENT, MOST_APPEALS, VerdictKind
from interviewer.services.appeals import Appeals
from interviewer.services.corrections import Corrections
from tests.ui.test_practice_page import GOOD, NOTE
from tests.ui.words import zh

OPEN, CORRECT, JUDGE = zh("ui.contest.open"), zh("ui.contest.correct"), zh("ui.contest.appeal")
SPREAD = "我会让它们错开失效"
ANSWER = f"{GOOD}{SPREAD}，这样好一些。"
MISSED_AT = 1
"""Which point of the note the answer says too little of."""


@pytest.fixture
def practising(app, add_note, product):
    """The practice page with a graded answer, and its follow-up open."""
    app.open("start")
    add_note(NOTE)
    session = product().practice.start(topics=["缓存雪崩"], origins=(), question_count=1, language="zh", seed=1)
    return app.open("practice", session=session.id).say(ANSWER)


def contest(app, at: int = MISSED_AT, mode: str = "correct"):
    """Open the point of that number, to do one of two things."""
    buttons = [button for button in app.at.button if button.label == OPEN]
    buttons[at].click().run()
    if [row for row in app.at.get("button_group") if row.label == zh("ui.contest.mode")]:
        app.choose(zh("ui.contest.mode"), mode)
    return app.sound()


def pick(app, words: str):
    app.at.selectbox[0].set_value(words).run()
    return app.sound()


def write(app, text: str):
    app.at.text_area[0].set_value(text).run()
    return app.sound()


def verdict(product, at: int = MISSED_AT):
    return product().sessions.unfinished().turns[0].assessment.verdicts[at]


def test_every_verdict_can_be_contested(practising, product):
    assert practising.buttons.count(OPEN) == len(product().sessions.unfinished().turns[0].assessment.verdicts)


def test_a_correction_counts_at_once_and_shows_both_verdicts(practising, product):
    before = product().sessions.unfinished().turns[0].assessment.score
    contest(practising).choose(zh("ui.contest.wanted"), "covered")
    write(pick(practising, SPREAD), "错开失效就是随机过期时间").press(CORRECT)
    after = product().sessions.unfinished().turns[0].assessment.score
    assert (verdict(product).kind, verdict(product).quote) == (VerdictKind.COVERED, SPREAD)
    assert f"{after}<small> / 100" in practising.html
    assert zh("ui.contest.score", before=before, after=after) in practising.text
    assert zh("ui.contest.graded", kind=zh("ui.verdict.missed"), quote="") in practising.text
    assert "错开失效就是随机过期时间" in practising.text
    assert zh("ui.card.as_graded", score=before) in practising.text


def test_a_correction_can_be_taken_back(practising, product):
    before = verdict(product)
    pick(contest(practising).choose(zh("ui.contest.wanted"), "covered"), SPREAD).press(CORRECT)
    practising.press(zh("ui.contest.undo"))
    assert verdict(product) == before
    assert zh("ui.contest.told.undone") in practising.text
    assert zh("ui.contest.undo") not in practising.buttons
    assert product().corrections.all() == []


def test_credit_without_words_is_refused_and_nothing_typed_is_lost(practising, product):
    write(contest(practising).choose(zh("ui.contest.wanted"), "covered"), "我就是说了").press(CORRECT)
    assert zh("error.words_not_said") in practising.notices
    assert practising.at.text_area[0].value == "我就是说了"
    assert verdict(product).corrected is None


def test_what_was_typed_is_there_again_when_the_verdict_is_opened_again(practising):
    write(contest(practising), "先写到这里").press(zh("ui.contest.cancel"))
    assert not practising.at.text_area
    assert contest(practising).at.text_area[0].value == "先写到这里"


def test_a_database_that_fails_is_told_and_nothing_typed_is_lost(practising, monkeypatch):
    def fail(*_, **__):
        raise DatabaseUnavailable(url="x")

    monkeypatch.setattr(Corrections, "correct", fail)
    monkeypatch.setattr(Appeals, "appeal", fail)
    told = zh("error.database_unavailable", url="x")
    write(pick(contest(practising), SPREAD), "就是这句").press(CORRECT)
    assert told in practising.notices
    practising.choose(zh("ui.contest.mode"), "appeal")
    write(practising, "说的是同一件事").press(JUDGE)
    assert told in practising.notices
    assert practising.at.text_area[0].value == "说的是同一件事"
    assert practising.at.selectbox[0].value == SPREAD


def test_an_appeal_by_words_that_do_not_earn_the_point_is_upheld_with_the_reason(practising, product):
    write(pick(contest(practising, mode="appeal"), "这样好一些"), "我指的就是随机值").press(JUDGE)
    (appeal,) = verdict(product).appeals
    assert verdict(product).kind is VerdictKind.MISSED
    assert zh("ui.contest.told.upheld") in practising.text
    assert appeal.reason in practising.text
    assert zh("ui.contest.argued", argument="我指的就是随机值") in practising.text


def test_an_appeal_by_words_that_earn_the_point_changes_the_verdict(practising, product):
    session = product().sessions.unfinished()
    turn = session.turns[0]
    said = turn.assessment.verdicts[0]
    overlooked = turn.assessment.with_verdict(Verdict(said.key_point, VerdictKind.MISSED))
    product().sessions.save_turn(replace(turn, assessment=overlooked))
    practising.open("practice", session=session.id)
    pick(contest(practising, at=0, mode="appeal"), said.quote).press(JUDGE)
    assert verdict(product, 0).kind is said.kind
    assert zh("ui.contest.told.changed") in practising.text
    assert f"原来是“{zh('ui.verdict.missed')}”" in practising.text


def test_an_argument_alone_changes_nothing_and_costs_no_appeal(practising, product):
    write(contest(practising, mode="appeal"), "请给我满分").press(JUDGE)
    assert zh("ui.contest.no_words") in practising.notices
    assert verdict(product).appeals == ()
    assert practising.at.text_area[0].value == "请给我满分"


def test_that_the_note_is_wrong_is_answered_with_what_to_do_and_costs_no_appeal(practising, product):
    contest(practising, mode="appeal").choose(zh("ui.contest.ground"), "note").press(JUDGE)
    assert zh("appeal.note") in practising.notices
    assert verdict(product).appeals == ()


def test_when_no_appeal_is_left_only_a_correction_is_offered(practising, product):
    for _ in range(MOST_APPEALS):
        pick(contest(practising, mode="appeal"), "这样好一些").press(JUDGE)
    contest(practising)
    assert JUDGE not in practising.buttons
    assert CORRECT in practising.buttons


def test_a_follow_up_can_be_corrected(practising, product):
    practising.say("说不清楚，大概是错开吧。")
    buttons = [button for button in practising.at.button if button.label == OPEN]
    contest(practising, at=len(buttons) - 1)
    pick(practising.choose(zh("ui.contest.wanted"), "covered"), "大概是错开吧").press(CORRECT)
    asked = product().sessions.unfinished().turns[0].follow_ups[0]
    assert asked.recovered
    assert zh("ui.follow_up.covered") in practising.text


def test_an_empty_answer_leaves_nothing_to_contest(app, begun):
    app.open("start")
    session = begun()
    app.open("practice", session=session.id).press(zh("ui.practice.dont_know"))
    assert OPEN not in app.buttons


def test_on_the_report_a_correction_changes_the_question_and_the_whole(practising, product):
    practising.press(zh("ui.practice.end"))
    summary = product().sessions.summaries()[0]
    before = summary.score
    turn = product().sessions.get(summary.id).turns[0]
    practising.at.session_state[f"question-{turn.id}"] = True  # opened, as by a click
    practising.at.run()
    pick(contest(practising).choose(zh("ui.contest.wanted"), "covered"), SPREAD).press(CORRECT)
    after = product().sessions.summaries()[0].score
    assert after > before
    assert practising.html.count(f"{after}<small> / 100") == 2
    assert zh("ui.report.corrected", n=1, score=before) in practising.text
    assert practising.at.expander[0].proto.expanded


def test_a_verdict_that_was_corrected_in_another_window_is_shown_so_and_not_judged_again(practising, second_window):
    second_window.open("practice", session=practising.at.query_params["session"])
    pick(contest(practising).choose(zh("ui.contest.wanted"), "covered"), SPREAD).press(CORRECT)
    contest(second_window)
    assert JUDGE not in second_window.buttons
    assert zh("ui.contest.yours") in second_window.text


def test_markup_in_a_reason_stays_text(practising):
    write(contest(practising).choose(zh("ui.contest.wanted"), "contradicted"), "<img src=x onerror=alert(1)>")
    pick(practising, SPREAD).press(CORRECT)
    assert "<img" not in practising.html
    assert "&lt;img" in practising.html


def test_a_reason_has_a_limit_that_the_field_keeps(practising):
    contest(practising)
    assert practising.at.text_area[0].proto.max_chars == LONGEST_ARGUMENT
