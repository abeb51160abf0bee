"""Recordings are transcribed beside the page: whoever waits can type meanwhile."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field

from interviewer.domain.errors import InterviewerError
from interviewer.services.hearing import Hearing

_log = logging.getLogger("interviewer.hearing")


@dataclass
class _Job:
    started: float
    done: threading.Event = field(default_factory=threading.Event)


class BackgroundHearing:
    """What runs is known to this process only; what came of it is stored with the recording."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._jobs: dict[str, _Job] = {}
        self._lock = threading.Lock()

    def start(self, recording_id: str) -> None:
        """Begin, unless it has begun already."""
        with self._lock:
            if recording_id in self._jobs:
                return
            job = self._jobs[recording_id] = _Job(time.monotonic())
        threading.Thread(target=self._run, args=(recording_id, job), name="hear", daemon=True).start()

    def running(self) -> frozenset[str]:
        """The ids of what is being transcribed."""
        with self._lock:
            return frozenset(self._jobs)

    def seconds(self, recording_id: str) -> float | None:
        """How long it has been running; None when it is not."""
        with self._lock:
            job = self._jobs.get(recording_id)
        return None if job is None else time.monotonic() - job.started

    def wait(self, recording_id: str, seconds: float) -> bool:
        """Whether it is over, after waiting for at most so long."""
        with self._lock:
            job = self._jobs.get(recording_id)
        return job is None or job.done.wait(seconds)

    def _run(self, recording_id: str, job: _Job) -> None:
        try:
            self._hearing.listen(recording_id)
        except InterviewerError as error:  # deleted meanwhile, or the database is away: it can be asked for again
            _log.warning("a recording was not transcribed: %s", error)
        except Exception:  # nobody waits for this thread: the recording stays, and can be asked for again
            _log.exception("a recording was not transcribed")
        finally:
            with self._lock:
                self._jobs.pop(recording_id, None)
            job.done.set()
