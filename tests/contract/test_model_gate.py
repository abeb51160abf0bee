"""What stands before a model's server, over real HTTP: limits, a line, a circuit breaker, bodies that end."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Thread
from typing import Any

import pytest

from interviewer.adapters.dialects import Dialects
from interviewer.adapters.model_gate import Gate
from interviewer.adapters.model_line import Line
from interviewer.adapters.openai_chat import OpenAIChat
from interviewer.adapters.rate_window import RateWindow
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.circuit import Circuit, CircuitState
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.queueing import told_of_waiting
from tests.fakes import FakeMeter
from tests.stub_openai import KEY, Act, Cut, Dripping, Flood, Garbage, Held, Refusal, Silent, Slow, Status, StubOpenAI

PATIENCE = 20.0
FAILURES = 3


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> float:
        return self.seconds


@pytest.fixture
def server() -> Iterator[StubOpenAI]:
    with StubOpenAI() as running:
        yield running


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def meter() -> FakeMeter:
    return FakeMeter()


@pytest.fixture
def made(server: StubOpenAI, clock: Time, meter: FakeMeter) -> Callable[..., tuple[OpenAIChat, Gate]]:
    def make(
        window: RateWindow | None = None,
        at_once: int = 0,
        patience: float = PATIENCE,
        timeout: float = 5.0,
        **more: Any,
    ) -> tuple[OpenAIChat, Gate]:
        now = more.pop("now", clock.now)
        line = Line(window or RateWindow(), at_once=at_once, patience=patience, now=now)
        gate = Gate(line, Circuit(FAILURES, 60.0), model="m", meter=meter, now=now)
        settings = {"api_key": KEY, "base_url": server.url, "timeout_seconds": timeout, "sleep": lambda _: None}
        return OpenAIChat("m", dialects=Dialects(), gate=gate, **settings | more), gate

    return make


def reason_for(model: OpenAIChat) -> object:
    with pytest.raises(ModelUnavailable) as caught:
        model.complete("s", "u")
    return caught.value.details["reason"]


TROUBLE: dict[str, tuple[Act, FallbackReason]] = {
    "500": (Status(500), FallbackReason.SERVER_ERROR),
    "503": (Status(503), FallbackReason.SERVER_ERROR),
    "429": (Status(429, "insufficient_quota"), FallbackReason.RATE_LIMITED),
    "time-out": (Silent(), FallbackReason.TIMED_OUT),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_after_so_many_failures_in_a_row_it_is_not_asked_any_more(server, made, meter, name):
    act, reason = TROUBLE[name]
    server.will(*[act] * 2 * FAILURES)
    model, gate = made(timeout=0.1)
    assert [reason_for(model) for _ in range(FAILURES)] == [reason] * FAILURES
    asked = len(server.requests)
    assert [reason_for(model) for _ in range(2)] == [FallbackReason.PAUSED] * 2
    assert len(server.requests) == asked
    assert gate.state is CircuitState.OPEN
    assert meter.counted("llm_breaker_opened") == 1
    assert meter.counted("llm_calls", outcome="paused") == 2


def test_a_server_that_is_not_there_is_left_alone_too(made):
    model, _ = made(base_url="http://127.0.0.1:9/v1")
    reasons = [reason_for(model) for _ in range(FAILURES + 1)]
    assert reasons == [FallbackReason.UNREACHABLE] * FAILURES + [FallbackReason.PAUSED]


def test_after_a_while_one_call_is_tried_and_when_it_succeeds_all_is_as_before(server, made, clock):
    server.will(*[Status(500)] * FAILURES)
    model, gate = made()
    for _ in range(FAILURES):
        reason_for(model)
    clock.seconds += 60
    assert gate.state is CircuitState.HALF_OPEN
    assert model.complete("s", "u").text == "Hello there."
    assert gate.state is CircuitState.CLOSED


def test_a_trial_that_fails_opens_it_for_as_long_again(server, made, clock):
    server.will(*[Status(500)] * (FAILURES + 1))
    model, gate = made()
    for _ in range(FAILURES):
        reason_for(model)
    clock.seconds += 60
    assert reason_for(model) is FallbackReason.SERVER_ERROR
    assert reason_for(model) is FallbackReason.PAUSED
    assert gate.seconds_left == 60


NO_FAULT_OF_THE_SERVER: dict[str, Act] = {
    "a wrong key": Status(401),
    "an unknown model": Status(404),
    "a bad request": Status(400, "context_length_exceeded"),
    "a refusal": Refusal(),
    "a cut reply": Cut(),
    "a web page": Garbage(),
}


@pytest.mark.parametrize("name", NO_FAULT_OF_THE_SERVER)
def test_what_another_call_may_do_better_at_opens_nothing(server, made, name):
    server.will(*[NO_FAULT_OF_THE_SERVER[name]] * 2 * FAILURES)
    model, gate = made()
    for _ in range(2 * FAILURES):
        assert reason_for(model) is not FallbackReason.PAUSED
    assert gate.state is CircuitState.CLOSED


def test_a_trial_that_says_nothing_of_the_server_is_followed_by_another(server, made, clock):
    server.will(*[Status(500)] * FAILURES, Status(401))
    model, _ = made()
    for _ in range(FAILURES):
        reason_for(model)
    clock.seconds += 60
    assert reason_for(model) is FallbackReason.WRONG_KEY
    assert model.complete("s", "u").text == "Hello there."


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_nobody_asks_a_busy_server_before_the_time_it_named(server, made, clock, form):
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    server.will(Status(429, retry_after=60 if form == "seconds" else at))
    model, gate = made()
    assert reason_for(model) is FallbackReason.RATE_LIMITED
    assert 55 < gate.seconds_held <= 60
    assert reason_for(model) is FallbackReason.RATE_LIMITED
    assert len(server.requests) == 1
    clock.seconds += 61
    assert model.complete("s", "u").text == "Hello there."


def test_a_short_wait_that_the_server_names_is_waited_out_by_all_and_the_call_made_again(server, made):
    server.will(Status(429, retry_after=0.2))
    model, _ = made(now=time.monotonic)
    began = time.monotonic()
    assert model.complete("s", "u").text == "Hello there."
    assert time.monotonic() - began >= 0.2, "the line keeps it, whatever the caller's own wait was"


def test_a_server_that_is_down_for_a_moment_is_asked_once_more(server, made, meter):
    server.will(Status(503))
    model, _ = made()
    assert model.complete("s", "u").text == "Hello there."
    assert meter.counted("llm_calls", outcome="server_error") == 1
    assert meter.counted("llm_calls", outcome="ok") == 1


def test_requests_of_a_minute_are_as_many_as_allowed_and_the_next_one_waits(server, made, clock):
    model, _ = made(RateWindow(requests=2))
    for _ in range(2):
        model.complete("s", "u")
    assert reason_for(model) is FallbackReason.QUEUED_TOO_LONG
    assert len(server.requests) == 2
    clock.seconds += 60
    model.complete("s", "u")


def test_tokens_count_as_the_server_tells_them(server, made):
    model, _ = made(RateWindow(tokens=1000))
    for _ in range(5):  # each is taken for some 600 before, and turns out to be 10
        model.complete("s", "u")
    assert len(server.requests) == 5


def test_calls_that_come_while_one_runs_stand_in_line_and_know_their_place(server, made):
    held = Held()
    server.will(held)
    model, gate = made(at_once=1, now=time.monotonic)
    told: list[int | None] = []

    def ask() -> None:
        with told_of_waiting(told.append):
            model.complete("s", "u")

    first = Thread(target=ask)
    first.start()
    assert held.arrived.wait(PATIENCE)
    second = Thread(target=ask)
    second.start()
    while not told:
        time.sleep(0.005)
    assert (told, gate.waiting, len(server.requests)) == ([0], 1, 1)
    held.go.set()
    for thread in (first, second):
        thread.join(PATIENCE)
    assert told == [0, None]
    assert len(server.requests) == 2


def test_whoever_stands_in_line_when_it_opens_is_let_go_at_once(server, made):
    held = Held(Status(500))
    server.will(*[Status(500)] * (FAILURES - 1), held)
    model, _ = made(at_once=1, now=time.monotonic)
    for _ in range(FAILURES - 1):
        reason_for(model)
    reasons: list[object] = []
    first = Thread(target=lambda: reasons.append(reason_for(model)))
    first.start()
    assert held.arrived.wait(PATIENCE)
    told: list[int | None] = []

    def wait() -> None:
        with told_of_waiting(told.append):
            reasons.append(reason_for(model))

    second = Thread(target=wait)
    second.start()
    while not told:
        time.sleep(0.005)
    held.go.set()
    for thread in (first, second):
        thread.join(PATIENCE)
    assert set(reasons) == {FallbackReason.SERVER_ERROR, FallbackReason.PAUSED}
    assert len(server.requests) == FAILURES


@pytest.mark.parametrize("watched", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("says_length", [True, False], ids=["with its length", "without a length"])
def test_of_a_body_without_end_only_the_beginning_is_read(server, made, watched, says_length):
    model, _ = made()
    flood = Flood(40_000_000, says_length)
    server.will(flood)
    with pytest.raises(ModelUnavailable) as caught:
        model.complete("s", "u", watch=(lambda _: None) if watched else None)
    assert caught.value.details["reason"] is FallbackReason.UNUSABLE_REPLY
    assert flood.ended.wait(PATIENCE)
    assert flood.sent < 25_000_000, "what lies in the buffers of the system is sent, and no more"


def test_a_body_that_trickles_in_takes_no_longer_than_a_few_time_outs(server, made):
    model, _ = made(timeout=0.1)
    server.will(Dripping(0.03))
    began = time.monotonic()
    assert reason_for(model) is FallbackReason.TIMED_OUT
    assert time.monotonic() - began < 5


def test_a_first_byte_that_comes_late_but_in_time_is_waited_for(server, made):
    server.will(Slow(0.2))
    assert made()[0].complete("s", "u").text == "Hello there."


def test_a_compressed_body_is_not_asked_for(server, made):
    made()[0].complete("s", "u")
    assert server.headers[0]["Accept-Encoding"] == "identity"


def test_calls_and_their_seconds_are_counted(server, made, meter):
    server.reply = lambda _: json.dumps({"mark": 1})
    made()[0].complete("s", "u")
    assert meter.counted("llm_calls", model="m", outcome="ok") == 1
    assert len(meter.observed("llm_seconds")) == len(meter.observed("llm_queue_seconds")) == 1
