"""Questions are read aloud: by the browser's voices, by a server's, and not at all where there are none."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.app_server import app_server
from tests.browser.conftest import PATIENCE, SMALL
from tests.stub_speech import KEY, StubSpeech

VOICES = """
window.said = [];
const voices = [{name: "Ting", lang: "zh-CN"}, {name: "Mei", lang: "zh_TW"}, {name: "Sam", lang: "en-US"}];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak: (each) => { window.said.push([each.text, each.voice.name, each.rate]); },
  cancel: () => {},
}});
"""


def opened(browser: Browser, url: str, script: str = "") -> Page:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    if script:
        page.add_init_script(script)
    page.goto(url)
    page.locator(".st-key-warm_up button").click()
    page.locator(".iv-question").wait_for()
    return page


def question(page: Page) -> str:
    return page.locator(".iv-question").inner_text()


@pytest.fixture
def page(browser, server):
    opened_page = opened(browser, server.url, VOICES)
    yield opened_page
    opened_page.context.close()


def test_a_question_is_read_once_in_its_language_and_again_when_asked(page):
    page.wait_for_function("window.said.length === 1")
    assert page.evaluate("window.said[0]") == [question(page), "Ting", 1]
    page.get_by_role("button", name="停止").click()
    page.get_by_role("button", name="朗读").click()
    assert page.evaluate("window.said.length") == 2


def test_mute_and_speed_are_remembered_after_a_reload(page, picture):
    page.wait_for_function("window.said.length === 1")
    page.get_by_label("语速").select_option("1.2")
    page.wait_for_function("window.said.length === 2")
    page.get_by_role("button", name="静音", exact=True).click()
    page.reload()
    expect(page.get_by_role("button", name="取消静音")).to_be_visible()
    page.wait_for_timeout(1_500)
    picture(page, "muted")
    assert page.evaluate("window.said") == []
    page.get_by_role("button", name="朗读").click()
    assert page.evaluate("window.said")[0][2] == 1.2


def test_where_nothing_can_speak_a_quiet_line_says_so(browser, server):
    page = opened(browser, server.url)
    expect(page.get_by_text("没有能朗读的嗓音")).to_be_visible()
    expect(page.get_by_role("button", name="朗读")).to_have_count(0)
    page.context.close()


@pytest.fixture(scope="module")
def speech():
    with StubSpeech() as running:
        yield running


@pytest.fixture(scope="module")
def speaking_server(browser, speech):
    settings = {"SPEECH_MODEL": "some-tts", "SPEECH_BASE_URL": speech.url, "SPEECH_API_KEY": KEY}
    with app_server({**SMALL, **settings}) as running:
        yield running


def test_the_browser_reads_when_the_server_voice_fails(browser, speaking_server, speech):
    speech.status = 500  # first: what a voice has read once is kept, and would be heard
    page = opened(browser, speaking_server.url, VOICES)
    page.wait_for_function("window.said.length === 1")
    page.context.close()


def test_a_server_voice_reads_where_one_is_configured(browser, speaking_server, speech):
    speech.status = 200
    page = opened(browser, speaking_server.url)
    with page.expect_response("**/speech/*") as fetched:
        page.reload()  # without a click on this page a browser may refuse to speak by itself
        page.get_by_role("button", name=re.compile("朗读|停止")).wait_for()
        page.wait_for_timeout(300)
        if page.get_by_role("button", name="朗读").count():
            page.get_by_role("button", name="朗读").click()
    assert fetched.value.headers["content-type"] == "audio/wav"
    assert speech.asked[-1]["input"] == question(page)
    expect(page.get_by_role("button", name="朗读")).to_be_visible()
    page.context.close()
