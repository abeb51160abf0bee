"""What is installed, and the room there is."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from interviewer.domain.ports.system import DiskFacts, Package


def packages(product: str = "interviewer") -> list[Package]:
    """All that the product asks for on this machine; nothing where it runs without being installed itself."""
    try:
        wanted = [Requirement(line) for line in requires(product) or ()]
    except PackageNotFoundError:
        return []
    here = [each for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})]
    return sorted((_package(each) for each in here), key=lambda each: each.name)


def _package(wanted: Requirement) -> Package:
    name, within = wanted.name.lower(), str(wanted.specifier)
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return Package(name, "", within, False)
    return Package(name, found, within, wanted.specifier.contains(found, prereleases=True))


class Disk:
    """The DiskProbe port. Nothing is written, not even for a moment."""

    def look(self, folder: Path) -> DiskFacts:
        nearest = next((each for each in (folder.absolute(), *folder.absolute().parents) if each.exists()), None)
        if nearest is None or not nearest.is_dir():
            return DiskFacts(folder, False, False, 0, 0)
        usage = shutil.disk_usage(nearest)
        writable = os.access(nearest, os.W_OK | os.X_OK)
        return DiskFacts(folder, folder.is_dir(), writable, usage.free, usage.total)
