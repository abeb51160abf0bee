"""A span for each call of a chat model, by LangChain's own callbacks, with OpenTelemetry's names for such calls."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.tracers.context import register_configure_hook
from opentelemetry.trace import Span, SpanKind

from interviewer.adapters.otel.tracer import OtelTracer, mark_failed


class ModelSpans(BaseCallbackHandler):
    """Begins and ends spans for a tracer; without one it does nothing. Prompts and replies are left out unless the
    tracer allows words."""

    run_inline = True  # in the thread of the call, where the span of the turn is the current one

    def __init__(self) -> None:
        self.tracer: OtelTracer | None = None
        self._open: dict[UUID, Span] = {}

    def on_chat_model_start(
        self,
        serialized: dict[str, Any],  # noqa: ARG002  # the library's signature
        messages: list[list[Any]],
        *,
        run_id: UUID,
        invocation_params: dict[str, Any] | None = None,
        **_: Any,
    ) -> None:
        if self.tracer is None:
            return
        asked = invocation_params or {}
        model = str(asked.get("model") or asked.get("model_name") or "")
        span = self.tracer.tracer.start_span(f"chat {model}", kind=SpanKind.CLIENT)
        span.set_attributes(
            {
                "gen_ai.operation.name": "chat",
                "gen_ai.provider.name": "openai",
                "gen_ai.request.model": model,
            }
        )
        if self.tracer.words_allowed:
            span.set_attribute("gen_ai.input.messages", "\n\n".join(str(each.text) for each in messages[0]))
        self._open[run_id] = span

    def on_llm_end(self, response: Any, *, run_id: UUID, **_: Any) -> None:
        if (span := self._open.pop(run_id, None)) is None:
            return
        message = _message(response)
        told = getattr(message, "response_metadata", None) or {}
        usage = getattr(message, "usage_metadata", None) or {}
        facts = {
            "gen_ai.response.model": told.get("model_name"),
            "gen_ai.usage.input_tokens": usage.get("input_tokens"),
            "gen_ai.usage.output_tokens": usage.get("output_tokens"),
        }
        span.set_attributes({name: value for name, value in facts.items() if value is not None})
        if finish := told.get("finish_reason"):
            span.set_attribute("gen_ai.response.finish_reasons", [str(finish)])
        if self.tracer is not None and self.tracer.words_allowed:
            span.set_attribute("gen_ai.output.messages", str(getattr(message, "text", "")))
        span.end()

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **_: Any) -> None:
        if (span := self._open.pop(run_id, None)) is not None:
            mark_failed(span, error)
            span.end()


_spans = ModelSpans()
_hook: ContextVar[Any] = ContextVar("interviewer_model_spans", default=_spans)
"""LangChain asks this variable, in whatever thread a call is made, for a handler that all calls have."""
_hooked: list[bool] = []


def watch_models(tracer: OtelTracer | None) -> None:
    """Have all calls of chat models of this process in the traces, or, with None, no longer."""
    _spans.tracer = tracer
    if not _hooked:
        register_configure_hook(_hook, inheritable=True)
        _hooked.append(True)


def _message(response: Any) -> Any:
    generations = getattr(response, "generations", None) or [[]]
    return getattr(generations[0][0], "message", None) if generations[0] else None
