"""When a server that fails and fails is left alone for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class CircuitState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Circuit:
    """A circuit breaker as a value: each event gives the next one. Times are in seconds on any clock that only rises.

    It opens after so many failures in a row (0: never) for so many seconds. Then it is half open: one call is let
    through on trial, and what becomes of that closes it, or opens it anew.
    """

    failures_allowed: int
    seconds: float
    failures: int = 0
    opened_at: float | None = None
    on_trial: bool = False

    def state(self, now: float) -> CircuitState:
        if self.opened_at is None:
            return CircuitState.CLOSED
        return CircuitState.OPEN if self.left(now) > 0 else CircuitState.HALF_OPEN

    def left(self, now: float) -> float:
        """Seconds until a call is let through on trial; 0 when one may be."""
        return 0.0 if self.opened_at is None else max(0.0, self.opened_at + self.seconds - now)

    def admits(self, now: float) -> bool:
        return self.opened_at is None or (self.left(now) == 0 and not self.on_trial)

    def begun(self) -> Circuit:
        """A call that was admitted began: where it is open, on trial."""
        return self if self.opened_at is None else replace(self, on_trial=True)

    def succeeded(self) -> Circuit:
        return replace(self, failures=0, opened_at=None, on_trial=False)

    def failed(self, now: float, *, trial: bool = False) -> Circuit:
        """Of calls that began before it opened, the failures change nothing any more."""
        if self.opened_at is not None:
            return replace(self, opened_at=now, on_trial=False) if trial else self
        failures = self.failures + 1
        opens = 0 < self.failures_allowed <= failures
        return replace(self, failures=failures, opened_at=now if opens else None)

    def undecided(self) -> Circuit:
        """The call on trial ended in a way that says nothing of the server: the next one is on trial."""
        return replace(self, on_trial=False)
