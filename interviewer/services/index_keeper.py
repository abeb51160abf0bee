"""Keeps a shared vector index whole while the app runs: one that was wiped, or away at the start, is filled again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from interviewer.domain.errors import IngestGoingOn, InterviewerError
from interviewer.domain.ports import NoteStore, VectorIndex

_log = logging.getLogger("interviewer.index")
LOOK_SECONDS = 10.0


class IndexKeeper:
    """A thread that counts: where index and store hold different numbers of chunks, the index is brought in step.

    What stays different after that is left in peace until one of the numbers changes.
    """

    def __init__(self, notes: NoteStore, vectors: VectorIndex, repair: Callable[[], int]) -> None:
        self._notes = notes
        self._vectors = vectors
        self._repair = repair
        self._left: tuple[int, int] | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="keep-index", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
            self._thread = None

    def look(self) -> bool:
        """Whether the index is as whole as it can be made; False where something was away and is to be tried again."""
        try:
            if self._counts() in (None, self._left):
                return True
            _log.info("the vector index is not in step with the notes: %d chunks written", self._repair())
            self._left = self._counts()
        except IngestGoingOn:
            return False  # whoever brings notes in makes the difference
        except InterviewerError as error:
            _log.warning("the vector index cannot be looked at: %s", error)
            return False
        return True

    def _counts(self) -> tuple[int, int] | None:
        """What the store and the index hold, where that differs."""
        counts = self._notes.chunk_count(), self._vectors.held()[0]
        return None if counts[0] == counts[1] else counts

    def _run(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except Exception:  # whatever it was, the next look is another chance
                if not self._stop.is_set():
                    _log.exception("the vector index cannot be looked at")
