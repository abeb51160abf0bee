"""What is counted and measured while the product runs; nobody need listen."""

from __future__ import annotations

from typing import Protocol


class Meter(Protocol):
    """Names are in snake case without units' prefixes; labels are few-valued words, never text of a person."""

    def count(self, name: str, amount: float = 1.0, /, **labels: str) -> None: ...

    def observe(self, name: str, value: float, /, **labels: str) -> None: ...


class NoMeter:
    def count(self, name: str, amount: float = 1.0, /, **labels: str) -> None:
        """Nobody listens."""

    def observe(self, name: str, value: float, /, **labels: str) -> None:
        """Nobody listens."""
