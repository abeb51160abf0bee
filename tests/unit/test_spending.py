from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from interviewer.adapters.llm_grader import LLMGrader
from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.bootstrap import Container
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.circuit import CircuitState
from interviewer.domain.errors import DatabaseUnavailable, InvalidSetting, ModelUnavailable
from interviewer.domain.ports import ModelReply
from interviewer.domain.queueing import asker
from interviewer.domain.spending import Budget, Spending, day_of, next_day
from interviewer.domain.usage import Usage
from interviewer.domain.users import User
from interviewer.services.model_standing import ModelStanding, Standing
from interviewer.services.spending import AccountedChat, Purse
from interviewer.services.with_fallback import FallbackGrader
from interviewer.settings import Settings
from tests.fakes import FakeClock, FakeMeter, FakeSpendingStore
from tests.samples import a_question

NIGHT = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)


class Priced(ScriptedChat):
    """Says that a reply took so many tokens, and remembers for whom it was asked."""

    def __init__(self, tokens=1000, model="gpt-5-mini"):
        super().__init__(lambda _: "好的", name=model)
        self.tokens, self.model, self.asked_for, self.failing = tokens, model, [], False

    def complete(self, system, user, schema=None, *, watch=None):
        self.asked_for.append(asker())
        if self.failing:
            raise ModelUnavailable(reason=FallbackReason.UNUSABLE_REPLY, usage=Usage(self.model, 1, self.tokens))
        return ModelReply("好的", None, self.model, prompt_tokens=self.tokens)


@pytest.fixture
def store():
    return FakeSpendingStore()


@pytest.fixture
def clock():
    return FakeClock(NIGHT)


def chat(store, clock, model=None, user="a@b.c", meter=None, **budget):
    return AccountedChat(model or Priced(), Purse(user, Budget(**budget), store, clock), meter or FakeMeter())


def is_refused(model):
    with pytest.raises(ModelUnavailable) as caught:
        model.complete("s", "u")
    return caught.value.details["reason"] is FallbackReason.BUDGET_USED


@pytest.mark.parametrize("budget", [{"tokens": 1500}, {"micro_usd": 400}], ids=["tokens", "dollars"])
def test_a_user_is_served_until_his_budget_is_used_up(store, clock, budget):
    inner = Priced()  # 1,000 tokens of its prompts cost 250 millionths of a dollar
    model = chat(store, clock, inner, **budget)
    for _ in range(2):
        model.complete("s", "u")
    assert is_refused(model)
    assert len(inner.asked_for) == 2
    assert store.spent("a@b.c", "2026-11-28") == Spending(2, 2000, 500)


def test_the_next_day_in_utc_begins_with_a_whole_budget(store, clock):
    model = chat(store, clock, tokens=1)
    model.complete("s", "u")
    assert model.purse.used_up_until() == datetime(2026, 11, 29, tzinfo=UTC)
    clock.advance(minutes=30)
    assert model.purse.used_up_until() is None
    model.complete("s", "u")


def test_days_are_those_of_utc_wherever_the_machine_stands():
    there = NIGHT.astimezone(timezone(timedelta(hours=8)))
    assert (there.day, day_of(there)) == (29, "2026-11-28")
    assert next_day(there) == datetime(2026, 11, 29, tzinfo=UTC)


def test_the_budget_of_one_user_is_not_that_of_another(store, clock):
    chat(store, clock, tokens=1).complete("s", "u")
    assert is_refused(chat(store, clock, tokens=1))
    chat(store, clock, user="other", tokens=1).complete("s", "u")


def test_what_another_replica_spent_counts_too(store, clock):
    first, second = chat(store, clock, tokens=1500), chat(store, clock, tokens=1500)
    for each in (first, second):
        each.complete("s", "u")
    assert is_refused(first)


def test_what_was_spent_in_vain_is_spent(store, clock):
    inner = Priced()
    inner.failing = True
    model = chat(store, clock, inner, tokens=500)
    with pytest.raises(ModelUnavailable) as caught:
        model.complete("s", "u")
    assert caught.value.details["reason"] is FallbackReason.UNUSABLE_REPLY
    assert is_refused(model)


def test_of_a_server_that_tells_no_tokens_they_are_estimated(store, clock):
    chat(store, clock, Priced(tokens=0), tokens=1000).complete("一二三四五", "六七八九十")
    assert 10 <= store.spent("a@b.c", "2026-11-28").tokens <= 30


