"""Choosing what to be asked, with few notes and with many."""

from __future__ import annotations

from tests.ui.words import zh

LONG = "一个名字特别长的主题" * 6
HOSTILE = "$x^2$ **粗** `码` [链](javascript:1) :red[红] <b>标</b>"


def many_topics(names):
    return "".join(f"## {name}\n\n### 机制\n\n- 先写日志，再改数据页\n- 崩溃以后用日志恢复\n\n" for name in names)


def test_forty_topics_are_all_offered(app, add_note):
    app.open("start")
    add_note(many_topics([f"主题{at:02}" for at in range(40)]))
    app.open("start")
    assert all(f"主题{at:02}" in app.text for at in range(40))


def test_a_chosen_topic_decides_what_is_asked(app, product):
    app.open("start").choose("Database & Streaming", "Database & Streaming / Kafka")
    assert zh("ui.setup.start", n=1) in app.buttons
    app.press(zh("ui.setup.start", n=1))
    assert product().sessions.unfinished().turns[0].question.path.startswith("Database & Streaming / Kafka / ")


def test_a_topic_of_sixty_characters_and_markup_in_headings_stay_text(app, add_note):
    app.open("start")
    add_note(f"## {LONG}\n\n### {HOSTILE}\n\n- 先写日志，再改数据页\n- 崩溃以后用日志恢复\n")
    app.open("start")
    assert LONG in app.text
    assert "<b>标</b>" not in app.html


def test_the_button_says_how_many_questions_there_will_be(app):
    app.open("start").choose(zh("ui.setup.questions"), 3)
    assert zh("ui.setup.start", n=3) in app.buttons


def test_more_questions_than_sections_are_not_promised(app):
    app.open("start").choose(zh("ui.setup.questions"), 12)
    label = app.at.button(key="start_chosen").label
    assert label in {zh("ui.setup.start", n=n) for n in range(1, 12)}


def test_whose_notes_is_asked_only_when_there_are_own_ones(app, add_note):
    app.open("start")
    assert zh("ui.setup.whose") not in app.text
    add_note(many_topics(["甲"]))
    assert zh("ui.setup.whose") in app.open("start").text


def test_the_last_report_is_offered(app, begun, product):
    app.open("start")
    session = begun(1)
    product().practice.submit_answer(session.id, session.turns[0].id, "从库拉取 binlog，再重放。", language="zh")
    product().practice.end(session.id)
    app.open("start")
    assert zh("ui.start.last") in app.text
    assert zh("ui.start.open_last") in app.text
