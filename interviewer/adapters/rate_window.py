"""How much was asked of a server within the last minute, against what it allows."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

MINUTE = 60.0


@dataclass(slots=True)
class Entry:
    """A call. `tokens` is an estimate until the reply tells what it took."""

    at: float
    tokens: int


class RateWindow:
    """A sliding log of calls; 0 stands for no limit. Not for several threads at once.

    Times are in seconds on any clock that only rises. The libraries for this keep a row for each token, cannot correct
    an estimate, and do not say how long the one in front has to wait.
    """

    def __init__(self, requests: int = 0, tokens: int = 0, seconds: float = MINUTE) -> None:
        self._requests = requests
        self._tokens = tokens
        self._seconds = seconds
        self._entries: deque[Entry] = deque()

    @property
    def counts_tokens(self) -> bool:
        return self._tokens > 0

    def wait(self, tokens: int, now: float) -> float:
        """Seconds until a call of so many tokens may go. One of more than is ever allowed goes when all is free."""
        while self._entries and self._entries[0].at + self._seconds <= now:
            self._entries.popleft()
        return max(0.0, max(self._freed_by_requests(), self._freed_by_tokens(tokens)) - now)

    def add(self, tokens: int, now: float) -> Entry:
        """Count a call that goes now."""
        self._entries.append(Entry(now, tokens))
        return self._entries[-1]

    def _freed_by_requests(self) -> float:
        """When the call that stands in the way is a minute old."""
        if not self._requests or len(self._entries) < self._requests:
            return 0.0
        return self._entries[len(self._entries) - self._requests].at + self._seconds

    def _freed_by_tokens(self, tokens: int) -> float:
        if not self._tokens:
            return 0.0
        too_many = sum(entry.tokens for entry in self._entries) + tokens - self._tokens
        freed = 0.0
        for entry in self._entries:
            if too_many <= 0:
                break
            too_many -= entry.tokens
            freed = entry.at + self._seconds
        return freed
