"""An interview by voice in a real browser, with a WAV file as microphone and a recogniser on a server of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.app_server import AppServer, app_server
from bench.browser import QUIET, chromium_path
from interviewer.i18n import translate
from tests.browser.conftest import PATIENCE, SMALL
from tests.sounds import a_tone
from tests.stub_openai import KEY, Slow, Status, StubOpenAI

HEARD = {
    "zh": ["数据都放在内存里，瑞迪斯不用等磁盘。", "单线程没有锁的竞争，所以快。"],
    "en": ["Everything is in memory, so ready s never waits for a disk.", "One thread means no locks."],
}
MENDED = {
    "zh": "数据都放在内存里，Redis 不用等磁盘。",
    "en": "Everything is in memory, so Redis never waits for a disk.",
}
MADE_OF = {"zh": "瑞迪斯 → Redis", "en": "ready s → Redis"}


@pytest.fixture(scope="module")
def microphone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that hears a tone."""
    file = tmp_path_factory.mktemp("microphone") / "tone.wav"
    file.write_bytes(a_tone(3.0))
    fake = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={file}",
    )
    opened = browser.browser_type.launch(executable_path=chromium_path(), args=[*QUIET, *fake])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def recogniser() -> Iterator[StubOpenAI]:
    with StubOpenAI() as running:
        yield running


@pytest.fixture(scope="module")
def server(browser: Browser, recogniser: StubOpenAI) -> Iterator[AppServer]:
    settings = {
        **SMALL,
        "TRANSCRIPTION_BASE_URL": recogniser.url,
        "TRANSCRIPTION_API_KEY": KEY,
        "TRANSCRIPTION_TIMEOUT_SECONDS": "30",
    }
    with app_server(settings) as running:
        yield running


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def talking(microphone: Browser, server: AppServer, recogniser: StubOpenAI, language: str) -> Iterator[Page]:
    """The first question of a session on Redis."""
    recogniser._acts.clear()
    heard = list(HEARD[language])
    recogniser.hears = lambda _: heard.pop(0) if len(heard) > 1 else heard[0]
    context = microphone.new_context(
        locale="zh-CN", viewport={"width": 1280, "height": 900}, permissions=["microphone"]
    )
    page = context.new_page()
    page.set_default_timeout(2 * PATIENCE)
    page.goto(f"{server.url}?lang={language}")
    page.locator(".st-key-warm_up button").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    yield page
    context.close()


def record(page: Page) -> None:
    """One key begins it and ends it; the tone is the same each time, to the byte."""
    page.get_by_test_id("stAudioInput").wait_for()
    page.keyboard.press("Alt+r")
    expect(page.get_by_test_id("stAudioInputWaveformTimeCode")).to_have_text(
        re.compile(r"\d\d:(?!00)\d\d"), timeout=PATIENCE
    )
    page.keyboard.press("Alt+r")


def box(page: Page):
    return page.get_by_test_id("stChatInputTextArea")


def test_an_answer_is_spoken_mended_graded_and_reported(talking, language, picture):
    page = talking
    record(page)
    expect(box(page)).to_have_value(MENDED[language], timeout=PATIENCE)
    expect(box(page)).to_be_focused()
    expect(page.locator("[class*=st-key-heard-]")).to_contain_text(MADE_OF[language])
    picture(page, f"heard-{language}")
    more = "而且用了多路复用。" if language == "zh" else " It also multiplexes."
    page.keyboard.type(more)
    box(page).press("Enter")
    page.locator("[class*=st-key-card-]").first.wait_for()
    expect(page.locator(".iv-answer").first).to_have_text(MENDED[language] + more)
    if box(page).count():  # a follow-up, which is spoken too
        expect(box(page)).to_have_value("")
        record(page)
        expect(box(page)).to_have_value(HEARD[language][1], timeout=PATIENCE)
        box(page).press("Enter")
        expect(page.locator(".iv-answer").nth(1)).to_have_text(HEARD[language][1])
    picture(page, f"graded-{language}")
    page.get_by_role("button", name=translate("ui.practice.end", language), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(translate("ui.report.title", language))
    page.locator("[data-testid=stExpander] summary").first.click()
    expect(page.locator(".iv-answer").first).to_have_text(MENDED[language] + more)
    expect(page.locator("audio")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh"], indirect=True)
def test_typing_and_speaking_share_the_box_and_a_reload_loses_nothing(talking, picture):
    page = talking
    box(page).fill("我先打几个字，")
    record(page)
    both = "我先打几个字，" + MENDED["zh"]
    expect(box(page)).to_have_value(both, timeout=PATIENCE)
    page.reload()
    expect(box(page)).to_have_value(both, timeout=PATIENCE)
    page.get_by_role("button", name=MADE_OF["zh"]).click()
    expect(box(page)).to_have_value("我先打几个字，" + HEARD["zh"][0])
    record(page)
    expect(box(page)).to_have_value("我先打几个字，" + "".join(HEARD["zh"]), timeout=PATIENCE)


@pytest.mark.parametrize("language", ["zh"], indirect=True)
def test_a_recogniser_in_trouble_is_told_and_a_slow_one_does_not_stop_the_typing(talking, recogniser, picture):
    page = talking
    recogniser.will(Status(429, "quota"), Slow(6))
    record(page)
    expect(page.get_by_text("识别服务正忙")).to_be_visible(timeout=PATIENCE)
    picture(page, "trouble")
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_text("正在转成文字")).to_be_visible()
    picture(page, "hearing")
    box(page).fill("等的时候我先写，")
    expect(box(page)).to_have_value("等的时候我先写，" + MENDED["zh"], timeout=PATIENCE)


@pytest.mark.parametrize("language", ["zh"], indirect=True)
def test_a_server_that_is_killed_while_it_listens_offers_the_recording_again(talking, server, recogniser):
    page = talking
    recogniser.will(Slow(60))
    record(page)
    expect(page.get_by_text("正在转成文字")).to_be_visible(timeout=PATIENCE)
    address = page.url
    server.kill()
    server.start()
    page.goto(address)
    offer = page.get_by_role("button", name="转成文字")
    expect(offer).to_be_visible(timeout=PATIENCE)
    offer.click()
    expect(box(page)).to_have_value(MENDED["zh"], timeout=PATIENCE)


def test_on_a_plain_network_address_the_page_says_why_and_how_to_go_on(browser, server, picture):
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(2 * PATIENCE)
    # To the page this is what a plain http address of a network looks like.
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.goto(server.url)
    page.locator(".st-key-warm_up button").click()
    box(page).wait_for()
    expect(page.get_by_text("docs/phone.zh.md")).to_be_visible()
    expect(page.get_by_test_id("stAudioInput")).to_be_hidden()
    box(page).fill("打字总是可以的。")
    expect(box(page)).to_have_value("打字总是可以的。")
    picture(page, "insecure")
    context.close()
