"""From settings to a tracer that sends."""

from __future__ import annotations

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.util.re import parse_env_headers

from interviewer.adapters.otel.model_spans import watch_models
from interviewer.adapters.otel.tracer import OtelTracer

_SECONDS = 5.0


def start_traces(
    endpoint: str, *, headers: str, service: str, version: str, replica: str, words_allowed: bool
) -> OtelTracer:
    """Spans are sent in the background, to `endpoint`/v1/traces; how many of them, OTEL_TRACES_SAMPLER says."""
    resource = Resource.create({"service.name": service, "service.version": version, "service.instance.id": replica})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(
        endpoint=f"{endpoint.rstrip('/')}/v1/traces",
        headers=parse_env_headers(headers, liberal=True) if headers else None,
        timeout=_SECONDS,
    )
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = OtelTracer(provider, words_allowed=words_allowed)
    watch_models(tracer)
    return tracer
