"""The interview from the first question to the report, and what may come in between."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from interviewer.domain.notes import Origin
from interviewer.domain.sessions import Mode, TurnState
from interviewer.services.planning import Manner
from interviewer.services.practice import LONGEST_ANSWER
from tests.ui.words import zh

AVALANCHE = "Database & Streaming / Redis / 缓存雪崩"
NOTE = """# 缓存

- 缓存雪崩

```console
1. 大量 key 在同一时间过期，请求全部落到数据库
2. 过期时间加上随机值，避免同时失效
3. 热点数据分布到不同的缓存节点
```
"""
GOOD = "我先说原因。大量 key 在同一时间过期，请求全部落到数据库上。"
BETTER = "过期时间上加一个随机值，避免同时失效。"


@pytest.fixture
def practising(app, add_note, product):
    """The practice page with the first of one question on the note."""
    app.open("start")
    add_note(NOTE)
    session = product().practice.start(topics=["缓存雪崩"], origins=(), question_count=1, language="zh", seed=1)
    return app.open("practice", session=session.id)


def test_a_warm_up_leads_to_a_question_in_one_press(app):
    app.open("start").press(zh("ui.start.warm_up"))
    assert app.asked()
    assert 'class="iv-question"' in app.html
    assert app.at.query_params["session"]


def test_an_answer_is_graded_followed_up_and_reported(practising):
    app = practising.say(GOOD)
    assert zh("ui.verdict.covered") in app.text
    assert zh("ui.verdict.missed") in app.text
    assert "mine.md 6" in app.text
    assert zh("ui.practice.follow_up") in app.text
    app.say(BETTER)
    assert zh("ui.follow_up.covered") in app.text
    app.press(zh("ui.practice.skip_follow_up"))
    assert not app.asked()
    app.press(zh("ui.practice.to_report"))
    assert zh("ui.report.title") in app.text
    app.unfold()
    assert GOOD in app.text
    assert BETTER in app.text


def test_the_words_of_the_candidate_are_quoted_in_the_card(practising):
    practising.say(GOOD)
    assert zh("ui.card.you_said") + "“大量 key 在同一时间过期" in practising.text


def test_the_sentence_that_would_have_brought_the_most_is_told_once_the_follow_up_is_done(practising):
    practising.say(GOOD)
    assert zh("ui.better.sentence") not in practising.text
    practising.say(BETTER).press(zh("ui.practice.skip_follow_up"))
    assert zh("ui.better.sentence") + zh("ui.better.gain", before=33, after=67) in practising.text
    assert "过期时间加上随机值，避免同时失效。" in practising.text


def test_a_full_answer_to_say_aloud_is_there_with_its_length(practising):
    practising.say(GOOD)
    assert "说到缓存雪崩，大量 key 在同一时间过期，请求全部落到数据库。" in practising.text
    seconds = re.search(r"完整的口头回答（约 (\d+) 秒）", practising.text)
    assert 10 <= int(seconds[1]) <= 20


def test_a_session_that_ended_over_an_open_follow_up_tells_the_sentence_in_its_report(practising):
    practising.say(GOOD).press(zh("ui.practice.end")).unfold()
    assert zh("ui.better.sentence") in practising.text


def test_dont_know_shows_the_reference_and_goes_on(practising):
    practising.press(zh("ui.practice.dont_know"))
    assert zh("ui.gate.empty") in practising.text
    assert zh("ui.card.reference") in practising.text
    assert "热点数据分布到不同的缓存节点" in practising.text
    assert zh("ui.practice.to_report") in practising.buttons


def test_skipping_leads_to_the_next_question(app):
    app.open("start").press(zh("ui.start.warm_up"))
    first = app.html
    app.press(zh("ui.practice.skip"))
    assert app.asked()
    assert app.html != first


def test_skipping_the_last_question_leads_to_the_report(practising):
    practising.press(zh("ui.practice.skip"))
    assert zh("ui.report.title") in practising.text
    assert zh("ui.report.ungraded") in practising.text
    assert zh("ui.report.skipped") in practising.text


def test_skipping_the_last_follow_up_leaves_the_feedback_in_place(practising):
    practising.say(GOOD).press(zh("ui.practice.skip_follow_up"))
    assert zh("ui.verdict.covered") in practising.text
    assert zh("ui.practice.to_report") in practising.buttons


def test_ending_half_way_leads_to_the_report_of_what_was_done(practising):
    practising.say(GOOD).press(zh("ui.practice.end"))
    assert zh("ui.report.title") in practising.text
    assert GOOD in practising.unfold().text


def test_an_unfinished_session_is_offered_and_goes_on_where_it_was(app, begun):
    app.open("start")
    session = begun(count=2)
    app.open("start")
    assert zh("ui.start.unfinished", done=0, total=2) in app.text
    app.press(zh("ui.start.continue"))
    assert app.asked()
    assert session.turns[0].question.text in app.text


def test_an_unfinished_session_can_be_ended_from_the_start_page(app, begun):
    app.open("start")
    begun()
    app.open("start").press(zh("ui.start.end_it"))
    assert zh("ui.report.title") in app.text
    assert zh("ui.start.continue") not in app.open("start").buttons


def test_an_answer_that_was_saved_and_not_graded_is_graded_when_the_page_opens(app, begun, product):
    app.open("start")
    session = begun()
    product().practice.save_answer(session.id, session.turns[0].id, "这是崩溃之前说的话。")
    app.open("practice", session=session.id)
    assert "这是崩溃之前说的话。" in app.text
    assert product().sessions.get(session.id).turns[0].state is TurnState.GRADED


def test_a_session_that_is_over_says_so_and_leads_to_its_report(app, begun, product):
    app.open("start")
    session = begun()
    product().practice.end(session.id)
    app.open("practice", session=session.id)
    assert app.notices == [zh("ui.practice.finished")]
    assert zh("ui.practice.to_report") in app.text
    assert not app.asked()


@pytest.mark.parametrize("length", [3_000, LONGEST_ANSWER])
def test_a_long_answer_is_kept_whole_and_graded_in_reasonable_time(practising, product, length):
    text = ("说到缓存，我们组里讨论过很多次，各有各的看法，" * 1000)[: length - len(GOOD)] + GOOD
    started = time.monotonic()
    practising.say(text)
    assert time.monotonic() - started < 20
    assert text in practising.text
    assert zh("ui.verdict.covered") in practising.text
    assert product().sessions.unfinished().turns[0].answer == text


def test_an_answer_beyond_the_limit_is_refused_and_stays_on_the_page(practising, monkeypatch):
    monkeypatch.setattr("interviewer.services.practice.LONGEST_ANSWER", 10)
    practising.say(GOOD)
    assert zh("error.answer_too_long", length=len(GOOD), limit=10) in practising.notices
    assert practising.at.code[0].value == GOOD
    assert practising.asked()


@pytest.mark.parametrize("answer", [" ", "😀😀😀", "\x00\x01", "a" * 3000, "$x^2$ **粗** [链](javascript:1)", "\ufffd"])
def test_odd_answers_are_answers(practising, answer):
    practising.say(answer)
    assert not practising.at.exception
    assert zh("ui.card.label") in practising.html


def test_markup_in_an_answer_stays_text(practising):
    practising.say("<script>alert(1)</script><img src=x onerror=alert(1)> 大量 key 在同一时间过期")
    assert "<script>" not in practising.html
    assert "<img" not in practising.html
    assert "&lt;script&gt;" in practising.html


def test_two_windows_keep_the_first_answer_and_show_the_second_text(practising, second_window):
    second_window.open("practice", session=practising.at.query_params["session"])
    practising.say(GOOD)
    second_window.say("第二个窗口里说的话。")
    assert GOOD in second_window.text
    assert second_window.at.code[0].value == "第二个窗口里说的话。"
    assert second_window.notices[0] == zh("error.turn_changed_elsewhere")


def test_a_question_whose_note_was_removed_meanwhile_can_be_answered(practising, product):
    mine = next(source.file for source in product().notes.sources() if source.origin is Origin.OWN)
    product().ingest.remove(mine)
    practising.say(GOOD)
    assert zh("ui.verdict.covered") in practising.text


def test_a_question_with_a_long_topic_name_is_shown_whole(app, begun, product):
    app.open("start")
    session = begun()
    long = "一个名字特别长的主题" * 6
    question = replace(session.turns[0].question, path=f"领域 / {long}", text=f"{long}是怎么工作的？")
    product().sessions.save_turn(replace(session.turns[0], question=question))
    app.open("practice", session=session.id)
    assert app.text.count(long) == 2


def interviewed(app, add_note, product, **manner):
    """The practice page with the first of one question on the note, held as an interview."""
    app.open("start")
    add_note(NOTE)
    wanted = {"topics": ["缓存雪崩"], "origins": (), "question_count": 1, "language": "zh", "seed": 1}
    session = product().practice.start(**wanted, manner=Manner(mode=Mode.INTERVIEW, **manner))
    return app.open("practice", session=session.id)


def test_an_interview_says_nothing_of_grades_until_its_report(app, add_note, product):
    interviewed(app, add_note, product).say(GOOD)
    assert zh("ui.practice.follow_up") in app.text
    for answer in (BETTER, "热点数据分布到不同的缓存节点。"):
        assert zh("ui.verdict.covered") not in app.text
        assert 'class="iv-score"' not in app.html
        app.say(answer)
    assert zh("ui.practice.interview_over") in app.text
    assert zh("ui.verdict.covered") not in app.text
    app.press(zh("ui.practice.to_report")).unfold()
    assert zh("ui.verdict.covered") in app.text
    assert zh("ui.report.recovered", n=2) in app.text


def test_after_an_answer_without_a_follow_up_the_interview_goes_on_by_itself(app, begun, product):
    app.open("start")
    wanted = {"topics": (), "origins": (), "question_count": 2, "language": "zh", "seed": 1}
    session = product().practice.start(**wanted, manner=Manner(mode=Mode.INTERVIEW))
    app.open("practice", session=session.id).press(zh("ui.practice.dont_know"))
    assert zh("ui.practice.place", at=2, total=2) in app.text
    assert app.asked()


def test_lost_points_are_held_back_while_a_follow_up_stands(practising):
    practising.say(GOOD)
    assert practising.text.count(zh("ui.card.held_back")) == 2
    practising.press(zh("ui.practice.skip_follow_up"))
    assert zh("ui.card.held_back") not in practising.text
    assert "热点数据分布到不同的缓存节点" in practising.text


def test_hints_are_shown_counted_and_reported(practising):
    practising.press(zh("ui.practice.hint", left=2)).press(zh("ui.practice.hint", left=1))
    assert practising.text.count("提示 1：") == 1
    assert "提示 2：" in practising.text
    assert next(each for each in practising.at.button if each.label == zh("ui.practice.no_hint_left")).disabled
    practising.say(GOOD).press(zh("ui.practice.end"))
    assert zh("ui.report.hints", n=2) in practising.text


def test_another_wording_stands_in_front_with_the_first_one_below(practising):
    first = re.search(r'class="iv-question">(.*?)<', practising.html)[1]
    practising.press(zh("ui.practice.rephrase"))
    assert re.search(r'class="iv-question">(.*?)<', practising.html)[1] != first
    assert zh("ui.practice.first_wording", text=first) in practising.text


def test_a_pause_covers_the_question_until_it_is_over(practising):
    question = re.search(r'class="iv-question">(.*?)<', practising.html)[1]
    practising.press(zh("ui.practice.pause"))
    assert question not in practising.text
    assert zh("ui.practice.paused") in practising.text
    assert practising.at.chat_input[0].disabled
    practising.press(zh("ui.practice.resume"))
    assert question in practising.text


def test_a_hint_in_a_window_that_is_behind_is_refused_with_a_word(practising, second_window):
    second_window.open("practice", session=practising.at.query_params["session"])
    practising.press(zh("ui.practice.hint", left=2))
    second_window.press(zh("ui.practice.pause"))
    assert zh("error.turn_changed_elsewhere") in second_window.notices


def test_a_drill_tells_the_symptom_and_shows_the_order_of_work_under_the_answer(app, add_note, product):
    app.open("start")
    add_note(NOTE)
    drill = Manner(preset="incident-drill")
    session = product().practice.start(
        topics=["缓存雪崩"], origins=(), question_count=1, language="zh", seed=1, manner=drill
    )
    app.open("practice", session=session.id)
    assert "数据库连接数一下子到顶" in app.text
    app.say("直接重启数据库。大量 key 在同一时间过期，请求全部落到数据库上。")
    assert zh("ui.work_order.title") in app.text
    assert zh("drill.slip.fix_before_check") in app.text


def test_after_a_follow_up_was_skipped_what_was_held_back_is_shown_before_the_next_question(app, add_note, product):
    app.open("start")
    add_note(NOTE + NOTE.replace("缓存雪崩", "又一次雪崩").removeprefix("# 缓存\n"))
    wanted = {"topics": (), "origins": (Origin.OWN,), "question_count": 2, "language": "zh", "seed": 1}
    session = product().practice.start(**wanted)
    app.open("practice", session=session.id).say(GOOD).press(zh("ui.practice.skip_follow_up"))
    assert "热点数据分布到不同的缓存节点" in app.text
    app.press(zh("ui.practice.next"))
    assert zh("ui.practice.place", at=2, total=2) in app.text
