"""Pages with nothing on them yet: each says what will be here, and the one step to get it."""

from __future__ import annotations

import pytest

from tests.ui.words import zh


@pytest.fixture
def nothing_to_ask(monkeypatch, tmp_path):
    """Shipped notes of headings only."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "thin.md").write_text("# Nothing\n\n## Here\n", encoding="utf-8")
    monkeypatch.setenv("INTERVIEWER_KNOWLEDGE_DIR", str(folder))


def test_a_new_user_is_asked_for_nothing_and_one_button_is_primary(app):
    app.open("start")
    assert app.buttons[0] == zh("ui.start.warm_up")
    assert [button.label for button in app.at.button if button.proto.type == "primary"] == [zh("ui.start.warm_up")]
    assert zh("ui.start.last") not in app.text
    assert app.notices == []


def test_without_sessions_the_history_says_what_will_be_here(app):
    assert app.open("history").notices == [zh("ui.history.empty")]


def test_without_a_session_the_practice_page_says_so(app):
    app.open("practice")
    assert app.notices == [zh("ui.practice.none")]
    assert not app.asked()


def test_a_session_that_is_not_there_is_said_to_be_so(app):
    assert app.open("practice", session="nope").notices == [zh("ui.practice.none")]
    assert "nope" in app.open("report", session="nope").notices[0]


def test_a_report_without_a_session_points_to_the_history(app):
    assert app.open("report").notices == [zh("ui.report.missing")]


def test_without_own_notes_the_notes_page_says_how_to_add_some(app):
    app.open("notes")
    assert app.notices == [zh("ui.notes.no_own")]
    assert zh("ui.notes.add") in app.buttons


def test_pressing_add_without_anything_chosen_says_what_to_do(app):
    app.open("notes").press(zh("ui.notes.add"))
    assert zh("ui.notes.nothing_chosen") in app.notices


def test_with_nothing_to_ask_no_start_is_offered(app, nothing_to_ask):
    app.open("start")
    assert app.notices == [zh("ui.setup.nothing")]
    assert app.at.button(key="start_chosen").disabled


def test_with_nothing_to_ask_a_warm_up_says_what_to_do(app, nothing_to_ask):
    app.open("start").press(zh("ui.start.warm_up"))
    assert zh("error.nothing_to_ask") in app.notices
