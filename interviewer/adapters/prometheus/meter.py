"""The Meter port on a registry of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from interviewer.adapters.prometheus.names import METRICS, Kind, Metric

MOST_VALUES = 50
"""Of one label of one metric; what comes after them is counted as `other`."""
_LONGEST_VALUE = 80
_log = logging.getLogger("interviewer.metrics")


class PrometheusMeter:
    """Counts what METRICS names. Other names are passed over with one line in the log: counting never breaks work."""

    media_type = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self, metrics: Iterable[Metric] = METRICS) -> None:
        # When each series began is of no use to anybody, and doubles their number.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._metrics = {metric.name: metric for metric in metrics}
        self._made: dict[str, Any] = {name: _make(metric, self._registry) for name, metric in self._metrics.items()}
        self._seen: dict[tuple[str, str], set[str]] = {}
        self._passed_over: set[str] = set()
        self._lock = Lock()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        GCCollector(registry=self._registry)

    def count(self, name: str, amount: float = 1.0, /, **labels: str) -> None:
        if (made := self._found(name, Kind.COUNTER, labels)) is not None and amount >= 0:
            made.inc(amount)

    def observe(self, name: str, value: float, /, **labels: str) -> None:
        if (made := self._found(name, Kind.HISTOGRAM, labels)) is not None:
            made.observe(value)

    def gauge(self, name: str, meaning: str, read: Callable[[], float | None]) -> None:
        """Have a number read whenever the metrics are; None, or an error, leaves it out that time."""
        self._registry.register(_Gauge(f"interviewer_{name}", meaning, read))

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)

    def _found(self, name: str, kind: Kind, labels: Mapping[str, str]) -> Any:
        metric = self._metrics.get(name)
        if metric is None or metric.kind is not kind:
            if name not in self._passed_over:
                self._passed_over.add(name)
                _log.warning("there is no metric of that name: %s", name)
            return None
        if not metric.labels:
            return self._made[name]
        return self._made[name].labels(*(self._bounded(name, label, labels.get(label, "")) for label in metric.labels))

    def _bounded(self, name: str, label: str, value: str) -> str:
        value = str(value)[:_LONGEST_VALUE]
        with self._lock:
            seen = self._seen.setdefault((name, label), set())
            if value in seen:
                return value
            if len(seen) >= MOST_VALUES:
                return "other"
            seen.add(value)
        return value


class _Gauge:
    def __init__(self, name: str, meaning: str, read: Callable[[], float | None]) -> None:
        self._name = name
        self._meaning = meaning
        self._read = read

    def describe(self) -> list[GaugeMetricFamily]:
        return [GaugeMetricFamily(self._name, self._meaning)]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            value = self._read()
        except Exception:  # what cannot be read now is left out; the rest of the metrics is not its business
            _log.debug("%s could not be read", self._name, exc_info=True)
            return
        if value is not None:
            yield GaugeMetricFamily(self._name, self._meaning, value=value)


def _make(metric: Metric, registry: CollectorRegistry) -> Counter | Histogram:
    name = f"interviewer_{metric.name}"
    if metric.kind is Kind.COUNTER:
        return Counter(name, metric.meaning, metric.labels, registry=registry)
    return Histogram(name, metric.meaning, metric.labels, registry=registry, buckets=metric.buckets)
