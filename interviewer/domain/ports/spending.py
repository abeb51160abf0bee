"""What was spent on models."""

from __future__ import annotations

from typing import Protocol

from interviewer.domain.spending import Spending


class SpendingStore(Protocol):
    """Days are as `day_of` writes them. Raises DatabaseUnavailable."""

    def spent(self, user_id: str, day: str) -> Spending: ...

    def add(self, user_id: str, day: str, spending: Spending) -> None:
        """Added to what is there, also where several processes add at once."""
