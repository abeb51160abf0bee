"""Photographs of the live screen while it listens: `python -m bench.microphone_pictures [FOLDER [zh-dark-tablet ...]]`.

Consent, listening, transcribing, the words in the notes, trouble, a no, and no recogniser; in light and dark, at 1280,
834 and 390 pixels, in Chinese and English; then the scorecard with its recordings.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.app_server import AppServer, app_server
from bench.browser import chromium
from bench.figures import ROOT
from bench.live_pictures import SAID, SIZES, a_set
from bench.recogniser import Recogniser, a_tone, recogniser
from interviewer.bootstrap import Container
from interviewer.i18n import translate
from interviewer.settings import load

KNOWLEDGE = {"INTERVIEWER_KNOWLEDGE_DIR": str(ROOT / "tests" / "browser" / "knowledge")}
PATIENCE = 30_000
"""Milliseconds."""
Shoot = Callable[[Page, str], None]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with recogniser() as told, _microphone() as browser:
        hearing = {"TRANSCRIPTION_BASE_URL": told.url, "TRANSCRIPTION_API_KEY": "any"}
        with app_server(KNOWLEDGE | hearing) as server, app_server(KNOWLEDGE) as deaf:
            for language, theme, width in _wanted(sys.argv[2:]):
                shoot = _camera(folder, f"{language}-{theme}-{width}")
                with _page(browser, theme, SIZES[width]) as page:
                    _listening(page, server, told, language, shoot)
                with _page(browser, theme, SIZES[width]) as page:
                    _open(page, deaf, language)
                    page.keyboard.press("Alt+r")
                    shoot(page, "no-recogniser")


def _wanted(names: list[str]) -> list[tuple[str, str, str]]:
    """(language, theme, width) of those that are named, of all where none is."""
    every = product(("zh", "en"), ("light", "dark"), SIZES)
    return [each for each in every if not names or "-".join(each) in names]


def _listening(page: Page, server: AppServer, told: Recogniser, language: str, shoot: Shoot) -> None:
    told.hears = SAID[language]
    interview = _open(page, server, language)
    shoot(page, "before")
    page.keyboard.press("Alt+r")
    shoot(page, "consent")
    page.keyboard.press("1")
    page.locator(".lv-on", has_text="0:02").wait_for()
    shoot(page, "listening")
    told.wait = 3.0
    page.keyboard.press("Alt+r")
    shoot(page, "transcribing")
    page.locator(".lv-point.is-suggested").first.wait_for()
    shoot(page, "landed")
    told.refuse = 429
    page.keyboard.press("Alt+r")
    page.locator(".lv-on", has_text="0:01").wait_for()
    page.keyboard.press("Alt+r")
    page.locator(".lv-again").wait_for()
    shoot(page, "trouble")
    page.locator(".lv-consent").click()
    page.keyboard.press("3")
    shoot(page, "refused")
    page.goto(f"{server.url}/scorecard?interview={interview}&lang={language}")
    page.get_by_role("button", name=translate("ui.card_audio.play", language)).first.click()
    page.get_by_test_id("stAudio").scroll_into_view_if_needed()
    shoot(page, "recordings")


def _open(page: Page, server: AppServer, language: str) -> str:
    """A new interview on its screen; its id."""
    container = Container(load(data_dir=server.data_dir))
    try:
        interview = container.desk.interviewing.begin(container.desk.sets.keep(a_set(language)), "A. B.")
    finally:
        container.close()
    page.goto(f"{server.url}/live?interview={interview.id}&lang={language}")
    page.locator(".lv-notes").wait_for()
    page.locator(".lv-text").first.wait_for()
    return interview.id


@contextmanager
def _microphone() -> Iterator[Browser]:
    """A browser that hears a tone."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(a_tone())
        file.flush()
        fake = f"--use-file-for-fake-audio-capture={file.name}"
        with chromium(["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", fake]) as browser:
            yield browser


@contextmanager
def _page(browser: Browser, theme: str, size: tuple[int, int]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def _camera(folder: Path, suffix: str) -> Shoot:
    def shoot(page: Page, name: str) -> None:
        page.wait_for_timeout(700)
        page.screenshot(path=folder / f"mic-{name}-{suffix}.png")

    return shoot


if __name__ == "__main__":
    main()
