"""What calls cost, and how it is said."""

from __future__ import annotations

import tomllib

import pytest

from interviewer.domain.usage import Usage
from interviewer.services.costs import PRICES, cost, dollars, in_words, price_of, prices, usage_json

TOOK = Usage("gpt-5-mini", 1, 1_000, 400, 234)


def test_the_cached_part_of_a_prompt_and_the_reply_have_prices_of_their_own() -> None:
    price = prices()["gpt-5-mini"]
    assert cost(TOOK) == pytest.approx((600 * price.prompt + 400 * price.cached + 234 * price.reply) / 1e6)


def test_a_server_that_counts_more_cached_tokens_than_it_was_sent_makes_nothing_cheaper_than_cached() -> None:
    assert cost(Usage("gpt-5-mini", 1, 100, 10_000, 0)) == pytest.approx(100 * prices()["gpt-5-mini"].cached / 1e6)


@pytest.mark.parametrize("name", ["gpt-5-mini", "gpt-5-mini-2025-08-07", "openai/gpt-5-mini", "GPT-5-mini"])
def test_dated_versions_and_resellers_names_are_the_same_model(name: str) -> None:
    assert price_of(name) == prices()["gpt-5-mini"]


@pytest.mark.parametrize("name", ["local", "", "gpt-5-mini-turbo", "gpt-5-m", "my-gpt-5"])
def test_a_name_that_is_only_like_a_known_one_has_no_price(name: str) -> None:
    assert price_of(name) is None
    assert cost(Usage(name, 1, 1, 1, 1)) is None


def test_the_file_says_when_and_where_its_prices_were_read_and_a_cached_token_is_never_dearer() -> None:
    told = tomllib.loads(PRICES.read_text("utf-8"))
    assert told["checked"].year >= 2026
    assert all(told["source"].values())
    assert all(0 < price.cached <= price.prompt < price.reply for price in prices().values())


def test_calls_tokens_and_cost_are_one_line() -> None:
    assert in_words(TOOK, "en") == "gpt-5-mini · 1 call · 1,234 tokens · $0.0006"
    assert in_words(TOOK, "zh") == "gpt-5-mini · 1 次调用 · 1,234 tokens · $0.0006"
    assert in_words(TOOK + TOOK, "en").startswith("gpt-5-mini · 2 calls · 2,468 tokens")


def test_of_an_unknown_model_the_tokens_are_told_and_of_a_silent_server_the_calls() -> None:
    assert in_words(Usage("local", 1, 1_000, 0, 5), "en") == "local · 1 call · 1,005 tokens"
    assert in_words(Usage("gpt-5-mini", 2), "en") == "gpt-5-mini · 2 calls"
    assert usage_json(Usage("local", 1, 2, 0, 3))["cost_usd"] is None


def test_a_grade_of_before_says_so() -> None:
    assert in_words(Usage("gpt-5-mini"), "en", from_cache=True).startswith("gpt-5-mini · the same answer")


@pytest.mark.parametrize(
    ("amount", "shown"), [(0.0, "$0.0000"), (0.00001, "<$0.0001"), (0.00126, "$0.0013"), (1234.5, "$1,234.50")]
)
def test_amounts_are_shown_as_precisely_as_matters(amount: float, shown: str) -> None:
    assert dollars(amount) == shown


def test_usage_adds_up_under_the_name_of_the_last_model() -> None:
    assert Usage("a", 1, 2, 1, 3) + Usage("b", 1, 10, 5, 20) == Usage("b", 2, 12, 6, 23)
    assert (Usage("a", 1) + Usage()).model == "a"
