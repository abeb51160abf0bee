"""Traces by OpenTelemetry. Imported only where an address for them is set."""

from interviewer.adapters.otel.setup import start_traces
from interviewer.adapters.otel.tracer import OtelTracer

__all__ = ["OtelTracer", "start_traces"]
