"""What a page says when the index or the database is not to be had, and that it goes on when they are again."""

from __future__ import annotations

import shutil

import pytest
import streamlit as st
from filelock import FileLock

from interviewer.domain.errors import DatabaseUnavailable
from interviewer.i18n import explain
from tests.fakes import FakeEmbedder
from tests.ui.words import en, zh

PAGES = ["start", "practice", "report", "history", "notes"]
NOTE = "# 缓存\n\n## 雪崩\n\n- 大量 key 在同一时间过期，请求全部落到数据库\n- 过期时间加随机值\n"


@pytest.mark.parametrize("page", PAGES)
def test_an_index_owned_by_another_process_is_said_on_every_page_and_can_be_tried_again(app, tmp_path, page):
    lock = FileLock(tmp_path / "data" / "index" / "owner.lock")
    (tmp_path / "data" / "index").mkdir(parents=True)
    with lock:
        app.at.query_params["session"] = "nope"
        app.open(page)
        assert "--data-dir" in app.notices[0]
        assert app.buttons == [zh("ui.try_again")]
    app.press(zh("ui.try_again"))
    assert zh("ui.nav.history") in app.text


def test_trouble_is_told_in_the_configured_language(app, tmp_path, monkeypatch):
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "en")
    (tmp_path / "data" / "index").mkdir(parents=True)
    with FileLock(tmp_path / "data" / "index" / "owner.lock"):
        app.open("start")
    assert app.buttons == [en("ui.try_again")]
    assert app.notices[0].isascii()


def test_trouble_is_told_in_the_language_of_the_address(app, tmp_path):
    (tmp_path / "data" / "index").mkdir(parents=True)
    with FileLock(tmp_path / "data" / "index" / "owner.lock"):
        app.open("start", lang="en")
    assert app.buttons == [en("ui.try_again")]


def test_a_misspelt_setting_is_named_on_the_page(app, monkeypatch):
    monkeypatch.setenv("INTERVIEWER_LANGAUGE", "en")
    app.open("start")
    assert "INTERVIEWER_LANGUAGE" in app.notices[0]


def test_an_index_made_by_another_embedder_is_named_and_made_anew_on_request(app, parts, made, embedder):
    parts["embedder"] = FakeEmbedder(dimensions=512)
    app.open("start")
    made.pop().close()
    parts["embedder"] = embedder
    st.cache_resource.clear()
    app.open("start")
    assert "fake-bigrams-1" in app.notices[0]
    app.press(zh("ui.rebuild"))
    assert zh("ui.start.warm_up") in app.buttons
    assert made[-1].search.find("Redis 为什么这么快")


@pytest.mark.parametrize("what", ["index", "index/chroma", "index/lexical.sqlite3"])
def test_an_index_that_is_deleted_while_the_app_runs_stops_no_interview_and_comes_back(app, tmp_path, product, what):
    app.open("start").press(zh("ui.start.warm_up"))
    place = tmp_path / "data" / what
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    app.say("一个线程依次执行命令，没有锁竞争。")
    assert zh("ui.card.label") in app.html
    app.open("notes").at.text_input(key="query").set_value("Redis 为什么这么快").run()
    app.sound()
    if zh("ui.rebuild") in app.buttons:
        app.press(zh("ui.rebuild")).open("notes")
        app.at.text_input(key="query").set_value("Redis 为什么这么快").run()
    assert "Redis 为什么这么快" in app.sound().at.expander[0].label


@pytest.mark.parametrize("what", ["index", "index/chroma"])
def test_notes_can_be_added_after_the_index_was_deleted(app, tmp_path, add_note, what):
    app.open("notes")
    shutil.rmtree(tmp_path / "data" / what)
    file = tmp_path / "mine.md"
    file.write_text(NOTE, encoding="utf-8")
    for _ in range(2):
        app.at.text_input(key="path").set_value(str(file))
        app.press(zh("ui.notes.add"))
        if zh("ui.rebuild") not in app.buttons:
            break
        app.press(zh("ui.rebuild")).open("notes")
    app.at.text_input(key="query").set_value("很多 key 一起过期").run()
    assert "雪崩" in app.sound().at.expander[0].label


@pytest.mark.parametrize("page", PAGES)
def test_a_database_that_cannot_be_reached_is_said_on_every_page_without_its_password(app, monkeypatch, page):
    pytest.importorskip("psycopg")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:secret@127.0.0.1:1/none")
    app.open(page)
    assert "127.0.0.1" in app.notices[0]
    assert "secret" not in app.text
    assert app.buttons == [zh("ui.try_again")]


@pytest.mark.parametrize("page", PAGES)
def test_a_database_that_goes_away_while_the_app_runs_is_said_and_comes_back(app, begun, product, monkeypatch, page):
    app.open("start")
    session = begun()
    gone = DatabaseUnavailable(url="sqlite:///away")
    with monkeypatch.context() as away:
        kept = ("get", "summaries", "unfinished", "page", "choices")
        for store, names in ((product().sessions, kept), (product().notes, ("sources",))):
            for name in names:
                away.setattr(type(store), name, _raise(gone))
        app.open(page, session=session.id)
        assert explain(gone, "zh") in app.notices
    app.open(page, session=session.id)
    assert explain(gone, "zh") not in app.notices


def test_an_answer_that_cannot_be_saved_stays_on_the_page_and_is_saved_when_it_can_be(app, begun, product, monkeypatch):
    app.open("start")
    session = begun()
    app.open("practice", session=session.id)
    gone = DatabaseUnavailable(url="sqlite:///away")
    with monkeypatch.context() as away:
        away.setattr(type(product().sessions), "save_turn", _raise(gone))
        app.say("这句话不能丢。")
    assert explain(gone, "zh") in app.notices
    assert app.at.code[0].value == "这句话不能丢。"
    app.at.run()  # the page does so by itself
    assert explain(gone, "zh") not in app.notices
    assert product().sessions.get(session.id).turns[0].answer == "这句话不能丢。"


def test_a_damaged_database_file_is_a_message(app, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "interviewer.sqlite3").write_bytes(b"not a database" * 100)
    app.open("start")
    assert "interviewer.sqlite3" in app.notices[0]


@pytest.mark.parametrize("what", ["chroma/chroma.sqlite3", "lexical.sqlite3"])
def test_a_damaged_index_is_made_anew_at_most_at_one_press(app, made, tmp_path, what):
    app.open("start")
    made.pop().close()
    st.cache_resource.clear()
    (tmp_path / "data" / "index" / what).write_bytes(b"no database any more" * 500)
    app.open("start")
    if zh("ui.rebuild") in app.buttons:
        app.press(zh("ui.rebuild"))
    assert zh("ui.start.warm_up") in app.buttons
    assert made[-1].search.find("Redis 为什么这么快")


def _raise(error):
    def fail(*_args, **_kwargs):
        raise error

    return fail
