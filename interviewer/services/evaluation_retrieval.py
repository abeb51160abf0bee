"""How well search finds the section that answers a query."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from interviewer.domain.notes import PATH_JOINER, is_under
from interviewer.services.benchmark_files import read_jsonl
from interviewer.services.search import Found, Search
from interviewer.services.topics import Topics

_DEEP = 10


@dataclass(frozen=True, slots=True)
class _Row:
    """`rank` of the first hit among the best ten, 0 for none; `topic_rank` counts other sources' sections too."""

    language: str
    style: str
    rank: int
    topic_rank: int
    milliseconds: float


def evaluate_retrieval(search: Search, queries: Path, topics: Topics | None = None) -> dict[str, Any]:
    """The object of `eval retrieval --json`. With topics, sections about the same topic count as topic hits.

    Raises PathNotFound, BenchmarkFileBroken.
    """
    asked = [row for _, row in read_jsonl(queries, ("query", "topic"))]
    if asked:
        search.find(asked[0]["query"], _DEEP)
    rows = [_measure(search, row, topics) for row in asked]
    result: dict[str, Any] = {"n": len(rows), **_recalls(rows)}
    if topics is not None:
        result["topic_recall_at_1"] = _share(rows, "topic_rank", 1)
        result["topic_recall_at_3"] = _share(rows, "topic_rank", 3)
    for name in ("language", "style"):
        groups: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            groups[getattr(row, name)].append(row)
        result[f"by_{name}"] = {key: {"n": len(group), **_recalls(group)} for key, group in sorted(groups.items())}
    times = [row.milliseconds for row in rows]
    result["p50_ms"], result["p95_ms"] = _percentile(times, 50), _percentile(times, 95)
    return result


def _measure(search: Search, row: dict[str, Any], topics: Topics | None) -> _Row:
    started = time.perf_counter()
    found = search.find(row["query"], _DEEP)
    milliseconds = 1000 * (time.perf_counter() - started)
    topic = str(row["topic"])
    wanted = topics.of(topic.split(PATH_JOINER)) if topics else None
    hits = [is_under(each.section.path, topic) for each in found]
    same = [
        hit or (topics is not None and wanted is not None and _topic(topics, each) == wanted)
        for hit, each in zip(hits, found, strict=True)
    ]
    return _Row(str(row.get("language", "?")), str(row.get("style", "?")), _first(hits), _first(same), milliseconds)


def _topic(topics: Topics, found: Found) -> str | None:
    return topics.of(found.section.steps)


def _first(hits: Sequence[bool]) -> int:
    return hits.index(True) + 1 if True in hits else 0


def _recalls(rows: Sequence[_Row]) -> dict[str, float]:
    return {
        "recall_at_1": _share(rows, "rank", 1),
        "recall_at_3": _share(rows, "rank", 3),
        "mrr": round(fmean(1 / row.rank if row.rank else 0.0 for row in rows), 4) if rows else 0.0,
    }


def _share(rows: Sequence[_Row], rank: str, within: int) -> float:
    return round(fmean(0 < getattr(row, rank) <= within for row in rows), 4) if rows else 0.0


def _percentile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return round(values[0], 2) if values else 0.0
    return round(quantiles(values, n=100, method="inclusive")[percent - 1], 2)
