"""What a process and its children use, from /proc of Linux."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6 if hasattr(os, "sysconf") else 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds since it began, resident megabytes, threads and open files."""

    cpu_s: float
    rss_mb: float
    threads: int
    files: int


def usage(pid: int) -> Usage:
    """Raises FileNotFoundError when the process has ended."""
    every = [_of_one(each) for each in (pid, *_children(pid))]
    return Usage(
        *(sum(values) for values in zip(*((u.cpu_s, u.rss_mb, u.threads, u.files) for u in every), strict=True))
    )


def _children(pid: int) -> list[int]:
    found = (Path("/proc") / str(pid) / "task").glob("*/children")
    return [int(each) for file in found for each in file.read_text().split()]


def _of_one(pid: int) -> Usage:
    own = Path("/proc") / str(pid)
    fields = (own / "stat").read_text().rpartition(")")[2].split()
    resident = int((own / "statm").read_text().split()[1])
    ticks = int(fields[11]) + int(fields[12])
    return Usage(ticks / _TICKS, resident * _PAGE_MB, int(fields[17]), sum(1 for _ in (own / "fd").iterdir()))


def machine_cpu_s() -> tuple[float, float]:
    """Seconds that all cores were busy, and seconds in all, since the machine began."""
    numbers = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle = numbers[3] + numbers[4]
    return (sum(numbers) - idle) / _TICKS, sum(numbers) / _TICKS


def slope_per_hour(samples: Sequence[tuple[float, float]]) -> float:
    """Of (second, value), by least squares: how much the value grows in an hour."""
    mean_t = sum(t for t, _ in samples) / len(samples)
    mean_v = sum(v for _, v in samples) / len(samples)
    spread = sum((t - mean_t) ** 2 for t, _ in samples)
    return 3600 * sum((t - mean_t) * (v - mean_v) for t, v in samples) / spread if spread else 0.0
