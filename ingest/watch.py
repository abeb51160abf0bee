"""Watching the user's notes while the app runs: what is saved is in the index a moment later."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from ingest.files import SUFFIXES
from ingest.ignore_rules import RULE_FILES, IgnoreRules, is_noise
from ingest.pipeline import Ingest
from ingest.report import IngestReport
from ingest.walk import walk
from interviewer.domain.errors import IngestGoingOn, InterviewerError, NothingToIngest, PathNotFound

_log = logging.getLogger("interviewer.watch")
_STEP_MS = 50
_DEBOUNCE_MS = 400
_LOOK_AGAIN_MS = 1000
_SAVING_SECONDS = 0.25
"""Editors save by putting a new file in the place of the old one: for a moment there is none."""


class Watcher:
    """A thread that ingests what changes in the user's indexed folders and files.

    Folders are watched one by one, so that what a walk leaves out costs nothing. What was ingested since is watched
    within a second.
    """

    def __init__(self, ingest: Ingest, copies: Path | None = None) -> None:
        """What lies in `copies` is not brought in at the start, only when it changes: another replica may have got a
        newer copy meanwhile."""
        self._ingest = ingest
        self._copies = Path(os.path.realpath(copies)) if copies else None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.ready = threading.Event()
        """Set while the disk is being watched."""

    def start(self) -> None:
        """Bring in what changed while nobody watched, then watch, until `stop`. Does not wait for either."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="watch-notes", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
            self._thread = None

    def _run(self) -> None:
        again: list[Path] | None = None
        while not self._stop.is_set():
            try:
                again = self._watch(self._changed_before() if again is None else again)
            except InterviewerError as error:  # the database is away
                _log.warning("watching the notes failed; trying again: %s", error)
            except Exception:  # whatever the disk did, saving a note must work again a moment later
                _log.exception("watching the notes failed; trying again")
            self.ready.clear()
            self._stop.wait(0 if again else _LOOK_AGAIN_MS / 1000)

    def _changed_before(self) -> list[Path]:
        """Bring in what changed while nobody watched."""
        folders, files = self._ingest.watched()
        return self._bring_in([path for path in (*folders, *files) if path.exists() and not self._is_copy(path)])

    def _is_copy(self, path: Path) -> bool:
        return self._copies is not None and path.is_relative_to(self._copies)

    def _watch(self, again: list[Path]) -> list[Path]:
        """Watch what there is to watch now; ends when that is no longer the same.

        `again` are folders to look through once more when their new folders are watched too; gives those of the next
        time.
        """
        from watchfiles import watch

        seen = self._ingest.changes
        places = _Places(*self._ingest.watched())
        if not places.folders:
            return []
        for changes in watch(
            *places.folders,
            watch_filter=None,
            recursive=False,
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            rust_timeout=_LOOK_AGAIN_MS if not again else _STEP_MS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            if again:
                self._bring_in(again)
            changed, again = places.wanted({path for _, path in changes}), []
            self.ready.set()
            folders = self._bring_in(changed)
            if folders or self._stop.is_set() or self._is_other(seen, places):
                return folders
            seen = self._ingest.changes
        return []

    def _is_other(self, seen: int, places: _Places) -> bool:
        """Whether something was ingested or removed so that other places are to be watched."""
        return self._ingest.changes != seen and not places.are_those_of(*self._ingest.watched())

    def _bring_in(self, paths: list[Path]) -> list[Path]:
        """Ingest the paths; gives those that are folders."""
        if any(not path.exists() for path in paths):
            self._stop.wait(_SAVING_SECONDS)
        there = [path for path in paths if path.exists()]
        for group in [there, *([path] for path in paths if path not in there)]:
            try:
                report = self._in_turn(group) if group else IngestReport()
            except (PathNotFound, NothingToIngest):
                continue  # gone again, and never indexed: the temporary file of an editor
            except InterviewerError as error:
                _log.warning("%s was not brought in: %s", group[0], error)
                continue
            for file, why in report.errors:
                _log.info("%s was not read: %s", file, why)
        return [path for path in there if path.is_dir()]

    def _in_turn(self, group: list[Path]) -> IngestReport:
        """Once another process is done: what was saved must not be missed."""
        while True:
            try:
                return self._ingest.ingest(group)
            except IngestGoingOn:
                if self._stop.wait(_LOOK_AGAIN_MS / 1000):
                    raise


class _Places:
    """The user's folders and single files, and every folder that has to be watched for them."""

    def __init__(self, roots: list[Path], files: list[Path]) -> None:
        self._given = (roots, files)
        self._roots = {os.path.join(root, ""): root for root in roots if root.is_dir()}  # noqa: PTH118
        self._singles = {str(file) for file in files}
        walked = {os.path.realpath(folder) for root in self._roots.values() for folder in walk(root).folders}
        self.folders = sorted(walked | {str(file.parent) for file in files if file.parent.is_dir()})

    def are_those_of(self, roots: list[Path], files: list[Path]) -> bool:
        return self._given == (roots, files)

    def wanted(self, changed: set[str]) -> list[Path]:
        """What to ingest of the changed paths: notes, and the whole root where folders or ignore files changed."""
        found: dict[Path, None] = {}
        for place in sorted(changed):
            path = Path(place)
            root = next((root for prefix, root in self._roots.items() if place.startswith(prefix)), None)
            if place in self._singles:
                found[path] = None
            elif root is not None and (path.name in RULE_FILES or path.is_dir()):
                found[root] = None
            elif root is not None and (path.suffix.lower() in SUFFIXES or not path.suffix) and _is_taken_in(path, root):
                found[path] = None
        return list(found)


def _is_taken_in(path: Path, root: Path) -> bool:
    rules = IgnoreRules.above(root)
    for folder in reversed([each for each in path.parents if each.is_relative_to(root)]):
        rules = rules.within(folder)
    decided = rules.decide(str(path), is_folder=False)
    return not decided if decided is not None else not is_noise(path.name)
