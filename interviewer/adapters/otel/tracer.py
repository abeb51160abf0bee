"""The Tracer port on OpenTelemetry's SDK."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import NonRecordingSpan, SpanContext, Status, StatusCode

from interviewer.domain.ports.tracer import Fact

_REMEMBERED = 1_000
"""Turns whose first step is known; an older one begins a trace of its own."""


class OtelTracer:
    """Spans of one provider, which is not the process's global one: other libraries do not write into it."""

    def __init__(self, provider: TracerProvider, *, words_allowed: bool = False) -> None:
        self._provider = provider
        self._words_allowed = words_allowed
        self._begun: OrderedDict[str, SpanContext] = OrderedDict()
        self._lock = Lock()
        self.tracer = provider.get_tracer("interviewer")
        """For spans that a library's own hooks begin and end."""

    @property
    def words_allowed(self) -> bool:
        return self._words_allowed

    @contextmanager
    def span(self, name: str, /, *, of: str = "", **facts: Fact) -> Iterator[OtelSpan]:
        """What an error says stays out of it: it may quote an answer."""
        with self.tracer.start_as_current_span(
            name,
            context=self._above(of),
            attributes={f"interviewer.{key}": value for key, value in facts.items()},
            record_exception=self._words_allowed,
            set_status_on_exception=False,
        ) as opened:
            self._remember(of, opened.get_span_context())
            try:
                yield OtelSpan(opened, self._words_allowed)
            except BaseException as error:
                mark_failed(opened, error)
                raise

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()

    def _above(self, of: str) -> Context | None:
        """The step that is going on in this thread, which needs no word; else the first one of the turn."""
        if not of or trace.get_current_span().get_span_context().is_valid:
            return None
        with self._lock:
            first = self._begun.get(of)
        return trace.set_span_in_context(NonRecordingSpan(first)) if first else None

    def _remember(self, of: str, opened: SpanContext) -> None:
        if not of:
            return
        with self._lock:
            self._begun.setdefault(of, opened)
            while len(self._begun) > _REMEMBERED:
                self._begun.popitem(last=False)


class OtelSpan:
    def __init__(self, span: trace.Span, words_allowed: bool) -> None:
        self._span = span
        self._words_allowed = words_allowed

    def tell(self, **facts: Fact) -> None:
        self._span.set_attributes({f"interviewer.{key}": value for key, value in facts.items()})

    def words(self, **texts: str) -> None:
        if self._words_allowed:
            self.tell(**texts)


def mark_failed(span: trace.Span, error: BaseException) -> None:
    """By the kind of the error only."""
    span.set_attribute("error.type", type(error).__qualname__)
    span.set_status(Status(StatusCode.ERROR))
