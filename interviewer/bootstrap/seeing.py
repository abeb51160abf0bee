"""What listens while the app runs: log, metrics, traces. A command of the command line has no listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer import __version__
from interviewer.adapters.logs import LogStyle, adopt, start
from interviewer.adapters.logs.discretion import Discretion
from interviewer.domain.ports.meter import Meter, NoMeter
from interviewer.domain.ports.tracer import NoTracer, Tracer
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.adapters.prometheus import PrometheusMeter
    from interviewer.adapters.sql.database import Database
    from interviewer.bootstrap import Container


class _Listeners:
    """One of each for the process, as there is one log: containers come and go, and share them."""

    meter: Meter = NoMeter()
    tracer: Tracer = NoTracer()


def meter() -> Meter:
    return _Listeners.meter


def tracer() -> Tracer:
    return _Listeners.tracer


def start_log(settings: Settings) -> None:
    """Let everything that is logged in this process come out as the settings say."""
    discretion = Discretion(settings.secrets, settings.log_answers)
    start(LogStyle(settings.log_format, settings.log_level, settings.replica_name, discretion))


def start_counting() -> PrometheusMeter:
    """Before the first container is made: one that was made earlier has nobody to tell."""
    from interviewer.adapters.prometheus import PrometheusMeter

    made = PrometheusMeter()
    _Listeners.meter = made
    return made


def start_traces(settings: Settings) -> None:
    """Where an address for traces is set; nothing of OpenTelemetry is imported elsewhere."""
    if not settings.otel_endpoint:
        return
    from interviewer.adapters.otel import start_traces

    _Listeners.tracer = start_traces(
        settings.otel_endpoint,
        headers=settings.otel_headers,
        service=settings.otel_service,
        version=__version__,
        replica=settings.replica_name,
        words_allowed=settings.log_answers,
    )


def watch_model(meter: PrometheusMeter, made: Container) -> None:
    """Have the line before the chat model and its circuit breaker among the metrics; nothing without a model."""
    if made.model_server is None:
        return
    gate = made.model_server.gate
    meter.gauge("llm_waiting", "Requests of a chat model that wait for their turn now", lambda: gate.waiting)
    meter.gauge("llm_resting", "1 while the circuit breaker keeps requests away", lambda: gate.seconds_left > 0)


def watch_database(meter: PrometheusMeter, database: Database) -> None:
    """Have its pool among the metrics."""
    from interviewer.adapters.sql.pool import pool_figures

    def in_use() -> float | None:
        return figures.in_use if (figures := pool_figures(database)) else None

    def most() -> float | None:
        return figures.most if (figures := pool_figures(database)) else None

    meter.gauge("database_connections_in_use", "Connections to the database that are in use now", in_use)
    meter.gauge("database_connections_most", "Connections that this process may open at most", most)


def stop_listening() -> None:
    """Send what is left."""
    close = getattr(_Listeners.tracer, "close", None)
    if close is not None:
        close()
    _Listeners.meter, _Listeners.tracer = NoMeter(), NoTracer()


__all__ = [
    "adopt",
    "meter",
    "start_counting",
    "start_log",
    "start_traces",
    "stop_listening",
    "tracer",
    "watch_database",
    "watch_model",
]
