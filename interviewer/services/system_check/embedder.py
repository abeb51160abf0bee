"""The embedder: it turns a text into a vector."""

from __future__ import annotations

import time

from interviewer.domain.ports import Embedder
from interviewer.services.system_check.finding import Finding, ok


def check(embedder: Embedder) -> Finding:
    """Raises EmbeddingUnavailable."""
    started = time.perf_counter()
    embedder.embed(["预热 warm up"])
    milliseconds = f"{1000 * (time.perf_counter() - started):.0f}"
    return ok("embedder", name=embedder.name, dimensions=embedder.dimensions, milliseconds=milliseconds)
