"""Grading beside the page: it goes on when the candidate goes on, and when he closes the window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, field
from threading import Lock

from interviewer.domain.queueing import told_of_waiting
from interviewer.domain.sessions import Session, Turn
from interviewer.domain.watching import Glimpse, watching
from interviewer.services.practice import Practice

AT_ONCE, IN_LINE = 4, 64
"""Answers that are graded at the same time: on this machine's processor, and where most of them wait for a model."""


@dataclass(slots=True)
class Grading:
    """An answer that is being graded; the last of the `glimpses` is what is known of it so far.

    While it stands in line for a model, `ahead` is how many are before it.
    """

    glimpses: list[Glimpse] = field(default_factory=list)
    ahead: int | None = None
    _future: Future[Turn] = field(default_factory=Future)

    def waits(self, ahead: int | None) -> None:
        self.ahead = ahead

    def done_within(self, seconds: float) -> bool:
        """Waits that long at most."""
        return bool(wait([self._future], timeout=seconds).done)

    def result(self) -> Turn:
        """Waits for it; raises what grading raised."""
        return self._future.result()


class BackgroundGrading:
    """At most one grading a turn at a time. What fails can be begun again: the answer is saved."""

    def __init__(self, practice: Practice, threads: ThreadPoolExecutor | None = None) -> None:
        self._practice = practice
        self._threads = threads or ThreadPoolExecutor(AT_ONCE, thread_name_prefix="grading")
        self._running: dict[tuple[str, str], Grading] = {}
        self._lock = Lock()

    def begin(self, session_id: str, turn_id: str, *, language: str) -> Grading:
        """The grading of what the turn has ungraded; the one that goes on already, if there is one."""
        key = (session_id, turn_id)
        with self._lock:
            if key not in self._running:
                grading = Grading()
                grading._future = self._threads.submit(copy_context().run, self._grade, key, language, grading)
                self._running[key] = grading
            return self._running[key]

    def end(self, session_id: str, progress: Callable[[int, int], None] | None = None) -> Session:
        """Close the session after what is being graded, and grade what is left; `progress` as Practice.end tells it."""
        with self._lock:
            going_on = [each for key, each in self._running.items() if key[0] == session_id]
        for done, each in enumerate(going_on):
            if progress is not None:
                progress(done, len(going_on))
            wait([each._future])
        return self._practice.end(session_id, progress)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _grade(self, key: tuple[str, str], language: str, grading: Grading) -> Turn:
        try:
            with watching(grading.glimpses.append), told_of_waiting(grading.waits):
                return self._practice.grade_turn(*key, language=language)
        finally:
            with self._lock:
                self._running.pop(key, None)
