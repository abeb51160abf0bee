"""The interviewer's live screen: a question by keyboard, in place, on a tablet, in two windows, over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from bench.app_server import AppServer, app_server
from interviewer.bootstrap import Container
from interviewer.domain.desk import Anchors, QuestionSet, Rung, SetQuestion, Step
from interviewer.domain.live import Interview, TickState
from interviewer.domain.notes import KeyPoint
from interviewer.settings import load
from tests.browser.conftest import SMALL

POINTS = (
    "大量 key 在同一时间过期，请求全部落到数据库",
    "给过期时间加上随机值，避免同时失效",
    "热点数据分布到不同的缓存节点",
    "数据库前面加限流或熔断",
)
SAID, MORE = "大量 key 在同一时间过期，请求全部落到数据库上。", "给过期时间加一个随机值，避免同时失效。"
MOST_KEYS = 6
_COUNT = """
window.__keys = [];
window.addEventListener('keydown', (e) => {
  if (!['Alt', 'Shift', 'Control', 'Meta'].includes(e.key)) window.__keys.push((e.altKey ? 'Alt+' : '') + e.code);
}, true);
window.addEventListener('pointerdown', () => window.__keys.push('click'), true);
"""


def a_set(points: tuple[str, ...] = POINTS) -> QuestionSet:
    def question(id: str, text: str) -> SetQuestion:
        return SetQuestion(
            id,
            text,
            path="Redis / 缓存雪崩",
            key_points=tuple(KeyPoint(f"{id}-{at}", each, None) for at, each in enumerate(points, 1)),
            ladder=(
                Rung(Step.RECALL, "还有哪几种？"),
                Rung(Step.MECHANISM, "为什么会这样？"),
                Rung(Step.TROUBLE, "出过事吗？"),
            ),
            anchors=Anchors("只说得出名字", "说得出原因和一个办法", "还说得出代价和怎么验证"),
            red_flags=("把雪崩说成穿透",),
        )

    asked = (question("q1", "缓存雪崩是怎么发生的，怎么防？"), question("q2", "再讲一次：缓存雪崩怎么防？"))
    return QuestionSet("", "SRE 二面", "zh", 30, datetime(2026, 11, 28, 9, tzinfo=UTC), questions=asked)


@pytest.fixture(scope="module")
def server(browser: Browser) -> Iterator[AppServer]:
    with app_server(SMALL) as running:
        yield running


@pytest.fixture(scope="module")
def desk(server: AppServer) -> Iterator[Container]:
    """The same database, as another process has it."""
    made = Container(load(data_dir=server.data_dir))
    yield made
    made.close()


@pytest.fixture(scope="module")
def questions(desk: Container) -> QuestionSet:
    return desk.desk.sets.keep(a_set())


@pytest.fixture
def page(window: Page) -> Page:
    return window


@pytest.fixture
def interview(desk: Container, questions: QuestionSet) -> Interview:
    return desk.desk.interviewing.begin(questions, "张伟")


def opened(page: Page, server: AppServer, interview: Interview, width: int = 1280, height: int = 800) -> Page:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server.url}/live?interview={interview.id}")
    expect(page.locator(".lv-notes")).to_be_focused()
    return page


def stored(desk: Container, interview: Interview) -> Interview:
    return desk.desk.interviewing.get(interview.id)


def probe(page: Page, at: int) -> Locator:
    return page.locator(".lv-slot").nth(at)


def tops(page: Page) -> list[float]:
    """Where everything stands."""
    parts = page.locator(".lv-slot, .lv-point, .lv-notes")
    return parts.evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")


def saved(page: Page) -> None:
    """Nothing waits to be saved any more."""
    page.wait_for_function(
        "(name) => { const kept = JSON.parse(sessionStorage.getItem(name) || '{}');"
        " return !(kept.events || []).length && !kept.draft; }",
        arg=f"interviewer.live.{page.url.split('interview=')[1].split('&')[0]}",
    )


def test_a_whole_question_takes_at_most_six_keys_beside_the_typing(page, server, desk, interview, picture):
    opened(page, server, interview)
    page.evaluate(_COUNT)
    page.keyboard.insert_text(SAID)  # gives no key events: typing is not counted
    first = page.locator(".lv-point").first
    expect(first).to_have_class("lv-point is-suggested kind-covered")
    expect(first.locator(".lv-below")).to_contain_text("建议打勾")
    picture(page, "suggested")
    page.keyboard.press("Alt+1")
    expect(first).to_have_class("lv-point is-confirmed kind-covered")
    expect(first.locator(".lv-below")).to_have_text("已确认")
    expect(probe(page, 0).locator(".lv-text")).not_to_be_empty()
    page.wait_for_timeout(700)  # long enough for it to be read
    asked = probe(page, 0).locator(".lv-text").inner_text()
    page.keyboard.press("Alt+q")
    expect(probe(page, 0).locator(".lv-ask")).to_have_attribute("aria-pressed", "true")
    page.keyboard.insert_text(MORE)
    expect(page.locator(".lv-point").nth(1)).to_have_class("lv-point is-suggested kind-covered")
    page.keyboard.press("Alt+2")
    expect(page.locator(".lv-point").nth(1)).to_have_class("lv-point is-confirmed kind-covered")
    page.keyboard.press("Alt+n")
    expect(page.locator(".lv-rate")).to_contain_text("还说得出代价和怎么验证")
    page.keyboard.press("4")
    expect(page.locator(".lv-question")).to_contain_text("再讲一次")
    expect(page.locator(".lv-notes")).to_be_focused()
    expect(page.locator(".lv-notes")).to_have_value("")

    keys = page.evaluate("window.__keys")
    assert keys == ["Alt+Digit1", "Alt+KeyQ", "Alt+Digit2", "Alt+KeyN", "Digit4"]
    assert len(keys) <= MOST_KEYS
    saved(page)
    talk = stored(desk, interview).talk("q1")
    assert talk.notes == SAID + MORE
    assert talk.rating == 4
    assert [each.state for each in talk.ticks if each.counts] == [TickState.CONFIRMED] * 2
    assert [each.probe.text for each in talk.probes if each.asked_at] == [asked]


def test_typing_goes_on_while_suggestions_come_and_nothing_jumps(page, server, interview):
    opened(page, server, interview)
    places = tops(page)
    text = SAID + "它会自己同步，应该没什么问题。" + MORE
    page.keyboard.type(text, delay=35)
    expect(page.locator(".lv-point.is-suggested")).not_to_have_count(0)
    page.wait_for_timeout(1000)

    assert page.locator(".lv-notes").input_value() == text
    expect(page.locator(".lv-notes")).to_be_focused()
    assert tops(page) == places


def test_a_probe_that_is_pointed_at_is_not_replaced(page, server, interview):
    opened(page, server, interview)
    expect(probe(page, 0).locator(".lv-text")).not_to_be_empty()
    before = probe(page, 0).locator(".lv-text").inner_text()
    page.keyboard.insert_text(SAID)
    box = probe(page, 0).bounding_box()
    for step in range(6):  # a hand on the mouse
        page.mouse.move(box["x"] + 30 + step, box["y"] + 20)
        page.keyboard.insert_text(MORE[step * 3 : step * 3 + 3])
        page.wait_for_timeout(300)
        assert probe(page, 0).locator(".lv-text").inner_text() == before


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1280, 720), (834, 1112), (1112, 834)])
def test_the_next_probe_is_in_sight_without_scrolling(page, server, interview, width, height, picture):
    opened(page, server, interview, width, height)
    page.keyboard.insert_text(SAID * 30)
    expect(page.locator(".lv-point").first).to_have_class("lv-point is-suggested kind-covered")

    for at in range(3):
        box = probe(page, at).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= height
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.evaluate("document.scrollingElement.scrollHeight <= window.innerHeight")
    picture(page, f"{width}")


def test_a_second_window_is_told_and_what_both_wrote_is_kept(page, server, desk, interview):
    opened(page, server, interview)
    other = opened(page.context.new_page(), server, interview)
    page.keyboard.insert_text("这边记的。")
    expect(page.locator(".lv-told")).to_be_hidden()
    saved(page)
    other.keyboard.insert_text("那边记的。")
    expect(other.locator(".lv-told")).to_contain_text("另一个窗口")
    expect(other.locator(".lv-notes")).to_have_value("这边记的。\n那边记的。")
    page.keyboard.press("Alt+3")
    expect(page.locator(".lv-told")).to_contain_text("另一个窗口")
    expect(page.locator(".lv-notes")).to_have_value("这边记的。\n那边记的。")
    saved(page)

    talk = stored(desk, interview).talk("q1")
    assert talk.notes == "这边记的。\n那边记的。"
    assert talk.tick("q1-3").state is TickState.CONFIRMED


def test_a_reload_in_the_middle_of_a_word_loses_nothing(page, server, desk, interview):
    opened(page, server, interview)
    page.keyboard.insert_text(SAID)
    page.reload()
    expect(page.locator(".lv-notes")).to_have_value(SAID)
    saved(page)

    assert stored(desk, interview).talk("q1").notes == SAID


def test_what_was_typed_while_the_server_was_down_is_saved_when_it_is_back(page, server, desk, interview):
    opened(page, server, interview)
    page.keyboard.insert_text(SAID)
    saved(page)
    server.kill()
    page.keyboard.insert_text(MORE)
    page.keyboard.press("Alt+3")
    page.wait_for_timeout(1000)
    server.start()
    expect(page.locator(".lv-notes")).to_have_value(SAID + MORE)
    saved(page)

    talk = stored(desk, interview).talk("q1")
    assert talk.notes == SAID + MORE
    assert talk.tick("q1-3").state is TickState.CONFIRMED


def test_points_are_refused_probes_sent_away_and_the_clock_paused_by_keys(page, server, desk, interview):
    opened(page, server, interview)
    page.keyboard.insert_text(SAID)
    expect(page.locator(".lv-point.is-suggested").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Digit1")
    expect(page.locator(".lv-point").first).to_have_class("lv-point is-refused kind-missed")
    page.wait_for_timeout(700)
    gone = probe(page, 1).locator(".lv-text").inner_text()
    page.keyboard.press("Shift+w")
    expect(page.locator(".lv-slots")).not_to_contain_text(gone)
    page.keyboard.press("p")
    expect(page.locator(".lv-clock.paused")).to_be_visible()
    saved(page)  # the server knows to the second when the clock was stopped
    stopped = page.locator(".lv-now").inner_text()
    page.wait_for_timeout(2200)
    expect(page.locator(".lv-now")).to_have_text(stopped)
    page.keyboard.press("p")
    page.keyboard.press("a")
    expect(page.locator(".lv-notes")).to_be_focused()
    saved(page)

    talk = stored(desk, interview).talk("q1")
    assert talk.tick("q1-1").state is TickState.REFUSED
    assert [each.useful for each in talk.probes if each.probe.text == gone] == [False]
    assert page.locator(".lv-notes").input_value() == SAID


def test_the_interview_ends_by_keyboard_with_a_word_on_what_is_not_rated(page, server, desk, interview):
    opened(page, server, interview)
    page.keyboard.press("Alt+n")
    page.keyboard.press("3")
    expect(page.locator(".lv-question")).to_contain_text("再讲一次")
    page.keyboard.press("Alt+n")
    page.keyboard.press("n")
    expect(page.locator(".lv-rate")).to_contain_text("还没评分的题： 2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".lv")).to_have_count(0)

    ended = stored(desk, interview)
    assert ended.ended_at is not None
    assert ended.talk("q1").rating == 3


def test_axe_finds_nothing_serious_in_light_and_dark(page, server, interview):
    opened(page, server, interview)
    page.keyboard.insert_text(SAID)
    expect(page.locator(".lv-point.is-suggested").first).to_be_visible()
    page.keyboard.press("Alt+2")
    page.keyboard.press("Alt+q")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(500)
        assert serious(page) == []
    page.keyboard.press("Alt+n")
    expect(page.locator(".lv-rate")).to_be_visible()
    assert serious(page) == []


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in ("serious", "critical")]
