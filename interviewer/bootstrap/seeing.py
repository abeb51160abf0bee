"""What listens while the app runs: log, metrics, traces. A command of the command line has no listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.adapters.logs import LogStyle, adopt, start
from interviewer.adapters.logs.discretion import Discretion
from interviewer.domain.ports.meter import Meter, NoMeter
from interviewer.domain.ports.tracer import NoTracer, Tracer
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.adapters.prometheus import PrometheusMeter
    from interviewer.adapters.sql.database import Database


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
    _Listeners.meter, _Listeners.tracer = NoMeter(), NoTracer()


__all__ = ["adopt", "meter", "start_counting", "start_log", "stop_listening", "tracer", "watch_database"]
