"""Question sets on their page: built, edited, locked, shared."""

from __future__ import annotations

import json
import re

import pytest

from interviewer.adapters import openai_chat
from interviewer.domain.errors import QuestionSetNotFound
from interviewer.services.desk.building import Wish
from tests.stub_openai import KEY, Status, StubOpenAI
from tests.ui.words import en, zh


@pytest.fixture
def kept(app, product):
    """A set of two questions, on its page."""

    def keep():
        app.open("desk")
        made = product().desk.builder.build(Wish(questions=2, name="SRE"))
        return product().desk.sets.keep(made)

    return keep


def button(app, key):
    app.at.button(key=key).click().run()
    return app.sound()


def test_without_sets_the_page_says_what_to_do(app):
    assert app.open("desk").notices == [zh("ui.desk.empty")]
    assert zh("ui.desk.build") in app.buttons


def test_a_set_is_built_and_opened(app, product):
    app.open("desk")
    app.at.text_input(key="desk_name").set_value("SRE 二面").run()
    button(app, "desk_build")
    made = product().desk.sets.all()[0]
    assert made.name == "SRE 二面"
    for question in made.questions:
        assert question.text in app.text


def test_questions_are_moved_and_removed(app, product, kept):
    made = kept()
    first, second = made.questions
    app.open("desk", set=made.id)
    button(app, f"desk-down-{first.id}")
    assert [each.id for each in product().desk.sets.get(made.id).questions] == [second.id, first.id]
    button(app, f"desk-remove-{first.id}")
    assert [each.id for each in product().desk.sets.get(made.id).questions] == [second.id]


def test_a_question_is_edited_with_its_points(app, product, kept):
    made = kept()
    app.open("desk", set=made.id)
    area = next(each for each in app.at.text_area if each.label == zh("ui.desk.points_edit"))
    area.set_value(f"{area.value}\n[2] 我自己加的一点")
    next(each for each in app.at.text_area if each.label == zh("ui.desk.question")).set_value("换一个问法？")
    app.press(zh("ui.desk.save"))
    changed = product().desk.sets.get(made.id).questions[0]
    assert changed.text == "换一个问法？"
    assert changed.key_points[:-1] == made.questions[0].key_points
    assert (changed.key_points[-1].text, changed.key_points[-1].weight) == ("我自己加的一点", 2.0)


def test_an_own_question_comes_last_and_an_empty_one_is_refused_in_words(app, product, kept):
    made = kept()
    app.open("desk", set=made.id)
    app.press(zh("ui.desk.add"))
    assert "题目是空的" in app.text
    app.at.text_input[-1].set_value("你最难的一次故障？")
    app.press(zh("ui.desk.add"))
    assert product().desk.sets.get(made.id).questions[-1].own


def test_a_locked_set_can_only_be_copied(app, product, kept):
    made = kept()
    app.open("desk", set=made.id)
    button(app, "desk_lock")
    assert zh("ui.desk.locked_why") in app.notices
    assert zh("ui.desk.save") not in app.buttons
    assert zh("ui.desk.add") not in app.buttons
    button(app, "desk_duplicate")
    assert len(product().desk.sets.all()) == 2
    assert zh("ui.desk.save") in app.buttons


def test_a_set_that_is_gone_is_told(app, product, kept):
    made = kept()
    app.open("desk", set=made.id)
    button(app, "desk_delete")
    with pytest.raises(QuestionSetNotFound):
        product().desk.sets.get(made.id)
    assert zh("ui.desk.gone") in app.open("desk", set=made.id).notices


def test_a_change_in_another_window_is_told(app, second_window, product, kept):
    made = kept()
    app.open("desk", set=made.id)
    second_window.open("desk", set=made.id)
    button(second_window, f"desk-down-{made.questions[0].id}")
    button(app, f"desk-down-{made.questions[0].id}")
    assert "在另一个窗口里改过了" in app.text


