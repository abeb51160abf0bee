"""Reading benchmark files line by line, so that a broken line is named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from interviewer.domain.errors import BenchmarkFileBroken, PathNotFound


def read_jsonl(file: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) of each line. Raises PathNotFound, and BenchmarkFileBroken where a name is missing."""
    if not file.is_file():
        raise PathNotFound(path=file)
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise BenchmarkFileBroken(file=file, line=number, problem=f"no JSON ({error.msg})") from error
        missing = [name for name in needed if not isinstance(row, dict) or name not in row]
        if missing:
            raise BenchmarkFileBroken(file=file, line=number, problem=f"no {missing[0]!r}")
        yield number, row
