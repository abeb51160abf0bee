"""With a key: an LLM asks, grades and follows up; when it cannot, the embedded grader does, and the turn says so."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx

from interviewer.adapters import openai_chat
from interviewer.domain.assessment import FallbackReason
from tests.stub_openai import KEY, Garbage, Status, StubOpenAI, Text
from tests.ui.words import zh
from ui.components import grading

GOOD = "数据都在内存里，读写不等磁盘。"
ASKED = "请讲讲这个主题你知道的要点。"
FOLLOWED = "还有别的方面可以补充吗？"


def reply(body):
    """What a sensible model would say: the first point is covered by the whole first sentence, the rest missed."""
    system, user = body["messages"][0]["content"], body["messages"][-1]["content"]
    if "verdicts" not in system:
        return json.dumps({"question": FOLLOWED if "<answer>" in user else ASKED}, ensure_ascii=False)
    points = re.findall(r"^(\d+)\. ", user.partition("<key_points>")[2].partition("</key_points>")[0], re.MULTILINE)
    answer = user.partition("<answer>")[2].partition("</answer>")[0].strip()
    verdicts = [{"point": int(at), "quote": "", "verdict": "missed", "remark": "没有说到。"} for at in points]
    if "内存" in answer:
        verdicts[0] |= {"quote": "数据都在内存里，读写不等磁盘", "verdict": "covered", "remark": ""}
    return json.dumps({"verdicts": verdicts, "false_claims": []}, ensure_ascii=False)


@pytest.fixture
def server():
    with StubOpenAI(reply) as running:
        yield running


@pytest.fixture
def with_llm(monkeypatch, server):
    openai_chat._DIALECTS.clear()
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_MODEL", "stub-model")
    monkeypatch.setenv("LLM_TIMEOUT_SECONDS", "5")


@pytest.fixture
def practising(app, product, with_llm):
    """The page with a question on the speed of Redis."""
    app.open("start")
    path = next(each.path for each in product().notes.sections() if "为什么这么快" in each.path)
    session = product().practice.start(topics=[path], origins=(), question_count=1, language="zh", seed=1)
    return app.open("practice", session=session.id)


def test_without_a_key_the_sidebar_says_that_this_machine_is_at_work(app):
    app.open("start")
    assert zh("ui.grader.embedded") in app.text
    assert zh("ui.grader.embedded_detail") in app.text


def test_with_a_key_the_sidebar_names_the_model(app, with_llm):
    app.open("start")
    assert "stub-model" in app.text
    assert zh("ui.grader.llm_detail") in app.text
    assert KEY not in app.text


def test_the_llm_asks_grades_and_follows_up(practising, product):
    assert ASKED in practising.text
    practising.say(GOOD)
    assert zh("ui.verdict.covered") in practising.text
    assert FOLLOWED in practising.text
    turn = product().sessions.unfinished().turns[0]
    assert (turn.assessment.grader, turn.assessment.fallback_reason) == ("llm", None)
    assert zh("ui.practice.regrade") not in practising.buttons


TROUBLE = {
    FallbackReason.WRONG_KEY: Status(401, "Incorrect API key provided"),
    FallbackReason.RATE_LIMITED: Status(429, "insufficient_quota"),
    FallbackReason.SERVER_ERROR: Status(503),
    FallbackReason.UNKNOWN_MODEL: Status(404, "model not found"),
    FallbackReason.UNUSABLE_REPLY: Garbage(),
}


@pytest.mark.parametrize("reason", TROUBLE, ids=lambda reason: reason.value)
def test_a_grade_that_the_model_could_not_make_says_why_and_can_be_made_again(practising, product, server, reason):
    server.will(*[TROUBLE[reason]] * 12)
    practising.say(GOOD)
    assert zh("ui.card.fallback", why=zh(f"fallback.{reason.value}")) in practising.text
    assert product().sessions.unfinished().turns[0].assessment.grader == "embedded"
    server._acts.clear()
    practising.press(zh("ui.practice.regrade"))
    assert product().sessions.unfinished().turns[0].assessment.grader == "llm"
    assert zh(f"fallback.{reason.value}") not in practising.text


def test_grading_again_in_vain_still_says_why(practising, product, server):
    server.will(*[Status(429, "quota", retry_after=60)] * 40)
    practising.say(GOOD).press(zh("ui.practice.regrade"))
    assert zh("fallback.rate_limited") in practising.text
    assert zh("ui.practice.regrade") in practising.buttons


def test_an_address_that_cannot_be_reached_stops_nothing(app, monkeypatch, with_llm):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    app.open("start").press(zh("ui.start.warm_up"))
    assert app.asked()
    app.say(GOOD)
    assert zh("fallback.unreachable") in app.text


def test_the_report_tells_which_grades_this_machine_made(practising, server):
    server.will(*[Status(401)] * 12)
    practising.say(GOOD).press(zh("ui.practice.end"))
    assert zh("ui.report.fell_back", n=1) in practising.notices


def test_a_follow_up_that_this_machine_graded_can_be_graded_again(practising, product, server):
    practising.say(GOOD)
    server.will(*[Status(429, "insufficient_quota")] * 12)
    practising.say("命令由一个线程依次执行，没有锁竞争。")
    assert zh("fallback.rate_limited") in practising.text
    server._acts.clear()
    practising.press(zh("ui.practice.regrade"))
    assert product().sessions.unfinished().turns[0].follow_ups[0].assessment.grader == "llm"


def test_a_quote_that_was_not_said_earns_nothing(practising, server, product):
    made_up = {"point": 1, "quote": "这句话没有人说过", "verdict": "covered", "remark": ""}
    rest = [{"point": at, "quote": "", "verdict": "missed", "remark": ""} for at in (2, 3)]
    said = Text(json.dumps({"verdicts": [made_up, *rest], "false_claims": []}, ensure_ascii=False))
    server.will(said, said)
    practising.say(GOOD)
    assert "这句话没有人说过" not in practising.text
    assert product().sessions.unfinished().turns[0].assessment.score == 0
    assert zh("ui.card.unsure") in practising.text, "the embedded grader finds the point in the answer"


def test_words_of_a_model_stay_text(practising, server):
    hostile = "<script>alert(1)</script>"
    rest = [{"point": at, "quote": "", "verdict": "missed", "remark": hostile} for at in (1, 2, 3)]
    server.will(Text(json.dumps({"verdicts": rest, "false_claims": []})))
    practising.say(GOOD)
    assert "<script>" not in practising.html


def test_verdicts_are_shown_as_they_come_in_whatever_thread_reads_the_reply(practising, monkeypatch):
    shown = []
    draw = grading._rows

    def rows(question, glimpse):
        shown.append((list(glimpse), get_script_run_ctx(suppress_warning=True) is not None))
        return draw(question, glimpse)

    monkeypatch.setattr(grading, "_rows", rows)
    practising.say(GOOD)
    assert ([(0, "covered"), (1, "missed")], True) in shown


def test_calls_and_tokens_of_a_grade_are_told_quietly_and_summed_in_the_report(practising, monkeypatch):
    practising.say(GOOD)
    assert "stub-model · 1 次调用 · 10 tokens" in practising.text
    practising.press(zh("ui.practice.skip_follow_up")).press(zh("ui.practice.to_report"))
    assert zh("ui.report.usage", usage="stub-model · 3 次调用 · 30 tokens") in practising.text


def test_without_a_model_nothing_is_said_of_calls(app):
    app.open("start").press(zh("ui.start.warm_up"))
    app.say(GOOD)
    assert "tokens" not in app.text


def test_the_same_answer_gets_the_same_grade_without_a_call_and_says_so(practising, product, server, app):
    practising.say(GOOD)
    question = product().sessions.unfinished().turns[0].question
    calls = len(server.requests)
    again = product().grader.grade(question, GOOD)
    assert (len(server.requests), again.from_cache) == (calls, True)


def test_with_a_model_an_argument_may_point_at_the_words_and_the_reason_is_the_models(practising, product, server):
    said = "IO 用的是多路复用"
    practising.say(f"{GOOD}{said}，别的说不上来。")
    verdict = product().sessions.unfinished().turns[0].assessment.verdicts[1]
    reading = {"quote": said, "verdict": verdict.kind.value, "reason": "这句只提到名字，没有说清。"}
    server.will(Text(json.dumps(reading, ensure_ascii=False)))
    buttons = [button for button in practising.at.button if button.label == zh("ui.contest.open")]
    buttons[1].click().run()
    practising.at.text_area[0].set_value("我说了多路复用").run()
    practising.press(zh("ui.contest.appeal"))
    (appeal,) = product().sessions.unfinished().turns[0].assessment.verdicts[1].appeals
    assert appeal.reason == "这句只提到名字，没有说清。"
    assert appeal.model == "stub-model"
    assert appeal.reason in practising.text


def test_a_model_that_does_not_answer_an_appeal_is_told_and_this_machine_judges(practising, product, server):
    practising.say(GOOD)
    server.will(*[Status(500, "broken")] * 8)
    buttons = [button for button in practising.at.button if button.label == zh("ui.contest.open")]
    buttons[1].click().run()
    practising.at.text_area[0].set_value("我说了多路复用").run()
    practising.press(zh("ui.contest.appeal"))
    assert zh("appeal.no_model") in practising.text
