"""A guess at what was meant by some of what was heard."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9']*|[0-9]+")
_CLOSE = {" ", "-", ""}
HANZI = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """`text[start:end]` was probably meant as `meant`; the surer guess of two that overlap counts (0..1)."""

    start: int
    end: int
    meant: str
    sure: float


def windows(text: str, most: int) -> list[list[re.Match[str]]]:
    """Rows of 1 to `most` Latin words that stand together with nothing but a space or a hyphen between them."""
    found = list(TOKEN.finditer(text))
    rows = []
    for at in range(len(found)):
        for size in range(1, most + 1):
            row = found[at : at + size]
            gaps = {text[one.end() : other.start()] for one, other in zip(row, row[1:], strict=False)}
            if len(row) < size or not gaps <= _CLOSE:
                break
            rows.append(row)
    return rows
