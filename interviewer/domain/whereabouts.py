"""Whose work is being done: known in a thread, and in those that take its context along."""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`user` is a pseudonym, `session` the id of a practice session; empty where there is none."""

    user: str = ""
    session: str = ""


_now: ContextVar[Whereabouts | None] = ContextVar("whereabouts", default=None)


def now_working_for(user_id: str, session: str = "") -> None:
    """Say it for this thread, until it is said anew."""
    _now.set(Whereabouts(pseudonym(user_id), session))


def whereabouts() -> Whereabouts:
    return _now.get() or Whereabouts()


def pseudonym(user_id: str) -> str:
    """The same short word for the same user. Who has a list of the addresses can still tell which is whose."""
    return hashlib.sha256(f"interviewer/{user_id}".encode()).hexdigest()[:12]
