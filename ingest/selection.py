"""Which files an ingest is about."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.walk import Walk, walk
from interviewer.domain.errors import NothingToIngest, PathNotFound


@dataclass(slots=True)
class Selection:
    """The files under the given paths by real path, each once, with their names as the user gave them; `folders` are
    the given ones that are folders."""

    files: dict[str, Path] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    folders: dict[str, Walk] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)

    @property
    def unreadable(self) -> list[Path]:
        return [folder for each in self.folders.values() for folder in each.unreadable]

    def add(self, path: Path, name: str) -> None:
        place = os.path.realpath(path)
        self.files.setdefault(place, path)
        self.names.setdefault(place, name)

    def gone(self, places: Iterable[str]) -> list[str]:
        """Of the real paths of stored files, those that lay under the given paths and are there no more, or that an
        ignore file now leaves out."""
        prefixes = tuple(os.path.join(root, "") for root in self.roots)  # noqa: PTH118
        roots = set(self.roots)
        under = [place for place in places if place in roots or place.startswith(prefixes)]
        return [place for place in under if _is_gone(place) or self._is_left_out(place)]

    def _is_left_out(self, place: str) -> bool:
        return place not in self.files and any(each.leaves_out(place) for each in self.folders.values())


def select(paths: Sequence[Path], stored: Iterable[str], start: Path | None = None) -> Selection:
    """Walk the paths, relative ones from `start` on; `stored` are the real paths of known files. Raises PathNotFound
    for a path that is neither on the disk nor known, and NothingToIngest."""
    found = Selection()
    known = list(stored)
    for given in paths:
        path = start / given if start else given
        place = os.path.realpath(path)
        found.roots.append(place)
        if os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises for a name that no disk can hold)
            found.folders[place] = walked = walk(path)
            for file in walked.files:
                found.add(file, str(given / file.relative_to(path)))
        elif not _is_gone(str(path)):
            found.add(path, str(given))
        elif not _any_under(place, known):
            raise PathNotFound(path=given)
    if not found.files and not found.unreadable and not any(_any_under(root, known) for root in found.roots):
        raise NothingToIngest(path=", ".join(map(str, paths)))
    return found


def _any_under(root: str, places: Iterable[str]) -> bool:
    prefix = os.path.join(root, "")  # noqa: PTH118
    return any(place == root or place.startswith(prefix) for place in places)


def _is_gone(place: str) -> bool:
    """Whether there is nothing at a path; what cannot be looked at may still be there."""
    try:
        os.lstat(place)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    return False
