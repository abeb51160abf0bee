"""What a user may spend on a model a day, and what is spent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MICRO = 1_000_000
"""Millionths of a US dollar are counted: sums of whole numbers are exact in every database."""


@dataclass(frozen=True, slots=True)
class Spending:
    calls: int = 0
    tokens: int = 0
    micro_usd: int = 0

    def __add__(self, other: Spending) -> Spending:
        return Spending(self.calls + other.calls, self.tokens + other.tokens, self.micro_usd + other.micro_usd)


@dataclass(frozen=True, slots=True)
class Budget:
    """For one user and day; 0 stands for no limit."""

    tokens: int = 0
    micro_usd: int = 0

    def __bool__(self) -> bool:
        return bool(self.tokens or self.micro_usd)

    def used_up(self, spent: Spending) -> bool:
        return 0 < self.tokens <= spent.tokens or 0 < self.micro_usd <= spent.micro_usd


def day_of(at: datetime) -> str:
    """The day in UTC, such as 2026-11-28: the same for all replicas wherever they stand."""
    return at.astimezone(UTC).date().isoformat()


def next_day(at: datetime) -> datetime:
    """When the next day in UTC begins."""
    start = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return start + timedelta(days=1)
