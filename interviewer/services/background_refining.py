"""Refining the user's notes while the app runs, after they were read: only where the settings ask for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from interviewer.domain.errors import InterviewerError, ModelUnavailable
from interviewer.services.refining import Refining

_log = logging.getLogger("interviewer.refining")
_LOOK_SECONDS = 1.0
_FIRST_PAUSE, _LONGEST_PAUSE = 60.0, 900.0


class BackgroundRefining:
    """A thread that refines what is pending, one section at a time, whenever something was ingested.

    A model that fails is left in peace for a minute, and longer each time.
    """

    def __init__(self, refining: Refining, ingested: Callable[[], int]) -> None:
        self._refining = refining
        self._ingested = ingested
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="refine-key-points", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Does not wait for a reply that is on its way for longer than a moment."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=2)
            self._thread = None

    def _run(self) -> None:
        seen, pause = -1, _FIRST_PAUSE
        while not self._stop.wait(_LOOK_SECONDS):
            if self._ingested() == seen:
                continue
            seen = self._ingested()
            if self.refine_pending():
                pause = _FIRST_PAUSE
            else:
                self._stop.wait(pause)
                seen, pause = -1, min(2 * pause, _LONGEST_PAUSE)

    def refine_pending(self) -> bool:
        """Whether all went well; a section that vanished meanwhile is no failure."""
        try:
            for section in self._refining.pending():
                if self._stop.is_set():
                    break
                self._refine(section.id)
        except ModelUnavailable as error:
            _log.warning("key points are not refined for now: %s", error.details.get("reason"))
            return False
        except Exception:  # whatever it was, the app goes on, and the next ingest is another chance
            if not self._stop.is_set():
                _log.exception("refining key points failed")
            return False
        return True

    def _refine(self, section_id: str) -> None:
        try:
            self._refining.refine(section_id)
        except ModelUnavailable:
            raise
        except InterviewerError as error:
            _log.info("a section was not refined: %s", error)
