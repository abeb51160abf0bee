"""What every call of a model's server passes: the circuit breaker and the line, which all users of a process share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from interviewer.adapters.model_line import Line
from interviewer.adapters.openai_errors import reason_for, server_failed
from interviewer.adapters.rate_window import Entry, RateWindow
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.circuit import Circuit, CircuitState
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports.meter import Meter, NoMeter

_NOT_LET_THROUGH = (FallbackReason.PAUSED, FallbackReason.QUEUED_TOO_LONG, FallbackReason.RATE_LIMITED)


@dataclass(slots=True)
class Passage:
    """A request that was let through."""

    entry: Entry
    trial: bool
    forgiven: Exception | None = None

    def took(self, tokens: int) -> None:
        """What it was charged for in truth."""
        self.entry.tokens = tokens

    def forgive(self, error: Exception) -> None:
        """It failed, and will be made once more: only what becomes of that counts for the breaker."""
        self.forgiven = error


class Gate:
    """For one server and model. The breaker is the product's own: the best kept one on the package index makes a call
    under its lock, which would leave one call at a time."""

    def __init__(
        self,
        line: Line,
        circuit: Circuit,
        *,
        model: str = "",
        meter: Meter | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self._circuit = circuit
        self._model = model
        self._meter = meter or NoMeter()
        self._now = now
        self._lock = Lock()

    @property
    def state(self) -> CircuitState:
        return self._circuit.state(self._now())

    @property
    def seconds_left(self) -> float:
        """Until the server is tried again; 0 when nothing stands against it."""
        return self._circuit.left(self._now())

    @property
    def seconds_held(self) -> float:
        """How long the server asked not to be asked, from now."""
        return self._line.seconds_held

    @property
    def waiting(self) -> int:
        """How many calls stand in line."""
        return self._line.waiting

    @property
    def counts_tokens(self) -> bool:
        return self._line.counts_tokens

    def hold(self, seconds: float) -> None:
        """Let nobody through for so long: the server asked for it."""
        self._line.hold(seconds)

    @contextmanager
    def call(self, tokens: int = 0) -> Iterator[Passage]:
        """Around one request; `tokens` is what it may take.

        Raises ModelUnavailable, without a request, where the server is left alone or the line is too long.
        """
        came = self._now()
        with self._counted_refusals(), self._line.turn(tokens, self._check) as entry:
            passage, began = Passage(entry, self._begin()), self._now()
            self._meter.observe("llm_queue_seconds", began - came)
            ended: BaseException | None = None
            try:
                yield passage
            except BaseException as error:
                ended = error
                raise
            finally:
                self._meter.observe("llm_seconds", self._now() - began)
                self._ended(passage, ended)

    @contextmanager
    def _counted_refusals(self) -> Iterator[None]:
        """Counts those that were not let through; what was is counted where it ends."""
        try:
            yield
        except ModelUnavailable as error:
            if error.details.get("reason") in _NOT_LET_THROUGH and error.__cause__ is None:
                self._count(error)
            raise

    def _check(self) -> None:
        if not self._circuit.admits(self._now()):
            raise ModelUnavailable(reason=FallbackReason.PAUSED)

    def _begin(self) -> bool:
        """Whether the call is the one on trial."""
        with self._lock:
            self._check()
            self._circuit = self._circuit.begun()
            return self._circuit.on_trial

    def _ended(self, passage: Passage, error: BaseException | None) -> None:
        with self._lock:
            before, self._circuit = self._circuit, self._after(passage, error)
            changed = self._circuit != before
            opened = self._circuit.opened_at not in (None, before.opened_at)
        self._count(error or passage.forgiven)
        if opened:
            self._meter.count("llm_breaker_opened", model=self._model)
        if changed:
            self._line.wake()

    def _after(self, passage: Passage, error: BaseException | None) -> Circuit:
        if error is None and passage.forgiven is None:
            return self._circuit.succeeded()
        if isinstance(error, Exception) and server_failed(error):
            return self._circuit.failed(self._now(), trial=passage.trial)
        return self._circuit.undecided() if passage.trial else self._circuit

    def _count(self, error: BaseException | None) -> None:
        self._meter.count("llm_calls", model=self._model, outcome=_word_for(error))


@contextmanager
def not_let_through_as(earlier: ModelUnavailable | None) -> Iterator[None]:
    """Of a call that is made again and not let through any more, the reason is what became of it before."""
    try:
        yield
    except ModelUnavailable as error:
        if earlier is not None and error.details.get("reason") in _NOT_LET_THROUGH and error.__cause__ is None:
            raise earlier from earlier.__cause__
        raise


def open_gate() -> Gate:
    """A gate that lets everything through."""
    return Gate(Line(RateWindow(), longest_hold=0.0), Circuit(0, 0.0))


def _word_for(error: BaseException | None) -> str:
    if error is None:
        return "ok"
    if not isinstance(error, Exception):
        return "stopped"
    own = error.details.get("reason") if isinstance(error, ModelUnavailable) else None
    return str(own or reason_for(error).value)