def test_a_stream_is_paid_for_too(store, clock):
    assert "".join(chat(store, clock, tokens=1000).stream("s", "u")) == "好的"
    assert store.spent("a@b.c", "2026-11-28").calls == 1


def test_the_model_is_asked_in_the_name_of_the_user(store, clock):
    inner = Priced()
    chat(store, clock, inner).complete("s", "u")
    assert inner.asked_for == ["a@b.c"]
    assert asker() == ""


def test_without_a_budget_nothing_is_written(clock):
    model = AccountedChat(Priced(), Purse("a@b.c", Budget(), None, clock), FakeMeter())
    assert model.complete("s", "u").text == "好的"
    assert model.purse.used_up_until() is None


def test_a_reply_is_not_lost_when_its_price_cannot_be_written_and_the_price_is_not_either(store, clock, monkeypatch):
    def broken(*_):
        raise DatabaseUnavailable(url="x")

    model = chat(store, clock, tokens=1500)
    with monkeypatch.context() as patch:
        patch.setattr(FakeSpendingStore, "add", broken)
        patch.setattr(FakeSpendingStore, "spent", broken)
        assert model.complete("s", "u").text == "好的"
    model.complete("s", "u")
    assert store.spent("a@b.c", "2026-11-28").tokens == 2000


def test_tokens_and_dollars_are_counted(store, clock):
    meter = FakeMeter()
    chat(store, clock, meter=meter).complete("s", "u")
    assert meter.counted("llm_tokens", direction="prompt") == 1000
    assert meter.counted("llm_cost_usd") == pytest.approx(0.00025)


def test_an_answer_is_graded_by_the_stand_in_with_that_reason_when_the_budget_is_used_up(store, clock):
    class Embedded:
        name = "embedded"

        def grade(self, question, answer):
            from tests.samples import an_assessment

            return an_assessment(grader="embedded")

    model = chat(store, clock, tokens=1)
    store.add("a@b.c", "2026-11-28", Spending(1, 1, 1))
    graded = FallbackGrader(LLMGrader(model), Embedded()).grade(a_question(), "从库重放")
    assert (graded.grader, graded.fallback_reason) == ("embedded", FallbackReason.BUDGET_USED)
    assert graded.usage is None
    assert graded.may_be_better


class Gate:
    state, seconds_left, seconds_held, waiting = CircuitState.CLOSED, 0.0, 0.0, 0


@pytest.mark.parametrize(
    ("state", "left", "held", "reason", "seconds"),
    [
        (CircuitState.CLOSED, 0, 0, None, None),
        (CircuitState.CLOSED, 0, 2, None, None),
        (CircuitState.CLOSED, 0, 60, FallbackReason.RATE_LIMITED, 60),
        (CircuitState.OPEN, 45, 0, FallbackReason.PAUSED, 45),
        (CircuitState.HALF_OPEN, 0, 0, None, None),
    ],
)
def test_it_can_be_seen_whether_the_model_is_asked_and_until_when_not(clock, state, left, held, reason, seconds):
    gate = Gate()
    gate.state, gate.seconds_left, gate.seconds_held = state, left, held
    standing = ModelStanding(gate, Purse("x", Budget(), None, clock), clock).now()
    assert standing == Standing(reason, None if seconds is None else NIGHT + timedelta(seconds=seconds))


def test_a_used_up_budget_is_told_before_all_else(store, clock):
    store.add("x", "2026-11-28", Spending(tokens=5))
    standing = ModelStanding(Gate(), Purse("x", Budget(tokens=5), store, clock), clock).now()
    assert standing == Standing(FallbackReason.BUDGET_USED, datetime(2026, 11, 29, tzinfo=UTC))
    assert ModelStanding(None, Purse("x", Budget(tokens=5), store, clock), clock).now() == Standing()


def a_container(tmp_path, **settings):
    return Container(Settings(data_dir=tmp_path, openai_api_key="k", **settings))


def test_a_budget_in_dollars_needs_a_price(tmp_path):
    container = a_container(tmp_path, openai_model="my-own-model", llm_daily_budget_usd=1.0)
    with pytest.raises(InvalidSetting) as caught:
        _ = container.chat_model
    assert caught.value.details["name"] == "LLM_DAILY_BUDGET_USD"


def test_users_share_line_and_breaker_and_each_has_a_purse_of_his_own(tmp_path):
    first = a_container(tmp_path)
    second = Container(first.settings, model_server=first.model_server, user=User("other@b.c"))
    assert first.chat_model.inner is second.chat_model.inner
    assert (first.purse.user_id, second.purse.user_id) == ("local", "other@b.c")
