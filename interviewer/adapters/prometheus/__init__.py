"""Metrics in Prometheus' form."""

from interviewer.adapters.prometheus.meter import PrometheusMeter

__all__ = ["PrometheusMeter"]
