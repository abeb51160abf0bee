"""Runs one target over so many inputs, each under a limit of processor time."""

from __future__ import annotations

import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.fuzz.targets import Target
from interviewer.domain.errors import InterviewerError

LIMIT = 2.0
"""Seconds of processor time for one input; they have at most some 20,000 characters."""
_MOST_KEPT = 20


class TooSlowError(BaseException):
    """An input took longer than the limit; what catches every Exception does not catch this."""


def fuzz(target: Target, inputs: int, seed: int, kept: Path) -> dict[str, Any]:
    """Counts by outcome, the time, and the slowest input in milliseconds; what failed is kept as files."""
    draw = random.Random(f"{seed}/{target.name}")
    refused, kinds, slowest, began = 0, Counter[str](), 0.0, time.process_time()
    for number in range(inputs):
        made = target.make(draw)
        started = time.process_time()
        try:
            with _limited():
                target.run(made)
        except InterviewerError:
            refused += 1
        except (Exception, TooSlowError) as error:
            kind = _kind(error)
            kinds[kind] += 1
            if kinds[kind] <= 2 and len(kinds) <= _MOST_KEPT:
                _keep(kept / f"{target.name}-{number}.txt", made)
        slowest = max(slowest, time.process_time() - started)
    figures: dict[str, Any] = {"inputs": inputs, "refused": refused, "failures": kinds.total()}
    figures |= {"seconds": round(time.process_time() - began, 1), "slowest_ms": round(1000 * slowest, 1)}
    return figures | ({"kinds": dict(kinds)} if kinds else {})


def _kind(error: BaseException) -> str:
    """The error's name with the place in the product where it came up."""
    places = [each for each in traceback.extract_tb(error.__traceback__) if "site-packages" not in each.filename]
    last = places[-1]
    said = str(error)[:60] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {said} {Path(last.filename).name}:{last.lineno}".replace("  ", " ")


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _keep(file: Path, made: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(repr(made), encoding="utf-8", errors="backslashreplace")
