"""What each server understands from each model: looked for once, and remembered in a file."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

MODES = ("json_schema", "function_calling", "json_mode", "text")
"""Ways to ask for an object, the best first."""

SURE_AFTER = 3
"""So many times a server must break on a way of asking, before that counts as not knowing it."""
ASKED_AGAIN_AFTER = 30.0
"""Seconds between those times: a server that is overloaded is so for a while."""
_FORGOTTEN_AFTER = 30 * 24 * 3600.0
_Kept: TypeAlias = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Dialect:
    """One server and model. `mode` is None until an object has come back.

    A way that the server refused or passed over is `unknown` to it. One that it broke on (a 500) may just have met a
    bad moment: it is tried again now and then, until it has broken too often or works.
    """

    mode: str | None = None
    temperature: bool = True
    streams: bool = True
    unknown: set[str] = field(default_factory=set)
    broken: dict[str, int] = field(default_factory=dict)
    broken_at: float = 0.0

    def candidates(self, now: float) -> list[str]:
        """The ways worth trying, best first; one that works comes before all others, unless doubtful ones are due."""
        known = [mode for mode in MODES if not self._is_lost(mode)] or [MODES[-1]]
        if self.mode is None:
            return known
        due = self._doubtful() if now - self.broken_at >= ASKED_AGAIN_AFTER else []
        return list(dict.fromkeys([*due, self.mode, *known]))

    def settle(self, mode: str, refused: Iterable[str], broke: Iterable[str], now: float) -> None:
        """An object came back in this mode, after the server had refused some and broken on others."""
        self.mode = mode
        self.unknown = self.unknown.union(refused) - {mode}
        self.broken.pop(mode, None)
        for each in broke:
            self.broken[each] = self.broken.get(each, 0) + 1
            self.broken_at = now

    @property
    def is_settled(self) -> bool:
        return self.mode is not None and not self._doubtful()

    def _doubtful(self) -> list[str]:
        better = MODES[: MODES.index(self.mode)] if self.mode else ()
        return [mode for mode in better if not self._is_lost(mode)]

    def _is_lost(self, mode: str) -> bool:
        return mode in self.unknown or self.broken.get(mode, 0) >= SURE_AFTER


class Dialects:
    """All that are known to this process, by server and model.

    What is settled outlives it when there is a file; a file that cannot be read or written only means that it is
    looked for again. After thirty days it is looked for anyway: servers are updated.
    """

    def __init__(self, file: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._file = file
        self._known: dict[tuple[str, str], Dialect] = {}
        self._lock = Lock()
        self.now = now

    def of(self, server: str, model: str) -> Dialect:
        with self._lock:
            if (server, model) not in self._known:
                self._known[server, model] = self._kept(_key(server, model))
            return self._known[server, model]

    def keep(self, server: str, model: str) -> None:
        """Remember the dialect for other processes and later ones, when it is settled."""
        dialect = self.of(server, model)
        if self._file is None or not dialect.is_settled:
            return
        with self._lock:
            kept = self._read()
            entry = {"mode": dialect.mode, "temperature": dialect.temperature}
            old = kept.get(_key(server, model), {})
            if {name: old.get(name) for name in entry} != entry or self._is_old(old):
                self._write(kept | {_key(server, model): entry | {"found": self.now()}})

    def clear(self) -> None:
        self._known.clear()

    def _kept(self, key: str) -> Dialect:
        entry = self._read().get(key, {})
        if entry.get("mode") not in MODES or self._is_old(entry):
            return Dialect()
        mode = str(entry["mode"])
        return Dialect(mode, bool(entry.get("temperature", True)), unknown=set(MODES[: MODES.index(mode)]))

    def _is_old(self, entry: dict[str, Any]) -> bool:
        found = entry.get("found")
        return not isinstance(found, int | float) or not 0 <= self.now() - found < _FORGOTTEN_AFTER

    def _read(self) -> _Kept:
        try:
            found = json.loads(self._file.read_text("utf-8")) if self._file else {}
        except (OSError, ValueError):
            return {}
        return (
            {key: entry for key, entry in found.items() if isinstance(entry, dict)} if isinstance(found, dict) else {}
        )

    def _write(self, kept: _Kept) -> None:
        """In one step: another process never reads half a file."""
        if self._file is None:
            return
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(kept, indent=1), "utf-8")
            part.replace(self._file)
        except OSError:
            with suppress(OSError):
                part.unlink()


def _key(server: str, model: str) -> str:
    """The address is hashed: some carry a password."""
    return f"{model} @ {sha256(server.encode('utf-8', 'replace')).hexdigest()[:12]}"
