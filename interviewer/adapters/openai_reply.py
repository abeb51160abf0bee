"""What came back from an OpenAI-compatible server, as a reply of the product's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from interviewer.adapters.json_reply import fitting, unusable, without_thinking
from interviewer.adapters.openai_errors import CUT, chain
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import ModelReply
from interviewer.domain.usage import Usage

EMPTY = "empty reply"
TOO_LONG = "reply too long"
LONGEST_REPLY = 30_000
"""Characters; verdicts on thirty points come to a third of it."""
_CUT_SHORT = ("length", "max_tokens")


def response_format(mode: str, schema: dict[str, Any]) -> dict[str, Any]:
    """How LangChain would ask for an object. Its parser is left out: over a long bad reply it takes hours."""
    if mode != "json_schema":
        return {"type": "json_object"}
    from langchain_core.utils.function_calling import convert_to_openai_function

    function = convert_to_openai_function(schema, strict=True)
    shape = function.pop("parameters")
    return {"type": "json_schema", "json_schema": {**function, "schema": shape}}


def reply_from(message: Any, schema: dict[str, Any] | None, model: str, *, streamed: bool = False) -> ModelReply:
    """The reply in a LangChain message. Raises ModelUnavailable.

    A stream that breaks off raises nothing in the library: it just has no finish reason.
    """
    usage = _usage(message, model)
    try:
        text = _whole_text(message, streamed)
        data = None if schema is None else fitting(text, schema)
    except ModelUnavailable as error:
        error.spend(usage)
        raise
    return ModelReply(
        text=text,
        data=data,
        model=usage.model,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        cached_tokens=usage.cached_tokens,
    )


def spent_on(error: BaseException, model: str) -> Usage:
    """What a reply cost that the library itself refused to read."""
    whole = next((each.completion for each in chain(error) if hasattr(each, "completion")), None)
    usage = getattr(whole, "usage", None)
    details = getattr(usage, "prompt_tokens_details", None)
    return Usage(
        model=model,
        calls=1,
        prompt_tokens=_count(getattr(usage, "prompt_tokens", 0)),
        cached_tokens=_count(getattr(details, "cached_tokens", 0)),
        completion_tokens=_count(getattr(usage, "completion_tokens", 0)),
    )


def watching_config(watch: Callable[[str], None]) -> dict[str, Any]:
    """What makes LangChain tell of each piece of a reply: its text, or the arguments of a tool call."""
    from langchain_core.callbacks import BaseCallbackHandler

    class Handler(BaseCallbackHandler):
        raise_error = True  # else a model that never ends would be listened to for as long as it likes

        def __init__(self) -> None:
            self.text = ""

        def on_llm_new_token(self, token: Any, *, chunk: Any = None, **_: Any) -> None:
            calls = getattr(getattr(chunk, "message", None), "tool_call_chunks", None) or []
            more = str(token) if isinstance(token, str) else ""
            more += "".join(call.get("args") or "" for call in calls)
            if more:
                self.text += more
                with suppress(Exception):  # who looks on may be gone; that is no trouble of the model
                    watch(self.text)
            if len(self.text) > LONGEST_REPLY:
                raise unusable(TOO_LONG)

    return {"callbacks": [Handler()]}


def check_finish(finish_reason: str | None, refusal: str | None = None) -> None:
    """Raises ModelUnavailable for a reply that was refused or cut short."""
    if refusal or finish_reason == "content_filter":
        raise ModelUnavailable(reason=FallbackReason.REFUSED)
    if finish_reason in _CUT_SHORT:
        raise unusable(CUT)


def _whole_text(message: Any, streamed: bool) -> str:
    """The text of a reply that is whole. Raises ModelUnavailable."""
    finish = message.response_metadata.get("finish_reason")
    check_finish(finish, message.additional_kwargs.get("refusal"))
    if streamed and finish is None:
        raise unusable(CUT)
    text = _written(message)
    if not text:
        raise unusable(EMPTY)
    if len(text) > LONGEST_REPLY:
        raise unusable(TOO_LONG)
    return text


def _usage(message: Any, model: str) -> Usage:
    told = message.usage_metadata or {}
    return Usage(
        model=str(message.response_metadata.get("model_name") or model),
        calls=1,
        prompt_tokens=_count(told.get("input_tokens")),
        cached_tokens=_count((told.get("input_token_details") or {}).get("cache_read")),
        completion_tokens=_count(told.get("output_tokens")),
    )


def _count(value: Any) -> int:
    """A number of tokens as some server told it."""
    return max(0, value) if isinstance(value, int) else 0


def _written(message: Any) -> str:
    """The text of the message, or the arguments of the tool call that stands for it."""
    if message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"], ensure_ascii=False)
    if message.invalid_tool_calls:
        return str(message.invalid_tool_calls[0]["args"] or "")
    return without_thinking(str(message.text))
