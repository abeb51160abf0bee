"""The notes below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.files import SUFFIXES
from ingest.ignore_rules import IgnoreRules, is_noise


@dataclass(slots=True)
class Walk:
    """What a walk met: notes in the order of name, the folders it went through, those that could not be opened, and
    the real paths that an ignore file left out."""

    files: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)

    def leaves_out(self, place: str) -> bool:
        """Whether a real path, or a folder above it, was left out by an ignore file."""
        while self.ignored and place not in self.ignored:
            above = os.path.dirname(place)  # noqa: PTH120
            if above == place:
                return False
            place = above
        return bool(self.ignored)


def walk(root: Path) -> Walk:
    """Walk a folder. Links to folders are followed, each folder is entered once, so that loops of links end."""
    found = Walk()
    entered: set[tuple[int, int]] = set()
    waiting = [(root, IgnoreRules.above(root))]
    linked: list[tuple[Path, IgnoreRules]] = []
    while waiting or linked:
        folder, rules = waiting.pop() if waiting else linked.pop(0)
        try:
            info = folder.stat()
            if (info.st_dev, info.st_ino) in entered:
                continue
            entered.add((info.st_dev, info.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            found.unreadable.append(folder)
            continue
        found.folders.append(folder)
        rules = rules.within(folder)
        below = list(_below(entries, folder, rules, found))
        waiting.extend((path, rules) for path, link in reversed(below) if not link)
        linked.extend((path, rules) for path, link in below if link)
    return found


def _below(
    entries: Iterable[os.DirEntry[str]], folder: Path, rules: IgnoreRules, found: Walk
) -> Iterable[tuple[Path, bool]]:
    """Takes the notes, and gives the folders to enter with whether each is a link."""
    place = os.path.realpath(folder) if rules.specs else ""
    for entry in entries:
        is_folder = _is_folder(entry)
        if not is_folder and os.path.splitext(entry.name)[1].lower() not in SUFFIXES:  # noqa: PTH122
            continue
        decided = None
        if rules.specs:
            decided = rules.decide(os.path.join(place, entry.name), is_folder=is_folder)  # noqa: PTH118
        if decided:
            found.ignored.add(os.path.join(place, entry.name))  # noqa: PTH118
        if decided or (decided is None and is_noise(entry.name)):
            continue
        if is_folder:
            yield folder / entry.name, entry.is_symlink()
        else:
            found.files.append(folder / entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False
