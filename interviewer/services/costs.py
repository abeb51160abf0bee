"""What calls of a model cost by list price, and how that is said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from interviewer.domain.assessment import Assessment
from interviewer.domain.sessions import Turn
from interviewer.domain.usage import Usage
from interviewer.i18n import translate

PRICES = Path(__file__).parent.parent / "prices.toml"
_DATE = re.compile(r"-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$")
_MILLION = 1_000_000
_LEAST_SHOWN = 0.00005


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens; `cached` is for what the server still had of a prompt."""

    prompt: float
    cached: float
    reply: float


@cache
def prices(file: Path = PRICES) -> dict[str, Price]:
    """By the model's plain name."""
    with file.open("rb") as opened:
        return {name: Price(**price) for name, price in tomllib.load(opened)["models"].items()}


def price_of(model: str) -> Price | None:
    """The price of a model, also under the name of a dated version or of a reseller; None when it is not known."""
    plain = model.casefold().rsplit("/", 1)[-1]
    return prices().get(plain) or prices().get(_DATE.sub("", plain))


def cost(usage: Usage) -> float | None:
    """In US dollars; None for a model without a known price."""
    price = price_of(usage.model)
    if price is None:
        return None
    cached = min(usage.cached_tokens, usage.prompt_tokens)
    fresh = usage.prompt_tokens - cached
    return (fresh * price.prompt + cached * price.cached + usage.completion_tokens * price.reply) / _MILLION


def by_model(turns: Iterable[Turn]) -> tuple[Usage, ...]:
    """All that a session took, for questions, grades and follow-ups: one sum a model, in the order of first use."""
    sums: dict[str, Usage] = {}
    for usage in (each for turn in turns for each in _of_turn(turn)):
        if usage is not None and usage.calls:
            sums[usage.model] = sums.get(usage.model, Usage()) + usage
    return tuple(sums.values())


def usage_json(usage: Usage) -> dict[str, Any]:
    price = cost(usage)
    return {
        "model": usage.model,
        "calls": usage.calls,
        "prompt_tokens": usage.prompt_tokens,
        "cached_tokens": usage.cached_tokens,
        "completion_tokens": usage.completion_tokens,
        "cost_usd": None if price is None else round(price, 6),
    }


def in_words(usage: Usage, language: str, *, from_cache: bool = False) -> str:
    """One line, such as "gpt-5-mini · 1 call · 1,234 tokens · $0.0012", of what is known."""
    if from_cache:
        return f"{usage.model} · {translate('usage.from_cache', language)}"
    calls = translate("usage.call" if usage.calls == 1 else "usage.calls", language, n=usage.calls)
    parts = [usage.model, calls]
    if usage.tokens:
        parts.append(translate("usage.tokens", language, n=f"{usage.tokens:,}"))
        price = cost(usage)
        parts += [] if price is None else [dollars(price)]
    return " · ".join(part for part in parts if part)


def dollars(amount: float) -> str:
    if 0 < amount < _LEAST_SHOWN:
        return "<$0.0001"
    return f"${amount:,.2f}" if amount >= 1 else f"${amount:.4f}"


def _of_turn(turn: Turn) -> Iterable[Usage | None]:
    yield turn.question.usage
    yield from _of_assessment(turn.assessment)
    for each in turn.follow_ups:
        yield each.follow_up.usage
        yield from _of_assessment(each.assessment)


def _of_assessment(assessment: Assessment | None) -> Iterable[Usage | None]:
    """Appeals too: they were judged by the same model."""
    if assessment is not None:
        yield assessment.usage
        yield from (appeal.usage for verdict in assessment.verdicts for appeal in verdict.appeals)
