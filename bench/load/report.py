"""Figures of what was watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

from bench.load.crowd import Watched
from bench.load.process import slope_per_hour

WARM_UP_S = 300
"""Seconds of a long run that are left out of the slope: caches fill up to their bounds."""


def figures(watched: Watched) -> dict[str, Any]:
    seen, began, lasted = watched.seen, watched.began, watched.lasted
    feedback = _since(seen.feedback, began)
    errors = [what for at, what in seen.errors if at >= began]
    cores = _cores(watched)
    return {
        "sessions": watched.crowd.count,
        "think_s": watched.crowd.think,
        "seconds": round(lasted),
        "held": round(sum(watched.connected) / max(1, len(watched.connected)), 1),
        "turns": len(feedback),
        "turns_a_second": round(len(feedback) / lasted, 2),
        "feedback": _spread(feedback),
        "settled": _spread(_since(seen.settled, began)),
        "page_moves": _spread(_since(seen.moved, began)),
        "windows_opened": _spread(_since(seen.opened, began)),
        "reports": seen.reports,
        "errors": len(errors),
        "errors_coming_in": len(seen.errors) - len(errors),
        "kinds_of_errors": dict(Counter(what for _, what in seen.errors).most_common(5)),
        "server_cores": cores,
        "server_ms_a_turn": round(1000 * sum(cores) * lasted / max(1, len(feedback))),
        "load_tool_cores": round(watched.load_tool_cores, 2),
        "machine_share": round(watched.machine_share, 2),
        "load_average": round(watched.load_average, 1),
    } | _memory(watched)


def _since(times: Sequence[tuple[float, float]], began: float) -> list[float]:
    """Those whose waiting began in the time that is looked at."""
    return [taken for at, taken in times if at - taken >= began]


def _spread(times: Sequence[float]) -> dict[str, Any]:
    if len(times) < 2:
        return {"n": len(times)}
    parts = quantiles(times, n=100, method="inclusive")
    milliseconds = {"p50_ms": median(times), "p95_ms": parts[94], "p99_ms": parts[98], "most_ms": max(times)}
    return {"n": len(times)} | {name: round(1000 * value) for name, value in milliseconds.items()}


def _cores(watched: Watched) -> list[float]:
    """What each process that serves used of one core."""
    (_, first), (_, last) = watched.usage[0], watched.usage[-1]
    return [round((b.cpu_s - a.cpu_s) / watched.lasted, 2) for a, b in zip(first, last, strict=True)]


def _memory(watched: Watched) -> dict[str, Any]:
    """Megabytes of all processes that serve: before anyone came, when all were there, and the difference for each."""
    before, there = (sum(each.rss_mb for each in now) for now in (watched.before, watched.usage[0][1]))
    end = sum(each.rss_mb for each in watched.usage[-1][1])
    a_session = (end - before) / watched.crowd.count
    return {
        "rss_mb_before": round(before),
        "rss_mb": round(there),
        "rss_mb_at_end": round(end),
        "mb_a_session": round(a_session, 2),
    }


def long_run(watched: Watched) -> dict[str, Any]:
    """With how memory, threads and open files went on."""
    rows = [(at - watched.began, now) for at, now in watched.usage]
    late = [(at, now) for at, now in rows if at >= WARM_UP_S] or rows
    memory = [(at, sum(each.rss_mb for each in now)) for at, now in late]
    threads = [sum(each.threads for each in now) for _, now in late]
    files = [sum(each.files for each in now) for _, now in late]
    return figures(watched) | {
        "warm_up_s": WARM_UP_S,
        "samples": len(late),
        "rss_mb_after_warm_up": round(memory[0][1], 1),
        "rss_mb_last": round(memory[-1][1], 1),
        "rss_mb_most": round(max(mb for _, mb in memory), 1),
        "growth_mb_an_hour": round(slope_per_hour(memory), 1),
        "threads": [min(threads), max(threads)],
        "files": [min(files), max(files)],
        "rss_mb_by_minute": [round(sum(each.rss_mb for each in now)) for _, now in rows[::6]],
    }
