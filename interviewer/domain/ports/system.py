"""What a check of the installation looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """`revision` is the step that its tables are at, "" for an empty one, `newest` the program's own; `now` is its
    clock, None where it has none of its own. `place` holds no password."""

    kind: str
    place: str
    revision: str
    newest: str
    milliseconds: float
    now: datetime | None = None


class DatabaseProbe(Protocol):
    def look(self) -> DatabaseFacts:
        """Changes nothing. Raises DatabaseUnavailable and what opening it raises."""

    def ping(self) -> None:
        """The cheapest question. Raises as `look`."""


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """`made_by` is the embedder that made it, "" while it is empty. `chunks` and `sections` are what the database says
    there is to be found, `vectors` and `lexical` what the two indexes hold of it."""

    place: str
    made_by: str
    wanted: str
    chunks: int
    vectors: int
    sections: int
    lexical: int


class IndexProbe(Protocol):
    def look(self) -> IndexFacts:
        """Changes nothing. Raises IndexUnavailable, IndexOwnedElsewhere, DatabaseUnavailable."""

    def ping(self) -> None:
        """The cheapest question. Raises as `look`, and IndexMadeByOtherEmbedder."""


@dataclass(frozen=True, slots=True)
class DiskFacts:
    """`free` and `whole` in bytes; 0 where the folder is not there yet and none above it can be asked."""

    folder: Path
    exists: bool
    writable: bool
    free: int
    whole: int


class DiskProbe(Protocol):
    def look(self, folder: Path) -> DiskFacts: ...


@dataclass(frozen=True, slots=True)
class Package:
    """`version` is "" for one that is not installed; `wanted` is the range that the product asks for."""

    name: str
    version: str
    wanted: str
    fits: bool


class ModelProbe(Protocol):
    def models(self) -> Sequence[str]:
        """The names that the model's server lists. Raises ModelUnavailable."""
