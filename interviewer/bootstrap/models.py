"""The chat model: what all users of a process share, and what is one user's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewer.domain.errors import InvalidSetting
from interviewer.domain.spending import MICRO, Budget
from interviewer.services.costs import price_of
from interviewer.services.spending import AccountedChat, Purse
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.adapters.model_gate import Gate
    from interviewer.bootstrap.foundation import Foundation
    from interviewer.domain.ports import ChatModel
    from interviewer.domain.ports.meter import Meter


@dataclass(frozen=True, slots=True)
class ModelServer:
    """The model on its server, with the gate that every call passes: one of each a process."""

    chat: ChatModel
    gate: Gate


def model_server(settings: Settings, meter: Meter) -> ModelServer:
    from interviewer.adapters.dialects import Dialects
    from interviewer.adapters.model_gate import Gate
    from interviewer.adapters.model_line import Line
    from interviewer.adapters.openai_chat import OPENAI, OpenAIChat
    from interviewer.adapters.rate_window import RateWindow
    from interviewer.domain.circuit import Circuit

    window = RateWindow(settings.llm_requests_per_minute, settings.llm_tokens_per_minute)
    line = Line(window, at_once=settings.llm_concurrent, patience=settings.llm_timeout_seconds)
    circuit = Circuit(settings.llm_breaker_failures, settings.llm_breaker_seconds)
    gate = Gate(line, circuit, model=settings.openai_model, meter=meter)
    chat = OpenAIChat(
        model=settings.openai_model,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url or OPENAI,
        timeout_seconds=settings.llm_timeout_seconds,
        dialects=Dialects(settings.data_dir / "model-servers.json"),
        gate=gate,
    )
    return ModelServer(chat, gate)


def purse(foundation: Foundation) -> Purse:
    """The user's own. Raises InvalidSetting for a budget in money where the model has no known price."""
    from interviewer.adapters.sql.spending_store import SqlSpendingStore

    settings = foundation.settings
    if settings.llm_daily_budget_usd and price_of(settings.openai_model) is None:
        raise InvalidSetting(
            name="LLM_DAILY_BUDGET_USD",
            value=str(settings.llm_daily_budget_usd),
            allowed=f"0, {settings.openai_model} in interviewer/prices.toml, LLM_DAILY_BUDGET_TOKENS",
        )
    budget = Budget(settings.llm_daily_budget_tokens, round(settings.llm_daily_budget_usd * MICRO))
    store = SqlSpendingStore(foundation.database) if budget else None
    return Purse(foundation.user.id, budget, store, foundation.clock)


def personal(foundation: Foundation, server: ModelServer) -> ChatModel:
    return AccountedChat(server.chat, foundation.purse, foundation.meter)
