"""One handler for the whole process."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, field
from typing import TextIO

from interviewer.adapters.logs.discretion import Discretion

_OURS = ("interviewer", "ingest")
_SERVER = ("streamlit", "uvicorn", "websockets")
"""They put handlers of their own on each of their loggers."""
_NEVER = -1
_adopted = [_NEVER]
"""How many loggers there were when they were last gone through."""


@dataclass(frozen=True, slots=True)
class LogStyle:
    """`form` is `text` or `json`; `level` a level's name, which holds for the product's own loggers."""

    form: str = "text"
    level: str = "warning"
    replica: str = ""
    discretion: Discretion = field(default_factory=Discretion)


class _Handler(logging.Handler):
    """Known by its class, so that it is put in once. Without a stream it writes to what standard error is then."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        try:
            stream = self._stream or sys.stderr
            stream.write(self.format(record) + "\n")
            stream.flush()
        except Exception:  # as the library's own handlers do: a line that cannot be written breaks no work
            self.handleError(record)


def start(style: LogStyle, stream: TextIO | None = None) -> None:
    """Let all loggers write in this style, to standard error unless another stream is given.

    Other libraries stay at warnings: at lower levels some write what goes over the wire, answers and keys with it.
    """
    handler = _Handler(stream)
    handler.setFormatter(_formatter(style))
    root = logging.getLogger()
    for old in [each for each in root.handlers if isinstance(each, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(style.level.upper())
    _adopted[0] = 0
    adopt()


def adopt() -> None:
    """Let the server's loggers write through the one handler too, once it was started. To be called now and then: the
    server makes loggers as it loads its parts, and it costs nothing while there is no new one."""
    loggers = logging.root.manager.loggerDict
    if _adopted[0] in (_NEVER, len(loggers)):
        return
    _adopted[0] = len(loggers)
    for name, logger in list(loggers.items()):
        if name.partition(".")[0] in _SERVER and isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True
            logger.setLevel(max(logger.level, logging.WARNING))


def _formatter(style: LogStyle) -> logging.Formatter:
    from interviewer.adapters.logs.formatters import JsonLines, TextLines

    if style.form == "json":
        return JsonLines(style.discretion, style.replica)
    return TextLines(style.discretion)
