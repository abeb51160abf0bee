"""Key points as lines of text: `[2] text` has the weight 2, a line without a number the weight 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from interviewer.domain.ids import short_id
from interviewer.domain.notes import KeyPoint

MOST_WEIGHT = 100.0
LEAST_WEIGHT = 0.1
_WEIGHED = re.compile(r"\[(\d+(?:\.\d+)?)\]\s*(?=\S)")


def as_lines(points: Sequence[KeyPoint]) -> str:
    return "\n".join(point.text if point.weight == 1 else f"[{point.weight:g}] {point.text}" for point in points)


def from_lines(text: str, before: Sequence[KeyPoint] = ()) -> tuple[KeyPoint, ...]:
    """A point a line, each once. One that was there before, by its text, keeps its id and its lines in the note."""
    known = {point.text: point for point in before}
    found: dict[str, KeyPoint] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _WEIGHED.match(line)
        said = line[match.end() :] if match else line
        weight = min(MOST_WEIGHT, max(LEAST_WEIGHT, float(match[1]))) if match else 1.0
        point = replace(known.get(said) or KeyPoint(short_id("point", said), said, None), weight=weight)
        found.setdefault(point.id, point)
    return tuple(found.values())
