"""The commands that need the index, by name and with plain values: the app that owns it can run them too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.pipeline import Ingest, Progress
from interviewer.domain.errors import IngestGoingOn
from interviewer.domain.ports.system import IndexProbe
from interviewer.services.as_json import found_json
from interviewer.services.search import Search


class IndexCommands:
    """Made by the owner of the index. Results are what the command line prints as JSON."""

    shows_progress = True

    def __init__(self, ingest: Ingest, search: Search, probe: IndexProbe | None = None) -> None:
        self._ingest = ingest
        self._search = search
        self._probe = probe
        self._commands: dict[str, Callable[..., Any]] = {
            "ingest": self.ingest,
            "rebuild": self.rebuild,
            "remove": self.remove,
            "search": self.search,
            "facts": self.facts,
        }

    def run(self, command: str, arguments: dict[str, Any]) -> Any:
        """Raises KeyError for a command that is none, TypeError for arguments that do not fit, and what it raises."""
        return self._commands[command](**arguments)

    def ingest(self, paths: list[str], folder: str, progress: Progress | None = None) -> dict[str, Any]:
        """Paths as the user gave them, relative to the folder that he stood in; `stopped` says that it was cut off."""
        report = self._ingest.ingest([Path(path) for path in paths], start=Path(folder), progress=progress)
        return {**report.as_json(), "stopped": report.stopped}

    def rebuild(self) -> dict[str, Any]:
        return {"chunks": self._ingest.rebuild()}

    def remove(self, file: str) -> dict[str, Any]:
        self._ingest.remove(file)
        return {"removed": file}

    def search(self, query: str, k: int) -> list[dict[str, Any]]:
        """Also where the index was deleted behind the notes' back: it comes back from them first."""
        found = self._search.find(query, k)
        with suppress(IngestGoingOn):  # what is brought in just now cannot be found yet
            if not found and query.strip() and self._ingest.repair():
                found = self._search.find(query, k)
        return [found_json(each) for each in found]

    def facts(self) -> dict[str, Any]:
        """The fields of IndexFacts. Raises KeyError where nobody can look."""
        if self._probe is None:
            raise KeyError("facts")
        return asdict(self._probe.look())
