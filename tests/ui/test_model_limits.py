"""What a candidate sees when the model has too much to do, is left alone, or may not be paid any more today."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest

from interviewer.adapters import openai_chat
from interviewer.domain.assessment import FallbackReason
from tests.fakes import FakeClock
from tests.stub_openai import KEY, Held, Status, StubOpenAI
from tests.ui.test_llm_at_work import GOOD, reply
from tests.ui.words import zh
from ui.components import grading

PATIENCE = 20


@pytest.fixture
def server(monkeypatch):
    openai_chat._DIALECTS.clear()
    with StubOpenAI(reply) as running:
        for name, value in {
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": running.url,
            "OPENAI_MODEL": "stub-model",
            "LLM_TIMEOUT_SECONDS": "20",
        }.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def practising(app, product, server):
    """The page with a question that the model wrote."""

    def begin():
        app.open("start")
        path = next(each.path for each in product().notes.sections() if "为什么这么快" in each.path)
        session = product().practice.start(topics=[path], origins=(), question_count=1, language="zh", seed=1)
        return app.open("practice", session=session.id)

    return begin


def assessment(product):
    return product().sessions.unfinished().turns[0].assessment


def test_whoever_has_to_wait_for_the_model_sees_his_place(practising, product, server, monkeypatch):
    monkeypatch.setenv("LLM_CONCURRENT", "1")
    page = practising()
    before_me = Held()
    server.will(before_me)
    other = Thread(target=product().model_server.chat.complete, args=("s", "u"))
    other.start()
    assert before_me.arrived.wait(PATIENCE)
    shown, draw = [], grading._in_line

    def in_line(ahead):
        shown.append(draw(ahead))
        if ahead is not None:
            before_me.go.set()
        return shown[-1]

    monkeypatch.setattr(grading, "_in_line", in_line)
    page.say(GOOD)
    other.join(PATIENCE)
    assert any(zh("ui.queue.next") in each for each in shown)
    assert assessment(product).grader == "llm"
    assert zh("ui.queue.next") not in page.text


def test_a_model_that_fails_and_fails_is_left_alone_and_the_turn_can_be_graded_once_it_is_back(
    practising, product, server, monkeypatch
):
    monkeypatch.setenv("LLM_BREAKER_FAILURES", "1")
    page = practising()
    server.will(*[Status(500)] * 2)
    page.say(GOOD)
    assert assessment(product).fallback_reason is FallbackReason.SERVER_ERROR
    until = product().model_standing.now().until
    assert zh("ui.queue.paused", until=f"{until.astimezone():%H:%M}") in page.text
    asked = len(server.requests)
    page.press(zh("ui.practice.regrade"))
    assert zh("fallback.paused") in page.text
    assert assessment(product).fallback_reason is FallbackReason.PAUSED
    assert len(server.requests) == asked
    server._acts.clear()
    gate = product().model_server.gate
    gate._now = lambda now=gate._now: now() + 61
    page.press(zh("ui.practice.regrade"))
    assert (assessment(product).grader, assessment(product).fallback_reason) == ("llm", None)
    assert zh("fallback.paused") not in page.text


def test_when_the_budget_of_the_day_is_used_up_this_machine_grades_and_the_next_day_the_model_again(
    practising, product, server, monkeypatch, parts
):
    monkeypatch.setenv("LLM_DAILY_BUDGET_TOKENS", "1")
    clock = parts["clock"] = FakeClock(datetime(2026, 11, 28, 12, 0, tzinfo=UTC))
    page = practising()
    asked = len(server.requests)
    page.say(GOOD)
    assert len(server.requests) == asked
    assert assessment(product).fallback_reason is FallbackReason.BUDGET_USED
    assert zh("fallback.budget_used") in page.text
    until = f"{datetime(2026, 11, 29, tzinfo=UTC).astimezone():%m-%d %H:%M}"
    assert zh("ui.queue.budget_used", until=until) in page.text
    clock.advance(days=1)
    page.press(zh("ui.practice.regrade"))
    assert (assessment(product).grader, assessment(product).fallback_reason) == ("llm", None)


def test_a_server_that_asks_for_quiet_gets_it_from_everybody(practising, product, server):
    page = practising()
    server.will(Status(429, "slow down", retry_after=60))
    page.say(GOOD)
    asked = len(server.requests)
    assert assessment(product).fallback_reason is FallbackReason.RATE_LIMITED
    until = product().model_standing.now().until
    assert zh("ui.queue.rate_limited", until=f"{until.astimezone():%H:%M}") in page.text
    page.press(zh("ui.practice.regrade"))
    assert zh("fallback.rate_limited") in page.text
    assert len(server.requests) == asked
