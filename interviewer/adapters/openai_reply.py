"""What came back from an OpenAI-compatible server, as a reply of the product's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from interviewer.adapters.json_reply import fitting, unusable, without_thinking
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import ModelReply

CUT = "cut reply"
_CUT_SHORT = ("length", "max_tokens")


def reply_from(found: Any, schema: dict[str, Any] | None, model: str, *, streamed: bool = False) -> ModelReply:
    """The reply in a LangChain message, or in what structured output wraps around it. Raises ModelUnavailable.

    A stream that breaks off raises nothing in the library: it just has no finish reason.
    """
    message = found["raw"] if isinstance(found, dict) else found
    finish = message.response_metadata.get("finish_reason")
    check_finish(finish, message.additional_kwargs.get("refusal"))
    if streamed and finish is None:
        raise unusable(CUT)
    text = _written(message)
    if not text:
        raise unusable("empty reply")
    usage = message.usage_metadata or {}
    return ModelReply(
        text=text,
        data=None if schema is None else fitting(text, schema),
        model=str(message.response_metadata.get("model_name") or model),
        prompt_tokens=usage.get("input_tokens", 0),
        completion_tokens=usage.get("output_tokens", 0),
    )


def watching_config(watch: Callable[[str], None]) -> dict[str, Any]:
    """What makes LangChain tell of each piece of a reply: its text, or the arguments of a tool call."""
    from langchain_core.callbacks import BaseCallbackHandler

    class Handler(BaseCallbackHandler):
        def __init__(self) -> None:
            self.text = ""

        def on_llm_new_token(self, token: Any, *, chunk: Any = None, **_: Any) -> None:
            calls = getattr(getattr(chunk, "message", None), "tool_call_chunks", None) or []
            more = str(token) if isinstance(token, str) else ""
            more += "".join(call.get("args") or "" for call in calls)
            if more:
                self.text += more
                watch(self.text)

    return {"callbacks": [Handler()]}


def check_finish(finish_reason: str | None, refusal: str | None = None) -> None:
    """Raises ModelUnavailable for a reply that was refused or cut short."""
    if refusal or finish_reason == "content_filter":
        raise ModelUnavailable(reason=FallbackReason.REFUSED)
    if finish_reason in _CUT_SHORT:
        raise unusable(CUT)


def _written(message: Any) -> str:
    """The text of the message, or the arguments of the tool call that stands for it."""
    if message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"], ensure_ascii=False)
    return without_thinking(str(message.text))
