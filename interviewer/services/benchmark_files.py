"""Reading benchmark files line by line, so that a broken line is named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from interviewer.domain.errors import BenchmarkFileBroken, PathNotFound


def read_jsonl(file: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) of each line. Raises PathNotFound, and BenchmarkFileBroken."""
    if not file.is_file():
        raise PathNotFound(path=file)
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BenchmarkFileBroken(file=file, line=1, problem="unreadable") from error
    if not any(map(str.strip, lines)):
        raise BenchmarkFileBroken(file=file, line=1, problem="bench_empty")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _row(file, number, line, needed)


def _row(file: Path, number: int, line: str, needed: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BenchmarkFileBroken(file=file, line=number, problem="bench_not_json") from error
    if not isinstance(row, dict):
        raise BenchmarkFileBroken(file=file, line=number, problem="bench_not_json")
    missing = [name for name in needed if name not in row]
    if missing:
        raise BenchmarkFileBroken(file=file, line=number, problem="bench_columns", names=", ".join(missing))
    return row
