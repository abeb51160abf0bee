"""Logging in and out in a real browser, against an identity provider on loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.app_server import AppServer, app_server
from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.settings import ROOT
from tests.browser.conftest import KNOWLEDGE
from tests.identity_provider import IdentityProvider, identity_provider
from tests.people import ANN, LOGIN, SECRET, SESSION


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


@pytest.fixture(scope="module")
def server(browser: Browser, provider: IdentityProvider) -> Iterator[AppServer]:
    with app_server({}, start=False) as made:
        own = {"AUTH_ISSUER": provider.url, "AUTH_REDIRECT_URI": f"{made.url}/oauth2callback"}
        own |= {"INTERVIEWER_KNOWLEDGE_DIR": str(KNOWLEDGE), "SPEECH_MODEL": "any", "SPEECH_API_KEY": "any"}
        made.environment = LOGIN | own
        made.start()
        database = open_database(f"sqlite:///{made.data_dir / 'interviewer.sqlite3'}")
        SqlSessionStore(database.of(ANN)).add(SESSION)
        database.close()
        yield made


def status(page: Page, url: str) -> int:
    return page.request.get(url).status


def log_in(page: Page, provider: IdentityProvider, email: str, name: str) -> None:
    provider.who = {"email": email, "email_verified": True, "name": name}
    page.get_by_role("button", name="登录", exact=True).click()


def test_each_sees_their_own_and_strangers_nothing(page, server, provider, picture):
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("登录后开始练习")
    picture(page, "login")
    assert (status(page, f"{server.url}/healthz"), status(page, f"{server.url}/speech/x")) == (200, 403)

    log_in(page, provider, "Ann@example.com", "安")
    expect(page.get_by_text("ann@example.com")).to_be_visible()
    assert status(page, f"{server.url}/speech/x") == 404
    page.goto(f"{server.url}/history")
    expect(page.get_by_text(SECRET).first).to_be_visible()
    picture(page, "account")
    page.get_by_role("button", name="退出登录").click()
    expect(heading).to_have_text("登录后开始练习")
    assert status(page, f"{server.url}/speech/x") == 403

    log_in(page, provider, "bob@example.com", "Bob")
    expect(page.get_by_text("bob@example.com")).to_be_visible()
    page.goto(f"{server.url}/report?session={SESSION.id}")
    expect(page.locator(".iv-notice").first).to_be_visible()
    expect(page.get_by_text(SECRET)).to_have_count(0)
    page.get_by_role("button", name="退出登录").click()

    expect(heading).to_have_text("登录后开始练习")
    log_in(page, provider, "eve@elsewhere.org", "Eve")
    expect(page.get_by_text("eve@elsewhere.org 还没有获准使用这里")).to_be_visible()
    picture(page, "refused")
    assert status(page, f"{server.url}/speech/x") == 403


@pytest.mark.parametrize("script", ["server.py"])
def test_an_address_that_others_reach_is_refused_without_a_login(script, tmp_path):
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.address=0.0.0.0", "--server.port=1"]
    environment = {"PATH": "", "INTERVIEWER_DATA_DIR": str(tmp_path), "INTERVIEWER_LANGUAGE": "en"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=150)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("Others can reach 0.0.0.0, and no login is set up")
    assert "Traceback" not in done.stderr
