"""Many candidates at once, and the figures of the time in which all of them were there."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from bench.load.answers import AnswerBook
from bench.load.candidate import Candidate, Seen
from bench.load.process import Usage, machine_cpu_s, usage

COME_IN_S = 0.25
"""Seconds between one candidate and the next."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """`count` candidates at `think` seconds on average, measured for `seconds` after the last has had time to come in.

    `urls` are the addresses that they come to, in turn; `pids` the processes that serve.
    """

    count: int
    think: float
    seconds: float
    urls: Sequence[str]
    pids: Sequence[int]
    seed: int = 1


def run(crowd: Crowd, book: AnswerBook) -> dict[str, Any]:
    return asyncio.run(_run(crowd, book))


async def _run(crowd: Crowd, book: AnswerBook) -> dict[str, Any]:
    before = [usage(pid) for pid in crowd.pids]
    seen, tasks = Seen(), []
    for number in range(crowd.count):
        chance = random.Random(1000 * crowd.seed + number)
        url = crowd.urls[number % len(crowd.urls)]
        tasks.append(asyncio.create_task(Candidate(url, crowd.think, book, seen, chance).practise_on()))
        await asyncio.sleep(COME_IN_S)
    await asyncio.sleep(crowd.think * 1.5)  # until everyone has sent an answer
    began, busy, own = time.monotonic(), machine_cpu_s(), time.process_time()
    at_begin, held = [usage(pid) for pid in crowd.pids], []
    while time.monotonic() - began < crowd.seconds:
        await asyncio.sleep(1)
        held.append(seen.connected)
    lasted = time.monotonic() - began
    figures = _figures(seen, began, lasted)
    figures |= _shares([usage(pid) for pid in crowd.pids], at_begin, busy, own, lasted)
    figures["rss_mb"] = round(sum(each.rss_mb for each in at_begin), 1)
    figures["rss_mb_before"] = round(sum(each.rss_mb for each in before), 1)
    figures["mb_a_session"] = round((figures["rss_mb"] - figures["rss_mb_before"]) / crowd.count, 2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {"sessions": crowd.count, "think_s": crowd.think, "held": min(held, default=0)} | figures


def _figures(seen: Seen, began: float, lasted: float) -> dict[str, Any]:
    """Of what was taken since `began`."""
    feedback = _since(seen.feedback, began)
    errors = [what for at, what in seen.errors if at >= began]
    return {
        "seconds": round(lasted),
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
    }


def _since(times: Sequence[tuple[float, float]], began: float) -> list[float]:
    return [taken for at, taken in times if at - taken >= began]


def _spread(times: Sequence[float]) -> dict[str, Any]:
    if len(times) < 2:
        return {"n": len(times)}
    parts = quantiles(times, n=100, method="inclusive")
    milliseconds = {"p50_ms": median(times), "p95_ms": parts[94], "p99_ms": parts[98], "most_ms": max(times)}
    return {"n": len(times)} | {name: round(1000 * value) for name, value in milliseconds.items()}


def _shares(
    now: Sequence[Usage], then: Sequence[Usage], busy: tuple[float, float], own: float, lasted: float
) -> dict[str, Any]:
    """Shares of one core for the server and the load tool; of all cores for the whole machine."""
    server = [(a.cpu_s - b.cpu_s) / lasted for a, b in zip(now, then, strict=True)]
    machine = [after - before for after, before in zip(machine_cpu_s(), busy, strict=True)]
    return {
        "server_cores": [round(each, 2) for each in server],
        "load_tool_cores": round((time.process_time() - own) / lasted, 2),
        "machine_share": round(machine[0] / machine[1], 2),
        "load_average": round(os.getloadavg()[0], 1),
    }
