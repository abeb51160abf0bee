"""The data folder: there, writable, with room."""

from __future__ import annotations

from pathlib import Path

from interviewer.domain.ports.system import DiskProbe
from interviewer.services.system_check.finding import Finding, ok, problem, warning

_MEGABYTE = 1_000_000
_NEARLY_FULL = 1_000 * _MEGABYTE
_FULL = 100 * _MEGABYTE


def check(disk: DiskProbe, folder: Path) -> Finding:
    facts = disk.look(folder)
    told = {"folder": str(folder), "free": size(facts.free)}
    if not facts.writable:
        return problem("data_folder", "not_writable", **told)
    if facts.free < _FULL:
        return problem("data_folder", "full", **told)
    if facts.free < _NEARLY_FULL:
        return warning("data_folder", "nearly_full", **told)
    return ok("data_folder", "ok" if facts.exists else "new", **told)


def size(count: int) -> str:
    """Bytes as people read them."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
