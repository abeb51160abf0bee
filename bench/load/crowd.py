"""Many candidates at once, and what was seen of them while all were there."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.load.answers import AnswerBook
from bench.load.candidate import Candidate, Seen
from bench.load.process import Usage, machine_cpu_s, usage

COME_IN_S = 0.25
"""Seconds between one candidate and the next."""
_SAMPLED_EVERY_S = 10


@dataclass(frozen=True, slots=True)
class Crowd:
    """`count` candidates who think for `think` seconds on average, watched for `seconds` once all have come in.

    `urls` are the addresses that they come to, in turn; `pids` the processes that serve.
    """

    count: int
    think: float
    seconds: float
    urls: Sequence[str]
    pids: Sequence[int]
    seed: int = 1


@dataclass(slots=True)
class Watched:
    """What was seen; times are monotonic seconds. `usage` has a row for each sample, with a value for each process."""

    crowd: Crowd
    before: Sequence[Usage]
    seen: Seen = field(default_factory=Seen)
    began: float = 0.0
    lasted: float = 0.0
    usage: list[tuple[float, Sequence[Usage]]] = field(default_factory=list)
    connected: list[int] = field(default_factory=list)
    load_tool_cores: float = 0.0
    machine_share: float = 0.0
    load_average: float = 0.0


def watch(crowd: Crowd, book: AnswerBook) -> Watched:
    return asyncio.run(_watch(crowd, book))


async def _watch(crowd: Crowd, book: AnswerBook) -> Watched:
    watched = Watched(crowd, _usage(crowd))
    tasks = []
    for number in range(crowd.count):
        chance, url = random.Random(1000 * crowd.seed + number), crowd.urls[number % len(crowd.urls)]
        candidate = Candidate(url, crowd.think, book, watched.seen, chance)
        tasks.append(asyncio.create_task(candidate.practise_on()))
        await asyncio.sleep(COME_IN_S)
    await asyncio.sleep(1.5 * crowd.think)  # by then the last one has sent an answer too
    await _while_all_are_there(watched)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return watched


async def _while_all_are_there(watched: Watched) -> None:
    busy, own = machine_cpu_s(), time.process_time()
    watched.began = time.monotonic()
    while time.monotonic() - watched.began < watched.crowd.seconds:
        if len(watched.connected) % _SAMPLED_EVERY_S == 0:
            watched.usage.append((time.monotonic(), _usage(watched.crowd)))
        watched.connected.append(watched.seen.connected)
        await asyncio.sleep(1)
    watched.usage.append((time.monotonic(), _usage(watched.crowd)))
    watched.lasted = time.monotonic() - watched.began
    machine = [now - then for now, then in zip(machine_cpu_s(), busy, strict=True)]
    watched.machine_share = machine[0] / machine[1]
    watched.load_tool_cores = (time.process_time() - own) / watched.lasted
    watched.load_average = os.getloadavg()[0]


def _usage(crowd: Crowd) -> list[Usage]:
    return [usage(pid) for pid in crowd.pids]
