"""The page that says whether the installation is sound, and who may see it."""

from __future__ import annotations

from interviewer.adapters.scripted_chat import ScriptedChat
from tests.people import ANN, LOGIN, claims
from tests.ui.words import en, zh


def test_a_sound_installation_says_so_and_lists_its_parts_in_the_visitors_language(app, second_window):
    page = app.open("system")
    assert page.notices[0] == zh("system.all_well")
    for part in ("database", "index", "embedder", "model", "versions"):
        assert zh(f"system.part.{part}") in page.text
    assert second_window.open("system", lang="en").notices[0] == en("system.all_well")


def test_what_is_wrong_comes_first_with_what_to_do_and_without_any_key(app, monkeypatch, parts):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-geheim-4711")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://user:geheim@127.0.0.1:9/v1?key=geheim")
    parts["chat_model"] = ScriptedChat([])
    page = app.open("system")
    trouble = zh("system.seen.model.unreachable", place="http://127.0.0.1:9/v1")
    assert page.text.index(trouble) < page.text.index(zh("ui.system.well"))
    assert zh("system.do.model.unreachable") in page.text
    assert "geheim" not in page.text + page.html


def test_others_than_administrators_see_nothing_of_it(app, monkeypatch):
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    app.at.user = claims(ANN)
    page = app.open("system")
    assert page.notices == [zh("ui.system.admins")]
    assert zh("system.part.database") not in page.text
    assert zh("ui.system.nav") not in page.text.replace(zh("ui.system.title"), "", 1)
