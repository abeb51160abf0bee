"""A chat model for one user: what he spends is counted, and where his day's budget is used up it says so at once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from math import ceil
from threading import Lock
from typing import Any

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import DatabaseUnavailable, ModelUnavailable
from interviewer.domain.ports import ChatModel, Clock, ModelReply, SpendingStore
from interviewer.domain.ports.meter import Meter
from interviewer.domain.queueing import asking
from interviewer.domain.spending import MICRO, Budget, Spending, day_of, next_day
from interviewer.domain.tokens import most_tokens
from interviewer.domain.usage import Usage
from interviewer.services.costs import cost

_log = logging.getLogger("interviewer.spending")


@dataclass(slots=True)
class Purse:
    """A user's budget; without one there is no store.

    Calls that run at the same time may each still go: it is overdrawn by these at most.
    """

    user_id: str
    budget: Budget
    store: SpendingStore | None
    clock: Clock
    _owed: Spending = field(default_factory=Spending)
    _lock: Lock = field(default_factory=Lock)

    def used_up_until(self) -> datetime | None:
        """When there is a budget again; None while something is left. Where nothing can be read, something is."""
        if self.store is None:
            return None
        now = self.clock.now()
        with suppress(DatabaseUnavailable):
            if self.budget.used_up(self.store.spent(self.user_id, day_of(now)) + self._owed):
                return next_day(now)
        return None

    def spend(self, spending: Spending) -> None:
        """What cannot be written now is written with the next: a reply that was paid for is not lost over it."""
        if self.store is None:
            return
        with self._lock:
            owed, self._owed = self._owed + spending, Spending()
        try:
            self.store.add(self.user_id, day_of(self.clock.now()), owed)
        except DatabaseUnavailable:
            with self._lock:
                self._owed += owed
            _log.warning("what a model was paid could not be written")


@dataclass(frozen=True, slots=True)
class AccountedChat:
    """`inner` is shared by all users; it is asked in the name of the purse's."""

    inner: ChatModel
    purse: Purse
    meter: Meter

    @property
    def name(self) -> str:
        return self.inner.name

    def complete(
        self,
        system: str,
        user: str,
        schema: dict[str, Any] | None = None,
        *,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        self._check()
        try:
            with asking(self.purse.user_id):
                reply = self.inner.complete(system, user, schema, watch=watch)
        except ModelUnavailable as error:
            self._account(error.usage)
            raise
        self._account(reply.usage, (system, user, reply.text))
        return reply

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Servers tell no tokens of a stream here: they are estimated."""
        self._check()
        written: list[str] = []
        rest = self.inner.stream(system, user)
        with asking(self.purse.user_id):
            first = next(rest, "")  # the call is made here
        try:
            for piece in chain([first], rest):
                written.append(piece)
                yield piece
        finally:
            self._account(Usage(self.name, calls=1), (system, user, "".join(written)))

    def _check(self) -> None:
        if until := self.purse.used_up_until():
            raise ModelUnavailable(reason=FallbackReason.BUDGET_USED, until=until)

    def _account(self, usage: Usage, texts: tuple[str, str, str] | None = None) -> None:
        """Where the server tells no tokens, what the texts may come to is counted."""
        if not usage.calls:
            return
        if not usage.tokens and texts:
            system, user, reply = map(most_tokens, texts)
            usage = replace(usage, prompt_tokens=system + user, completion_tokens=reply)
        dollars = cost(usage) or cost(replace(usage, model=self.name)) or 0.0
        self.purse.spend(Spending(usage.calls, usage.tokens, ceil(dollars * MICRO)))
        self.meter.count("llm_tokens", usage.prompt_tokens, direction="prompt")
        self.meter.count("llm_tokens", usage.completion_tokens, direction="reply")
        self.meter.count("llm_cost_usd", dollars)
