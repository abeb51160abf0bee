"""The chat model: whether its server answers and knows the model; on request, whether it really replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import ChatModel
from interviewer.domain.ports.system import ModelProbe
from interviewer.services.system_check.finding import Finding, failed, ok, problem, warning

_SAYS_NOTHING = (FallbackReason.UNKNOWN_MODEL, FallbackReason.UNUSABLE_REPLY)
"""Servers without a list of models are found so: the list is optional, the model may reply all the same."""


@dataclass(frozen=True, slots=True)
class ModelParts:
    """`place` is the server's address without credentials. `resting` tells whether the circuit breaker keeps calls
    away for now."""

    name: str
    place: str
    chat: ChatModel
    probe: ModelProbe
    resting: Callable[[], bool] = lambda: False


def check(parts: ModelParts | None, *, try_it: bool = False) -> Finding:
    if parts is None:
        return ok("model", "off")
    told = {"model": parts.name, "place": parts.place}
    if parts.resting():
        return warning("model", "resting", **told)
    return _tried(parts, told) if try_it else _listed(parts, told)


def _listed(parts: ModelParts, told: dict[str, str]) -> Finding:
    try:
        names = parts.probe.models()
    except ModelUnavailable as error:
        reason = FallbackReason(str(error.details["reason"]))
        return warning("model", "no_list", **told) if reason in _SAYS_NOTHING else _unavailable(reason, error, told)
    if names and parts.name not in names:
        return warning("model", "not_listed", **told, count=len(names))
    return ok("model", **told)


def _tried(parts: ModelParts, told: dict[str, str]) -> Finding:
    try:
        reply = parts.chat.complete("Reply with the word OK.", "OK?")
    except ModelUnavailable as error:
        return _unavailable(FallbackReason(str(error.details["reason"])), error, told)
    return ok("model", "replied", **told, tokens=reply.usage.tokens)


def _unavailable(reason: FallbackReason, error: ModelUnavailable, told: dict[str, str]) -> Finding:
    if reason is FallbackReason.WRONG_KEY:
        return problem("model", "wrong_key", **told)
    if reason is FallbackReason.UNKNOWN_MODEL:
        return problem("model", "unknown_model", **told)
    return problem("model", "unreachable", **told) if reason is FallbackReason.UNREACHABLE else failed("model", error)
