"""Whether the model is asked just now, and if not, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.circuit import CircuitState
from interviewer.domain.ports import Clock
from interviewer.services.spending import Purse

_WORTH_SAYING = 10.0
"""Seconds; a shorter wait is waited out."""


class ServerGate(Protocol):
    """What the way to the model's server tells of itself."""

    @property
    def state(self) -> CircuitState: ...

    @property
    def seconds_left(self) -> float: ...

    @property
    def seconds_held(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """`reason` is why the model is not asked, `until` when that changes by itself."""

    reason: FallbackReason | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ModelStanding:
    """`gate` is None without a model."""

    gate: ServerGate | None
    purse: Purse
    clock: Clock

    def now(self) -> Standing:
        if self.gate is None:
            return Standing()
        if until := self.purse.used_up_until():
            return Standing(FallbackReason.BUDGET_USED, until)
        if self.gate.state is CircuitState.OPEN:
            return self._for(FallbackReason.PAUSED, self.gate.seconds_left)
        if self.gate.seconds_held > _WORTH_SAYING:
            return self._for(FallbackReason.RATE_LIMITED, self.gate.seconds_held)
        return Standing()

    def _for(self, reason: FallbackReason, seconds: float) -> Standing:
        return Standing(reason, self.clock.now() + timedelta(seconds=seconds))
