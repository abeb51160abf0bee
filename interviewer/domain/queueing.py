"""Who asks a model, and how many are before him when he has to wait: known to all that runs in his context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Tell: TypeAlias = Callable[[int | None], None]
"""Takes how many wait ahead; None when the wait is over."""

_asker: ContextVar[str] = ContextVar("asker", default="")
_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)


@contextmanager
def asking(user_id: str) -> Iterator[None]:
    """What is asked of a model in this context is asked for this user, who gets his fair share of a line."""
    token = _asker.set(user_id)
    try:
        yield
    finally:
        _asker.reset(token)


def asker() -> str:
    """The user's id; empty when nobody said."""
    return _asker.get()


@contextmanager
def told_of_waiting(tell: Tell) -> Iterator[None]:
    """Have `tell` called whenever the place in line changes in this context; not at all without a wait."""
    token = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(token)


def teller() -> Tell | None:
    """Who wants to know, for lines; None when nobody does."""
    return _tell.get()
