"""Choosing what to be asked, with few notes and with many."""

from __future__ import annotations

from interviewer.domain.notes import Level
from interviewer.domain.sessions import Mode, Style
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


def test_only_what_was_missed_says_so_when_nothing_was(app):
    app.open("start").press(preset("missed"))
    assert app.notices == [zh("error.nothing_missed")]
    assert zh("ui.start.warm_up") in app.buttons


def test_only_what_was_missed_asks_what_lost_points(app, begun, product):
    app.open("start")
    session = begun(1)
    product().practice.submit_answer(session.id, session.turns[0].id, "不知道。", language="zh")
    product().practice.end(session.id)
    app.open("start").press(preset("missed"))
    again = product().sessions.unfinished()
    assert [turn.question.section_id for turn in again.turns] == [session.turns[0].question.section_id]
    assert again.plan.preset == "missed"


def test_a_deep_dive_asks_for_its_topic_first(app, product):
    app.open("start").press(preset("deep-dive"))
    assert app.at.button(key="begin-preset").disabled
    app.at.selectbox(key="deep-dive-topic").set_value("Database & Streaming / Kafka").run()
    app.sound().press(zh("ui.preset.begin"))
    plan = product().sessions.unfinished().plan
    assert (plan.topics, plan.adaptive) == (("Database & Streaming / Kafka",), True)


def test_a_phone_screen_is_an_interview_of_thirty_minutes(app, product):
    app.open("start").press(preset("sre-phone-screen"))
    plan = product().sessions.unfinished().plan
    assert (plan.mode, plan.minutes, plan.level) == (Mode.INTERVIEW, 30, Level.MIDDLE)


def test_level_length_manner_and_languages_can_be_chosen(app, product):
    app.open("start")
    for label, value in (("questions", "20m"), ("level", "adaptive"), ("style", "pressing"), ("answer_language", "en")):
        app.choose(zh(f"ui.setup.{label}"), value)
    app.press(zh("ui.setup.start_minutes", n=20))
    plan = product().sessions.unfinished().plan
    assert (plan.minutes, plan.adaptive, plan.style, plan.answer_language) == (20, True, Style.PRESSING, "en")


def preset(name):
    return f"**{zh(f'ui.preset.{name}.title')}** {zh(f'ui.preset.{name}.what')}"
