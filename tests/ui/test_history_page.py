"""The history: found, filtered, turned over, named, deleted and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.history import Standing
from interviewer.domain.sessions import TurnState
from tests.fakes import START
from tests.samples import a_question, a_session, a_turn, an_assessment
from tests.ui.words import zh

HOSTILE = "$x^2$ **粗** <b>标</b> :red[红]"


@pytest.fixture
def held(app, product):
    """Store sessions that were held, a day apart; the pages are open by then."""
    app.open("start")

    def hold(*ids, path="Database / MySQL / 主从复制", kind=VerdictKind.COVERED, finished=True, **fields):
        for at, id in enumerate(ids):
            turn = a_turn(f"{id}-0", session=id, question=a_question(path=path), state=TurnState.GRADED, version=1)
            turn = replace(turn, assessment=an_assessment(kind), answer=f"答案{id}")
            begun = START + timedelta(days=at)
            ended = begun if finished else None
            product().sessions.add(a_session(id, started_at=begun, finished_at=ended, turns=(turn,), **fields))

    return hold


def shown(app):
    """The ids of the sessions on the page, in order."""
    return [button.key.removeprefix("delete-") for button in app.at.button if (button.key or "").startswith("delete-")]


def click(app, key):
    app.at.button(key=key).click().run()
    return app.sound()


def search(app, words):
    app.at.text_input(key="history_words").set_value(words).run()
    return app.sound()


def test_twenty_sessions_make_a_page_and_the_rest_can_be_turned_to(app, held):
    held(*[f"s{at:02}" for at in range(45)])
    app.open("history")
    assert shown(app) == [f"s{at:02}" for at in range(44, 24, -1)]
    assert zh("ui.history.found", first=1, last=20, total="45") in app.text
    click(click(app, "history-older"), "history-older")
    assert shown(app) == ["s04", "s03", "s02", "s01", "s00"]
    assert app.at.button(key="history-older").disabled
    click(app, "history-newer")
    assert shown(app)[0] == "s24"


def test_words_of_an_answer_find_its_session(app, held):
    held("a", "b")
    assert shown(search(app.open("history"), "答案b")) == ["b"]


def test_a_search_without_a_hit_says_so_and_can_be_cleared(app, held):
    held("a")
    search(app.open("history"), "不存在的词")
    assert app.notices == [zh("ui.history.nothing")]
    click(app, "history-clear-all")
    assert shown(app) == ["a"]


def test_a_search_begins_at_its_first_page(app, held):
    held(*[f"s{at:02}" for at in range(25)])
    click(app.open("history"), "history-older")
    assert len(shown(search(app, "答案s"))) == 20


def test_filters_narrow_the_list_and_are_counted(app, held):
    held("full")
    held("none", kind=VerdictKind.MISSED)
    held("open", path="Network / DNS / 递归", finished=False)
    app.open("history")
    app.at.selectbox(key="history_topic").set_value("Network / DNS").run()
    assert shown(app.sound()) == ["open"]
    app.at.selectbox(key="history_topic").set_value("").run()
    app.at.slider(key="history_score").set_value((50, 100)).run()
    assert sorted(shown(app.sound())) == ["full", "open"]
    app.choose(zh("ui.history.standing"), Standing.FINISHED)
    assert shown(app) == ["full"]
    click(app, "history-clear")
    assert len(shown(app)) == 3


def test_dates_are_whole_days(app, held):
    held("a", "b", "c")
    app.open("history")
    day = (START + timedelta(days=1)).astimezone().date()
    app.at.date_input(key="history_dates").set_value((day, day)).run()
    assert shown(app.sound()) == ["b"]


def test_a_session_can_be_named_and_its_name_is_text(app, held, product):
    held("a")
    click(app.open("history"), "rename-a")
    app.at.text_input(key="name-a").set_value(HOSTILE)
    app.press(zh("ui.history.save"))
    assert product().sessions.get("a").name == HOSTILE
    assert HOSTILE in app.text
    assert "<b>标</b>" not in app.html
    assert not app.at.get("text_input")[1:]


def test_naming_can_be_given_up(app, held, product):
    held("a", name="旧名字")
    click(app.open("history"), "rename-a")
    app.press(zh("ui.history.cancel"))
    assert (product().sessions.get("a").name, len(app.at.text_input)) == ("旧名字", 1)


def test_a_deleted_session_leaves_the_list_and_one_press_brings_it_back(app, held, product):
    held("a", "b")
    click(app.open("history"), "delete-b")
    assert shown(app) == ["a"]
    assert zh("ui.history.deleted", name="MySQL") in app.text
    app.press(zh("ui.history.undo"))
    assert shown(app) == ["b", "a"]
    assert zh("ui.history.undo") not in app.buttons


def test_what_was_deleted_lately_can_be_looked_at_and_restored(app, held):
    held("a", "b")
    click(click(app.open("history"), "delete-b"), "delete-a")
    app.choose(zh("ui.history.standing"), Standing.DELETED)
    assert app.buttons.count(zh("ui.history.restore")) == 2
    click(app, "restore-b")
    app.choose(zh("ui.history.standing"), Standing.ALL)
    assert shown(app) == ["b"]


def test_what_another_window_purged_is_said_to_be_gone(app, held, product):
    held("a")
    click(app.open("history"), "delete-a")
    product().sessions.purge(product().clock.now() + timedelta(days=1))
    app.open("history")
    assert zh("ui.history.undo") not in app.buttons


def test_deleting_the_last_session_leaves_the_way_back(app, held):
    held("a")
    click(app.open("history"), "delete-a")
    assert zh("ui.history.undo") in app.buttons
    assert zh("ui.history.empty") in app.notices


def test_a_deleted_session_is_no_last_report(app, held):
    held("a")
    assert zh("ui.start.last") in app.open("start").text
    click(app.open("history"), "delete-a")
    assert zh("ui.start.last") not in app.open("start").text


def upload(app, content):
    field = next(each for each in app.at.get("file_uploader") if str(each.key).startswith("archive-"))
    field.set_value(("interviewer.jsonl.gz", content, "application/gzip")).run()
    return app.sound()


def test_a_file_of_another_machine_is_shown_before_it_is_taken(app, held, product):
    held("a", "b")
    content = product().archives.exported()
    for id in "ab":
        product().sessions.delete(id, START)
    product().sessions.purge(START + timedelta(days=1))
    upload(app.open("history"), content)
    assert "练习：新增 2" in app.text
    assert product().sessions.summaries() == []
    click(app, "archive-import")
    assert zh("ui.archive.done") in app.text
    assert shown(app) == ["b", "a"]


def test_a_file_with_nothing_new_offers_no_import(app, held, product):
    held("a")
    upload(app.open("history"), product().archives.exported())
    assert zh("ui.archive.nothing_new") in app.notices
    assert zh("ui.archive.import") not in app.buttons


def test_a_file_that_is_none_is_said_to_be_none(app, held):
    held("a")
    upload(app.open("history"), b"# notes")
    assert zh("error.why.archive.foreign") in app.notices[-1]
