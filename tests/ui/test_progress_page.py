"""The page on progress, and what is due on the start page, over sessions of the past."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.goals import Goal
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Plan, Session, Turn, TurnState
from interviewer.i18n import LANGUAGES
from interviewer.services.catalogue import askable, sections_in
from tests.ui.words import en, zh

COVERED, MISSED = VerdictKind.COVERED, VerdictKind.MISSED


@pytest.fixture
def practised(product):
    """Lets the past have a session: `practised(kind, days_ago)` gives the section that it asked about."""

    def add(kind=COVERED, days_ago=30, model="", section=0):
        container = product()
        chosen = askable(sections_in(container.notes, (), "zh"))[section]
        at = datetime.now(UTC) - timedelta(days=days_ago)
        id = f"past-{section}-{days_ago}-{model}"
        verdicts = tuple(Verdict(point, kind, probability=0.9) for point in chosen.key_points)
        question = Question("问", chosen.id, chosen.path, chosen.key_points, chosen.text, "zh")
        made = Assessment(verdicts, "llm" if model else "embedded", model=model)
        turn = Turn(f"turn-{id}", id, 0, question, TurnState.GRADED, at, "答", at + timedelta(minutes=1), made)
        container.sessions.add(Session(id, at, Plan((), (), 1, "zh", (chosen.id,)), (turn,), at))
        return chosen

    return add


def test_before_the_first_answer_the_page_says_what_will_be_here(app):
    app.open("progress")
    assert app.notices == [zh("ui.progress.empty")]
    assert zh("ui.progress.topics") not in app.text


def test_a_practised_topic_is_shown_with_its_section_and_points(app, practised):
    app.open("start")
    section = practised()
    app.open("progress")
    assert all(point.text in app.text for point in section.key_points)
    assert section.title in app.text
    assert zh("ui.progress.rating.good") in app.text
    assert zh("ui.progress.weeks") in app.text


def test_what_is_due_is_one_press_away_on_the_start_page(app, product, practised):
    app.open("start")
    section = practised()
    app.open("start")
    assert zh("ui.progress.due", points=len(section.key_points), minutes=2) in app.text
    app.press(zh("ui.progress.review"))
    plan = product().sessions.unfinished().plan
    assert (plan.preset, plan.section_ids) == ("review", (section.id,))
    assert set(plan.first_points) == {point.id for point in section.key_points}


def test_nothing_is_said_of_reviews_before_anything_was_asked(app):
    assert zh("ui.progress.review") not in app.open("start").buttons


def test_points_that_can_wait_do_not_press(app, practised):
    app.open("start")
    section = practised(days_ago=3)
    app.open("start")
    assert zh("ui.progress.review") not in app.buttons
    assert zh("ui.progress.can_wait", n=len(section.key_points)) in app.text


def test_verdicts_of_different_graders_can_be_looked_at_apart(app, practised):
    app.open("start")
    practised(COVERED, 10)
    practised(MISSED, 3, model="some-model")
    app.open("progress")
    assert zh("ui.progress.mixed") in app.text
    app.choose(zh("ui.progress.whose_verdicts"), "some-model")
    assert "some-model" in app.text
    assert "0%" in app.text


def test_a_goal_is_set_told_and_dropped(app, product):
    app.open("progress")
    app.at.text_input[0].set_value("SRE 面试")
    app.press(zh("ui.progress.goal_save"))
    assert product().goals.get().name == "SRE 面试"
    assert "SRE 面试" in app.open("progress").text
    assert "SRE 面试" in app.open("start").text
    app.open("progress").press(zh("ui.progress.goal_drop"))
    assert product().goals.get() is None


def test_a_goal_without_a_name_is_refused_in_words(app, product):
    app.open("progress").press(zh("ui.progress.goal_save"))
    assert any("60" in notice for notice in app.notices)
    assert product().goals.get() is None


def test_new_sections_for_the_goal_are_asked_from_the_start_page(app, product):
    app.open("start")
    today = datetime.now(UTC).date()
    product().goals.save(Goal("SRE", today + timedelta(days=30)), today)
    app.open("start")
    (label,) = [each for each in app.buttons if each == zh("ui.progress.new_sections", n=1)]
    app.press(label)
    assert len(product().sessions.unfinished().plan.section_ids) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goal_that_cannot_be_reached_says_what_would_help(app, product, language):
    app.open("start", lang=language)
    today = datetime.now(UTC).date()
    product().goals.save(Goal("SRE", today + timedelta(days=1), (), 1), today)
    text = app.open("progress", lang=language).text
    needed = {"zh": zh, "en": en}[language]("progress.goal.left", left=1).split("1")[0]
    assert needed in text


def test_a_heading_with_markup_stays_text(app, add_note, practised, product):
    app.open("start")
    add_note("## 坏 <b>标</b>\n\n### <script>x</script>\n\n- 先写日志，再改数据页\n- 崩溃以后用日志恢复\n")
    sections = askable(sections_in(product().notes, (), "zh"))
    practised(section=next(at for at, each in enumerate(sections) if "script" in each.path))
    app.open("progress")
    assert "<script>x" not in app.html
    assert "<script>x</script>" in app.text


def test_topics_to_choose_from_say_how_much_of_them_is_known(app, practised):
    app.open("start")
    assert zh("ui.setup.known_why") not in app.text
    practised(COVERED, days_ago=1)
    app.open("start")
    assert zh("ui.setup.known_why") in app.text
    labels = [label for group in app.at.button_group for label in group.options]
    known = [label for label in labels if label.endswith("%")]
    assert len(known) == 1 and "已掌握" in known[0]
