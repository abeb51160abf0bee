"""Whether this process can serve: asked every few seconds by what sends it visitors, so it must cost nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from interviewer.domain.errors import InterviewerError

_log = logging.getLogger("interviewer.system")


@dataclass(frozen=True, slots=True)
class Vital:
    """A part that nothing works without. `look` raises where it is not well; that holds for so many seconds."""

    look: Callable[[], object]
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Ready:
    """By part, the code of what is wrong with it; "" where nothing is."""

    troubles: Mapping[str, str]

    @property
    def ready(self) -> bool:
        return not any(self.troubles.values())

    def as_json(self) -> dict[str, object]:
        parts = {name: trouble or "ok" for name, trouble in self.troubles.items()}
        return {"status": "ready" if self.ready else "not_ready", "parts": parts}


class Readiness:
    """However many ask, each part is looked at once in its time, by one of them."""

    def __init__(self, parts: Mapping[str, Vital], clock: Callable[[], float] = time.monotonic) -> None:
        self._parts = parts
        self._clock = clock
        self._seen: dict[str, tuple[float, str]] = {}
        self._lock = Lock()

    def look(self) -> Ready:
        with self._lock:
            for name, part in self._parts.items():
                at, _ = self._seen.get(name, (None, ""))
                if at is None or self._clock() - at >= part.seconds:
                    trouble = _trouble_of(name, part)
                    self._seen[name] = (self._clock(), trouble)
            return Ready({name: self._seen[name][1] for name in self._parts})


def _trouble_of(name: str, part: Vital) -> str:
    try:
        part.look()
    except InterviewerError as error:
        return error.code
    except Exception:
        _log.exception("looking at %s failed", name)
        return "broken"
    return ""
