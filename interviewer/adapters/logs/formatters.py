"""A log record as a line for a person, or as one JSON object."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from interviewer.adapters.logs.discretion import WORDS, Discretion
from interviewer.domain.whereabouts import whereabouts


class TextLines(logging.Formatter):
    """`2026-11-28 20:15:00.123 WARNING interviewer.watch  the message  user=1f0c… grader=llm`."""

    default_msec_format = "%s.%03d"

    def __init__(self, discretion: Discretion) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s  %(message)s")
        self._discretion = discretion

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the library's name
        more = _whose() | _extras(record, self._discretion)
        facts = " ".join(f"{name}={value}" for name, value in more.items())
        return super().formatMessage(record) + (f"  {facts}" if facts else "")

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return self._discretion.stack(ei)

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler's form of it may stand there
        return self._discretion.without_secrets(super().format(record))


class JsonLines(JsonFormatter):
    """`{"time", "level", "event", "logger", "replica", "user", "session", ...}` and the extra fields of the record."""

    def __init__(self, discretion: Discretion, replica: str) -> None:
        super().__init__(json_ensure_ascii=False)
        self._discretion = discretion
        self._replica = replica

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["event"] = record.message
        log_data["logger"] = record.name
        log_data["replica"] = self._replica
        log_data.update(_whose())
        log_data.update(_extras(record, self._discretion))
        if record.exc_info and record.exc_info[0]:
            log_data["error"] = record.exc_info[0].__qualname__
            log_data["stack"] = message_dict["exc_info"]

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return self._discretion.stack(ei)

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        return self._discretion.without_secrets(super().format(record))


def _whose() -> dict[str, str]:
    here = whereabouts()
    return {name: value for name, value in (("user", here.user), ("session", here.session)) if value}


def _extras(record: logging.LogRecord, discretion: Discretion) -> dict[str, Any]:
    """What was given as `extra`, without the words of people unless they are allowed."""
    return {
        name: value
        for name, value in vars(record).items()
        if name not in RESERVED_ATTRS
        and not name.startswith("_")
        and name != "color_message"  # uvicorn's second form of the message
        and (discretion.words_allowed or name not in WORDS)
    }
