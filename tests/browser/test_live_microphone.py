"""The live screen listens: a WAV file is the microphone, and a recogniser on a server of its own the transcriber."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.app_server import AppServer, app_server
from bench.browser import QUIET, chromium_path
from interviewer.bootstrap import Container
from interviewer.i18n import translate
from interviewer.settings import load
from tests.browser.conftest import PATIENCE, SMALL
from tests.browser.test_live_desk import SAID, a_set, probe, saved, serious
from tests.sounds import a_tone
from tests.stub_openai import KEY, Status, StubOpenAI


def said(key: str) -> str:
    return translate(f"ui.{key}", "zh")


@pytest.fixture(scope="module")
def recogniser() -> Iterator[StubOpenAI]:
    with StubOpenAI() as running:
        running.hears = lambda _: SAID
        yield running


@pytest.fixture(scope="module")
def server(browser: Browser, recogniser: StubOpenAI) -> Iterator[AppServer]:
    settings = {
        **SMALL,
        "TRANSCRIPTION_BASE_URL": recogniser.url,
        "TRANSCRIPTION_API_KEY": KEY,
    }
    with app_server(settings) as running:
        yield running


@pytest.fixture(scope="module")
def desk(server: AppServer) -> Iterator[Container]:
    """The same database, as another process has it."""
    made = Container(load(data_dir=server.data_dir))
    yield made
    made.close()


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


@pytest.fixture
def live(microphone: Browser, server: AppServer, desk: Container) -> Iterator[Page]:
    """A new interview, on its screen."""
    interview = desk.desk.interviewing.begin(desk.desk.sets.keep(a_set()), "张伟")
    context = microphone.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.url}/live?interview={interview.id}")
    expect(page.locator(".lv-notes")).to_be_focused()
    yield page
    context.close()


def listen(page: Page) -> None:
    page.keyboard.press("Alt+r")
    expect(page.locator(".lv-on")).to_contain_text("0:01")


def interview_of(page: Page) -> str:
    return page.url.split("interview=")[1].split("&")[0]


def test_with_consent_the_words_come_into_the_notes_and_the_recording_onto_the_scorecard(
    live, desk, recogniser, picture
):
    page = live
    page.keyboard.press("Alt+r")
    expect(page.locator(".lv-rate")).to_contain_text(recogniser.url.split("/")[2])
    expect(page.locator(".lv-rate")).to_contain_text("他可以说不")
    assert serious(page) == []
    picture(page, "consent")
    page.keyboard.press("1")
    expect(page.locator(".lv-on")).to_contain_text("0:01")
    expect(page.locator(".lv.listening")).to_be_visible()
    page.locator(".lv-notes").focus()
    page.keyboard.insert_text("我记一")
    for at in range(3):
        box = probe(page, at).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 800
    picture(page, "listening")
    page.keyboard.press("Alt+r")
    expect(page.locator(".lv-notes")).to_have_value(f"我记一\n{SAID}")
    page.keyboard.insert_text("笔")
    expect(page.locator(".lv-notes")).to_have_value(f"我记一笔\n{SAID}")
    expect(page.locator(".lv-point").first).to_have_class("lv-point is-suggested kind-covered")
    expect(page.locator(".lv-told")).to_be_hidden()
    saved(page)
    picture(page, "landed")

    stored = desk.desk.interviewing.get(interview_of(page))
    assert stored.talk("q1").notes == f"我记一笔\n{SAID}"
    assert stored.may_record and stored.consent.transcribed_by == recogniser.url.split("/")[2]
    listen(page)
    page.get_by_role("button", name=said("live.end"), exact=True).click()
    page.get_by_role("button", name=said("live.end_now")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("张伟")
    expect(page.get_by_text(said("card_audio.title"), exact=True)).to_be_visible()
    assert len(desk.interview_audio.takes(stored.id)) == 2
    page.get_by_role("button", name=said("card_audio.play")).first.click()
    expect(page.get_by_test_id("stAudio")).to_be_visible()
    page.get_by_role("button", name=said("card_audio.delete")).first.click()
    page.get_by_role("button", name=said("card_audio.delete_yes")).click()
    expect(page.get_by_role("button", name=said("card_audio.play"))).to_have_count(1)
    assert len(desk.interview_audio.takes(stored.id)) == 1


def test_after_a_no_nothing_is_recorded_and_it_can_be_asked_again(live, desk, recogniser):
    page, before = live, len(recogniser.recordings)
    page.keyboard.press("Alt+r")
    page.keyboard.press("3")
    expect(page.locator(".lv-mic")).to_contain_text("不同意录音")
    expect(page.locator(".lv.listening")).to_have_count(0)
    page.keyboard.press("Alt+r")
    page.keyboard.press("2")
    expect(page.locator(".lv-on")).to_contain_text("0:01")
    page.keyboard.press("Alt+r")
    expect(page.locator(".lv-notes")).to_have_value(SAID)
    saved(page)
    assert desk.interview_audio.takes(interview_of(page)) == []
    assert [each.given for each in desk.desk.interviewing.get(interview_of(page)).earlier_consents] == [False]
    assert len(recogniser.recordings) == before + 1


def test_a_recogniser_in_trouble_is_told_and_the_piece_can_be_sent_again(live, recogniser):
    page = live
    page.keyboard.press("Alt+r")
    recogniser.will(Status(429, "quota"))
    page.keyboard.press("1")
    expect(page.locator(".lv-on")).to_contain_text("0:01")
    page.keyboard.press("Alt+r")
    expect(page.locator(".lv-mic")).to_contain_text("识别服务正忙")
    page.get_by_role("button", name=said("mic.again")).click()
    expect(page.locator(".lv-notes")).to_have_value(SAID)
    expect(page.locator(".lv-mic")).not_to_contain_text("识别服务正忙")
