"""Both languages on every page, from the setting, the address and the switch."""

from __future__ import annotations

import re

import pytest

from tests.ui.words import en, zh

PAGES = ["start", "practice", "report", "history", "notes"]
_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_OF_THE_SWITCH = {"中文"}


@pytest.fixture
def english_notes_only(monkeypatch, tmp_path):
    """Shipped notes in English, so that hanzi on a page can only be the interface's."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "redis.en.md").write_text(
        "---\narea: Data\ntopic: Redis\nlanguage: en\n---\n\n# Redis\n\n## Why is Redis so fast?\n\n"
        "- All data is in memory, so a read does not wait for a disk\n- One thread runs the commands, without locks\n\n"
        "## How does replication work?\n\n- The replica asks for a snapshot\n- Then it applies a stream of commands\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("INTERVIEWER_KNOWLEDGE_DIR", str(folder))


def hanzi(app):
    return set(_HANZI.findall(app.text)) - _OF_THE_SWITCH


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_has_no_chinese_on_it(app, begun, english_notes_only, page):
    app.open("start", lang="en")
    session = begun()
    app.open(page, session=session.id, lang="en")
    assert hanzi(app) == set()


def test_a_whole_interview_in_english_has_no_chinese_on_it(app, english_notes_only):
    app.open("start", lang="en").press(en("ui.start.warm_up"))
    app.say("Everything is in memory and one thread runs all commands, but it asks for a snapshot of the disk.")
    assert hanzi(app) == set()
    while en("ui.practice.next") not in app.buttons:
        app.say("I would have to look that up, sorry.")
    assert hanzi(app) == set()
    app.press(en("ui.practice.next")).press(en("ui.practice.dont_know"))
    assert hanzi(app) == set()
    app.press(en("ui.practice.to_report"))
    assert en("ui.report.title") in app.text
    assert hanzi(app) == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_language_can_be_configured(app, monkeypatch, page):
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "en")
    assert en("ui.nav.history") in app.open(page).text


@pytest.mark.parametrize("page", PAGES)
def test_the_switch_turns_the_page_and_stays_on_the_next_one(app, page):
    app.open(page).choose(zh("ui.language"), "en")
    assert en("ui.nav.history") in app.text
    assert en("ui.tagline") in app.open("history").text


def test_a_language_that_is_none_is_passed_over(app):
    assert zh("ui.nav.history") in app.open("start", lang="xx").text


def test_questions_come_in_the_language_of_the_interface_where_the_notes_have_both(app, product):
    app.open("start", lang="en").press(en("ui.start.warm_up"))
    asked = product().sessions.unfinished()
    assert asked.plan.language == "en"
    redis = [each for each in product().notes.sections() if "Why is Redis so fast?" in each.path]
    assert redis
