"""Looking on while an answer is graded: verdicts are shown as they come in, before they are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Glimpse: TypeAlias = Sequence[tuple[int, str]]
"""(number of the key point from 0, verdict as the model wrote it) of what has come in so far."""

_watcher: ContextVar[Callable[[Glimpse], None] | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(show: Callable[[Glimpse], None]) -> Iterator[None]:
    """Have `show` called with what a grader in this context has so far; graders that answer at once never call it."""
    token = _watcher.set(show)
    try:
        yield
    finally:
        _watcher.reset(token)


def watcher() -> Callable[[Glimpse], None] | None:
    """Who looks on, for graders; None when nobody does."""
    return _watcher.get()
