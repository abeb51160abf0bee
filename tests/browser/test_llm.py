"""The app with a model on a server of its own: what a candidate sees when it works, and when it does not."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from bench.app_server import app_server
from tests.browser.conftest import SMALL
from tests.stub_openai import KEY, Slow, Status, StubOpenAI

ASKED = "请讲讲这个主题你知道的要点。"
FOLLOWED = "还有别的方面可以补充吗？"
SAID = "数据都放在内存里，分区分给组里的消费者，快照和日志各有好处，主节点宕机就选一个从节点顶上。"


def reply(body):
    """The first point is covered by the answer's first clause, the rest missed."""
    system, user = body["messages"][0]["content"], body["messages"][-1]["content"]
    if "verdicts" not in system:
        return json.dumps({"question": FOLLOWED if "<answer>" in user else ASKED}, ensure_ascii=False)
    points = re.findall(r"^(\d+)\. ", user.partition("<key_points>")[2].partition("</key_points>")[0], re.MULTILINE)
    verdicts = [{"point": int(at), "quote": "", "verdict": "missed", "remark": "没有说到。"} for at in points]
    verdicts[0] |= {"quote": "数据都放在内存里", "verdict": "partial", "remark": "说得太笼统。"}
    return json.dumps({"verdicts": verdicts, "false_claims": []}, ensure_ascii=False)


@pytest.fixture(scope="module")
def model():
    with StubOpenAI(reply) as running:
        yield running


def settings(url, key=KEY):
    return {
        **SMALL,
        "OPENAI_API_KEY": key,
        "OPENAI_BASE_URL": url,
        "OPENAI_MODEL": "stub-model",
        "LLM_TIMEOUT_SECONDS": "10",
    }


@pytest.fixture(scope="module")
def server(browser, model):
    with app_server(settings(model.url)) as running:
        yield running


@pytest.fixture(autouse=True)
def well_behaved(model):
    """Each test begins with a server that does what it is asked."""
    model._acts.clear()
    yield
    model._acts.clear()


@pytest.fixture
def said(request):
    """An answer of this test's own: one that another test gave would be graded as before, without asking the model."""
    return f"{SAID}我是在 {request.node.name} 里这样说的。"


def start(page: Page) -> None:
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()


def answer(page: Page, text: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    box.press("Enter")


def pass_over_follow_up(page: Page) -> None:
    """What was lost is told once nobody asks for it any more."""
    page.get_by_role("button", name="跳过追问").click()
    expect(page.get_by_text("追问完再说")).to_have_count(0)


def test_the_sidebar_names_the_model_and_the_model_asks_grades_and_follows_up(page, model, said, picture):
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_contain_text("stub-model")
    expect(sidebar).to_contain_text("连不上时改用本地")
    start(page)
    expect(page.locator(".iv-question")).to_have_text(ASKED)
    answer(page, said)
    card = page.locator("[class*=st-key-card-]").first
    expect(card).to_contain_text("你说：“数据都放在内存里”")
    expect(page.locator(".iv-follow")).to_contain_text(FOLLOWED)
    pass_over_follow_up(page)
    expect(card).to_contain_text("说得太笼统。")
    expect(page.get_by_role("button", name="重新评分")).to_have_count(0)
    assert KEY not in page.content()
    picture(page, "graded")


def test_verdicts_are_shown_while_a_slow_model_grades_and_the_answer_stays_in_sight(page, model, said, picture):
    start(page)
    model.will(Slow(2))
    answer(page, said)
    expect(page.get_by_text("正在对照笔记逐点评分")).to_be_visible()
    expect(page.locator(".iv-answer").first).to_have_text(said)
    picture(page, "grading")
    pass_over_follow_up(page)
    expect(page.locator("[class*=st-key-card-]").first).to_contain_text("说得太笼统。")


def test_a_busy_model_is_told_on_the_turn_and_the_grade_can_be_made_again(page, model, said, picture):
    start(page)
    model.will(*[Status(429, "insufficient_quota")] * 8)
    answer(page, said)
    card = page.locator("[class*=st-key-card-]").first
    expect(card).to_contain_text("这一题先用本地评分")
    expect(card.locator(".iv-points > li").first).to_be_visible()
    again = page.get_by_role("button", name="重新评分")
    expect(again).to_be_visible()
    picture(page, "busy")
    model._acts.clear()
    again.click()
    expect(page.get_by_text("这一题先用本地评分")).to_have_count(0)
    pass_over_follow_up(page)
    expect(card).to_contain_text("说得太笼统。")
    expect(page.get_by_role("button", name="重新评分")).to_have_count(0)


@pytest.mark.parametrize(
    ("key", "reachable", "named"),
    [("wrong-key", True, "OPENAI_API_KEY"), (KEY, False, "OPENAI_BASE_URL")],
    ids=["wrong key", "unreachable"],
)
def test_a_wrong_key_or_address_stops_no_interview_and_is_named(browser, model, said, picture, key, reachable, named):
    with app_server(settings(model.url if reachable else "http://127.0.0.1:9/v1", key)) as running:
        context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(running.url)
        start(page)
        answer(page, said)
        expect(page.locator("[class*=st-key-card-]").first).to_contain_text(named, timeout=30_000)
        expect(page.get_by_role("button", name="重新评分")).to_be_visible()
        assert "Traceback" not in page.content()
        picture(page, "trouble")
        context.close()
