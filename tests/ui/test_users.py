"""The pages, when several people log in."""

from __future__ import annotations

import pytest

import ui.state
from interviewer.domain.users import Role, User
from interviewer.settings import ROOT
from tests.people import ANN, BOB, EVA, LOGIN, OLE, SECRET, claims, give_all, rows_of

PAGES = sorted(file.stem for file in (ROOT / "ui" / "pages").glob("[a-z]*.py"))
PARAMETERS = ("session", "interview", "candidate", "set", "file", "section")
DESK = {"desk", "scorecard", "candidates", "live"}
IDS = ("ann-session", "ann-open", "ann-gone")
"""No page takes any other id from its address."""


@pytest.fixture(autouse=True)
def login(monkeypatch):
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def as_user(app):
    def become(user: User | None, **more: object):
        app.at.user = claims(user, **more) if user else {"is_logged_in": False}
        return app

    return become


def test_who_is_not_logged_in_sees_the_login_and_nothing_else(as_user):
    app = as_user(None)
    for page in PAGES:
        app.open(page, session="ann-session")
        assert (app.at.title[0].value, app.buttons) == ("登录后开始练习", ["登录"]), page
        assert not app.at.sidebar.children or "练习" not in app.text.replace("登录后开始练习", "")


def test_who_is_not_on_the_list_is_told_whom_to_ask(as_user):
    app = as_user(User("eve@elsewhere.org")).open()
    assert app.notices == ["eve@elsewhere.org 还没有获准使用这里。请管理员加上你，然后重新登录。"]
    assert app.buttons == ["换一个账号"]
    app = as_user(ANN, email_verified=False).open()
    assert "没有验证过" in app.notices[0]


def test_no_page_shows_or_changes_what_is_anothers(as_user, product):
    app = as_user(BOB).open()
    whole = product()
    give_all(whole.for_user(ANN))
    before = rows_of(ANN, whole.database)
    assert all(before.values())
    for page in PAGES:
        for parameters in ({}, *(dict.fromkeys(PARAMETERS, id) for id in IDS)):
            app.open(page, **parameters)
            assert SECRET not in app.text + app.html, (page, parameters)
    assert rows_of(ANN, whole.database) == before
    assert "/ 100" not in app.open("report", session="ann-session").text
    app = as_user(ANN)
    assert "/ 100" in app.open("report", session="ann-session").text
    assert SECRET in app.open("history").text


def test_a_window_that_stayed_open_shows_nothing_to_the_next_user(as_user, product):
    app = as_user(ANN).open()
    give_all(product().for_user(ANN))
    app.open("report", session="ann-session")
    app = as_user(BOB)
    app.at.run()
    assert SECRET not in app.text + app.html


@pytest.mark.parametrize("user", [BOB, OLE])
def test_the_desk_is_for_interviewers(user, as_user):
    app = as_user(user)
    for page in DESK:
        app.open(page)
        assert app.notices == ["这里只对面试官开放。需要的话，请管理员把你加为面试官；你自己的练习不受影响。"], page
    assert "面试官工作台" not in app.text


def test_notes_can_be_read_by_all_and_changed_by_their_owners(as_user, product):
    for user, may in ((BOB, False), (EVA, False), (OLE, True)):
        app = as_user(user).open("notes")
        assert bool(app.at.toggle) == may
        assert bool(app.at.get("file_uploader")) == may
        assert not app.at.text_input(key="query").value
        app.open("doctor")
        assert ("笔记只有负责人能改" in app.text) != may
        file = product().notes.sources()[0].file
        section = product().notes.sections()[0]
        app.open("note", file=file, section=section.id)
        assert bool([each for each in app.buttons if each == section.key_points[0].text]) == may
        assert section.key_points[0].text in app.text


def test_a_server_path_is_for_admins_to_name(as_user, monkeypatch):
    assert "path" not in [each.key for each in as_user(OLE).open("notes").at.text_input]
    monkeypatch.setenv("AUTH_ADMINS", OLE.id)
    ui.state.settings.clear()
    assert "path" in [each.key for each in as_user(OLE).open("notes").at.text_input]


def test_each_practises_alone_with_the_same_notes(as_user, product):
    app = as_user(BOB).open()
    app.press("开始 10 分钟热身")
    (session,) = product().for_user(BOB).sessions.summaries()
    assert product().for_user(ANN).sessions.summaries() == []
    assert product().sessions.summaries() == []
    assert product().for_user(User("bob@example.com", "Bob", frozenset(Role))).sessions.summaries() == [session]


def test_the_name_and_the_way_out_stand_in_the_sidebar(as_user):
    app = as_user(User("ann@example.com", "安")).open()
    assert "安" in app.text and "ann@example.com" in app.text and "退出登录" in app.buttons


def test_without_a_login_an_address_that_others_reach_shows_nothing(app, monkeypatch):
    import streamlit as st

    for name in LOGIN:
        monkeypatch.delenv(name)
    before = st.get_option("server.address")
    st.config.set_option("server.address", "0.0.0.0")
    try:
        app.open("history")
    finally:
        st.config.set_option("server.address", before)
    assert "没有配置登录" in app.notices[0] and app.buttons == []