def test_a_file_is_imported_or_its_fault_named(app, product):
    app.open("desk")
    app.at.file_uploader(key="desk_file").set_value(("set.csv", b"question\nWhy?\n", "text/csv"))
    app.press(zh("ui.desk.import_button"))
    assert product().desk.sets.all()[0].questions[0].text == "Why?"
    app.open("desk")
    app.at.file_uploader(key="desk_file").set_value(("bad.yaml", b"minutes: lots\n", "text/yaml"))
    app.press(zh("ui.desk.import_button"))
    assert "bad.yaml 第 1 行" in app.text


def test_the_page_speaks_english(second_window, kept):
    made = kept()
    assert en("ui.desk.lead") in second_window.open("desk", lang="en").text
    assert en("ui.desk.points_edit") in second_window.open("desk", set=made.id, lang="en").text


def test_an_own_question_without_more_is_shown_locked_too(app, product, kept):
    made = kept()
    made = product().desk.sets.lock(product().desk.sets.add_own(made, "你最难的一次故障？"))
    assert zh("ui.desk.no_details") in app.open("desk", set=made.id).text


POINTS = re.compile(r"^(\d+)\. ", re.M)


def guide(body):
    """Follow-ups that give nothing away, and anchors in the words of the facts."""
    facts = body["messages"][-1]["content"].partition("<facts>")[2].partition("</facts>")[0].strip()
    first = facts.splitlines()[0].partition(". ")[2]
    last = len(POINTS.findall(facts))
    asks = ("先说个大概？", "再细一层呢？", "哪里最怕出事？")
    ladder = [
        {"step": step, "point": min(at, last), "ask": ask}
        for at, (step, ask) in enumerate(zip(("recall", "mechanism", "trouble"), asks, strict=True), 1)
    ]
    anchors = {"weak": "说不出来，一追问就停住。", "good": f"讲清：{first}", "excellent": f"还说得出为什么：{first}"}
    return json.dumps({"ladder": ladder, "anchors": anchors, "red_flags": [f"说反：{first}"]}, ensure_ascii=False)


@pytest.fixture
def with_llm(monkeypatch):
    openai_chat._DIALECTS.clear()
    with StubOpenAI(guide) as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_MODEL", "stub-model")
        yield server


def test_a_model_writes_the_follow_ups_and_its_draft_is_marked_until_somebody_changes_it(with_llm, app, product, kept):
    made = kept()
    app.open("desk", set=made.id)
    button(app, "desk_guide")
    drafted = product().desk.sets.get(made.id).questions
    assert {each.drafted_by for each in drafted} == {"stub-model"}
    assert app.text.count(zh("ui.desk.guide_draft")) >= len(drafted)
    field = next(each for each in app.at.text_area if each.label == zh("ui.desk.guide_ladder"))
    assert "再细一层呢？" in field.value
    field.set_value(field.value.replace("再细一层呢？", "再往里一层呢？"))
    app.press(zh("ui.desk.save"))
    first = product().desk.sets.get(made.id).questions[0]
    assert [rung.text for rung in first.ladder][1] == "再往里一层呢？"
    assert [rung.aims_at for rung in first.ladder] == [rung.aims_at for rung in drafted[0].ladder]
    assert not first.has_models_draft


def test_when_the_model_fails_the_templates_stay_and_the_page_says_why(with_llm, app, product, kept):
    made = kept()
    with_llm.will(*[Status(401)] * 8)
    app.open("desk", set=made.id)
    button(app, "desk_guide")
    after = product().desk.sets.get(made.id).questions
    assert [each.ladder for each in after] == [each.ladder for each in made.questions]
    assert zh("ui.desk.guide_none", why=zh("fallback.wrong_key")) in app.notices


def test_without_a_key_there_is_no_button_for_a_model(app, kept):
    made = kept()
    app.open("desk", set=made.id)
    assert zh("ui.desk.guide_write") not in app.buttons
