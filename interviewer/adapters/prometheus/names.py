"""Every metric there is: what it means, and by what it is told apart. `docs/operating.md` lists the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_LONG = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0)


class Kind(StrEnum):
    COUNTER = "counter"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Metric:
    """`labels` are all that it has; a histogram's `buckets` are upper bounds."""

    name: str
    kind: Kind
    meaning: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = _QUICK

    @property
    def exported(self) -> str:
        """The name as it stands in what Prometheus reads; of a histogram, without `_bucket`, `_sum`, `_count`."""
        return f"interviewer_{self.name}" + ("_total" if self.kind is Kind.COUNTER else "")


METRICS = (
    Metric(
        "turns",
        Kind.COUNTER,
        "Turns by what happened to them: asked, answered, answered_follow_up, skipped, skipped_follow_up, graded,"
        " graded_again",
        ("what",),
    ),
    Metric(
        "grades",
        Kind.COUNTER,
        "Answers that were graded; gate and fallback are none where there was none; outcome is graded, cached,"
        " unscored or failed",
        ("grader", "gate", "fallback", "outcome"),
    ),
    Metric("grading_seconds", Kind.HISTOGRAM, "How long grading one answer took, with its model calls", ("grader",)),
    Metric("page_runs", Kind.COUNTER, "Times that a page's script ran", ("page",)),
    Metric("ingest_runs", Kind.COUNTER, "Ingests by how they ended: done, errors, stopped", ("outcome",)),
    Metric("ingest_seconds", Kind.HISTOGRAM, "How long an ingest took", (), _LONG),
    Metric(
        "ingest_sections",
        Kind.COUNTER,
        "Sections that ingests looked at: added, updated, deleted, unchanged",
        ("change",),
    ),
    Metric("llm_calls", Kind.COUNTER, "Requests of a chat model by what came of them", ("model", "outcome")),
    Metric("llm_seconds", Kind.HISTOGRAM, "How long a request of a chat model took", (), _LONG),
    Metric("llm_tokens", Kind.COUNTER, "Tokens as the model's server counts them: prompt, reply", ("direction",)),
    Metric("llm_cost_usd", Kind.COUNTER, "What they cost by the prices the product knows, in dollars"),
    Metric("llm_queue_seconds", Kind.HISTOGRAM, "How long a request waited for its turn", (), _LONG),
    Metric("llm_breaker_opened", Kind.COUNTER, "Times that the circuit breaker opened", ("model",)),
)
