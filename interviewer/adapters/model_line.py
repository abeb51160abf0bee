"""The line before a model's server: one for all threads of the process, fair among users, with a place to be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Condition

from interviewer.adapters.rate_window import Entry, RateWindow
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.queueing import asker, teller

LONGEST_HOLD = 120.0
"""Seconds that a server is left alone on its own word; a date in the far future must not end it for good."""


@dataclass(slots=True)
class _Ticket:
    owner: str
    round: int
    number: int

    @property
    def order(self) -> tuple[int, int]:
        return self.round, self.number


class Line:
    """Lets calls through as the limits allow: `at_once` (0: any number) and what the window says.

    Users take turns: the second call of one user comes after the first of every other. Nobody waits longer than
    `patience` seconds.
    """

    def __init__(
        self,
        window: RateWindow,
        *,
        at_once: int = 0,
        patience: float = 60.0,
        longest_hold: float = LONGEST_HOLD,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._window = window
        self._at_once = at_once
        self._patience = patience
        self._longest_hold = longest_hold
        self._now = now
        self._changed = Condition()
        self._waiting: list[_Ticket] = []
        self._running = 0
        self._round = 0
        self._number = 0
        self._held_until = 0.0

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def seconds_held(self) -> float:
        return max(0.0, self._held_until - self._now())

    @property
    def counts_tokens(self) -> bool:
        return self._window.counts_tokens

    @contextmanager
    def turn(self, tokens: int, still_wanted: Callable[[], None] = lambda: None) -> Iterator[Entry]:
        """Waits, and holds a place among those that run. Who waits is told his place (queueing.told_of_waiting).

        `still_wanted` is asked whenever something changed, and ends the wait by raising. Raises ModelUnavailable where
        the wait would be too long.
        """
        entry = self._wait(tokens, still_wanted)
        try:
            yield entry
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def hold(self, seconds: float) -> None:
        """Let nobody through for so long: the server asked for it."""
        with self._changed:
            self._held_until = max(self._held_until, self._now() + min(seconds, self._longest_hold))
            self._changed.notify_all()

    def wake(self) -> None:
        """Have all that wait look whether they still want to."""
        with self._changed:
            self._changed.notify_all()

    def _wait(self, tokens: int, still_wanted: Callable[[], None]) -> Entry:
        deadline, told = self._now() + self._patience, None
        ticket = self._enter()
        try:
            while True:
                with self._changed:
                    still_wanted()
                    ahead = self._ahead_of(ticket)
                    pause = self._pause(tokens) if ahead == 0 else None
                    if pause is not None and pause <= 0:
                        return self._admit(ticket, tokens)
                    self._check(deadline, pause)
                    if told == ahead:
                        self._changed.wait(min(pause or self._patience, deadline - self._now()))
                        continue
                told = ahead
                _tell(ahead)  # without the lock: who is told may take his time
        finally:
            with self._changed:
                self._leave(ticket)
            if told is not None:
                _tell(None)

    def _enter(self) -> _Ticket:
        with self._changed:
            owner = asker()
            own = [each.round for each in self._waiting if each.owner == owner]
            self._number += 1
            ticket = _Ticket(owner, max(self._round, max(own, default=-1) + 1), self._number)
            self._waiting.append(ticket)
            self._waiting.sort(key=lambda each: each.order)
            self._changed.notify_all()
            return ticket

    def _ahead_of(self, ticket: _Ticket) -> int:
        return next(at for at, each in enumerate(self._waiting) if each is ticket)

    def _pause(self, tokens: int) -> float | None:
        """Seconds that the first in line has to wait; None until another call has ended."""
        if self._at_once and self._running >= self._at_once:
            return None
        now = self._now()
        return max(self._held_until - now, self._window.wait(tokens, now))

    def _check(self, deadline: float, pause: float | None) -> None:
        """Raises ModelUnavailable where it would take too long."""
        if self._held_until > deadline:
            raise ModelUnavailable(reason=FallbackReason.RATE_LIMITED)
        if self._now() + (pause or 0.0) >= deadline:
            raise ModelUnavailable(reason=FallbackReason.QUEUED_TOO_LONG)

    def _admit(self, ticket: _Ticket, tokens: int) -> Entry:
        self._running += 1
        self._round = max(self._round, ticket.round)
        return self._window.add(tokens, self._now())

    def _leave(self, ticket: _Ticket) -> None:
        self._waiting = [each for each in self._waiting if each is not ticket]
        self._changed.notify_all()


def _tell(ahead: int | None) -> None:
    tell = teller()
    if tell is not None:
        with suppress(Exception):  # who looks on may be gone; that is no trouble of the model
            tell(ahead)
