"""From the first page to a report, as a new user goes."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NOTE

GOOD = "我先说原因。大量 key 在同一时间过期，请求全部落到数据库上。"
BETTER = "要在过期时间上加一个随机值，避免同时失效。"


def answer(page: Page, text: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    box.press("Enter")


def add_note(page: Page) -> None:
    page.get_by_role("link", name="笔记").click()
    page.locator("input[type=file]").set_input_files(NOTE)
    page.get_by_role("button", name="加入", exact=True).click()
    expect(page.get_by_text("读了 1 个文件")).to_be_visible()


def start_on_own_note(page: Page) -> None:
    page.get_by_role("link", name="开始").click()
    page.get_by_role("radio", name="我的笔记").click()
    page.get_by_role("button", name="开始，共 1 题").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()


def test_one_click_and_a_few_seconds_lead_to_a_question(page, picture):
    started = time.monotonic()
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    assert time.monotonic() - started < 15
    assert page.locator(".iv-question").inner_text()
    picture(page, "question")


def test_a_note_is_added_asked_graded_followed_up_and_reported(page, picture):
    add_note(page)
    expect(page.get_by_text("1 个小节，1 个空白")).to_be_visible()
    picture(page, "notes")
    start_on_own_note(page)
    expect(page.locator(".iv-question")).to_contain_text("雪崩")
    answer(page, GOOD)
    card = page.locator("[class*=st-key-card-]").first
    expect(card).to_contain_text("说到了")
    expect(card).to_contain_text("你说：“大量 key 在同一时间过期")
    expect(card).to_contain_text("没说到")
    card.get_by_text(re.compile(r"缓存笔记\.md \d+")).first.click()
    expect(card.locator(".iv-lines .hit").first).to_be_visible()
    picture(page, "graded")
    expect(page.locator(".iv-follow")).to_contain_text("追问")
    answer(page, BETTER)
    expect(page.locator("[class*=st-key-card-follow-up-]")).to_contain_text("补回来了")
    page.get_by_role("button", name="跳过追问").click()
    expect(page.get_by_role("button", name="看报告")).to_be_visible()
    picture(page, "followed-up")
    page.get_by_role("button", name="看报告").click()
    expect(page.get_by_role("heading", name="练习报告")).to_be_visible()
    expect(page.get_by_text("各主题")).to_be_visible()
    picture(page, "report")
    page.get_by_role("button", name="下载报告").click()
    with page.expect_download() as got:
        page.get_by_role("button", name="JSON", exact=True).click()
    report = json.loads(got.value.path().read_text(encoding="utf-8"))
    assert GOOD in json.dumps(report, ensure_ascii=False)
    with page.expect_download() as got:
        page.get_by_role("button", name="Markdown", exact=True).click()
    assert "雪崩" in got.value.path().read_text(encoding="utf-8")


def test_skip_and_dont_know_and_end_now_all_lead_on(page):
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    first = page.locator(".iv-question").inner_text()
    page.get_by_role("button", name="跳过").click()
    expect(page.locator(".iv-question")).not_to_have_text(first)
    page.get_by_role("button", name="不会").click()
    expect(page.locator("[class*=st-key-card-]")).to_contain_text("记 0 分")
    page.get_by_role("button", name="下一题").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.get_by_role("button", name="结束").click()
    expect(page.get_by_role("heading", name="练习报告")).to_be_visible()


def test_a_killed_server_loses_no_answer_and_the_session_goes_on(page, server, browser):
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    answer(page, "这是在服务器被杀掉之前说的话，不能丢。")
    page.locator("[class*=st-key-card-]").wait_for()
    server.kill()
    server.start()
    again = browser.new_context(locale="zh-CN").new_page()
    again.goto(server.url)
    again.get_by_role("button", name="接着练").click()
    expect(again.get_by_text("不能丢")).to_be_visible()
    again.context.close()


def test_an_answer_with_markup_stays_text(page, picture):
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    hostile = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'> $x^2$ **粗** [链](javascript:1)"
    answer(page, hostile)
    page.locator("[class*=st-key-card-]").wait_for()
    assert hostile in page.locator(".iv-answer").first.inner_text()
    assert page.evaluate("window.hacked") is None
    picture(page, "markup")


def test_the_language_switch_turns_the_whole_page(page, picture):
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("heading", name="What shall we practise today?")).to_be_visible()
    page.get_by_role("button", name="Start a 10-minute warm-up").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    expect(page.get_by_role("button", name="I don't know")).to_be_visible()
    picture(page, "english")


def test_two_windows_on_one_question_keep_the_first_answer_and_both_texts(page, server):
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_test_id("stChatInputTextArea").wait_for()
    answer(page, "第一个窗口里说的话。")
    page.locator("[class*=st-key-card-]").wait_for()
    answer(second, "第二个窗口里说的话。")
    expect(second.get_by_text("第一个窗口里说的话。").first).to_be_visible()
    expect(second.get_by_text("第二个窗口里说的话。").first).to_be_visible()


@pytest.mark.parametrize("path", ["/report", "/report?session=nope", "/practice?session=nope", "/nowhere", "/system"])
def test_no_address_shows_a_traceback(page, server, path):
    page.goto(server.url + path)
    page.wait_for_timeout(1500)
    assert "Traceback" not in page.content()


def test_the_network_is_never_asked_for_anything(browser, server):
    context = browser.new_context(locale="zh-CN")
    elsewhere = []
    context.on("request", lambda request: elsewhere.append(request.url) if server.url not in request.url else None)
    opened = context.new_page()
    opened.goto(server.url)
    opened.get_by_role("button", name="开始 10 分钟热身").click()
    opened.get_by_test_id("stChatInputTextArea").wait_for()
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:", "about:"))] == []
    context.close()


def test_what_the_server_tells_of_itself_holds_nothing_that_was_said(page, server):
    said = "这句话不该出现在日志和指标里：大量 key 在同一时间过期。"
    page.get_by_role("button", name="开始 10 分钟热身").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    answer(page, said)
    page.locator("[class*=st-key-card-]").wait_for()
    assert json.loads(told(server, "/readyz"))["status"] == "ready"
    metrics = told(server, "/metrics")
    assert 'interviewer_turns_total{what="graded"}' in metrics
    assert "interviewer_open_windows" in metrics and "interviewer_database_connections_most" in metrics
    for text in (metrics, (server.data_dir / "server.log").read_text(encoding="utf-8")):
        assert "这句话" not in text
    with pytest.raises(urllib.error.HTTPError, match="403"):
        told(server, "/metrics", {"X-Forwarded-For": "203.0.113.9"})


def told(server, path: str, headers: dict[str, str] | None = None) -> str:
    request = urllib.request.Request(server.url + path, headers=headers or {})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return reply.read().decode()
