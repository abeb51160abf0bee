"""Transcripts with `{fillers}` and `<repeated starts>` marked in them, and how many of these are found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures import ROOT
from interviewer.domain.fillers import fillers
from interviewer.domain.repeats import repeats
from interviewer.domain.text import language_of

TRANSCRIPTS = ROOT / "bench" / "transcripts"
PARTS = {"reported": TRANSCRIPTS / "fillers-reported.jsonl", "built_on": TRANSCRIPTS / "fillers-built.jsonl"}
_AS_SPOKEN = ("spoken", "empty-ish", "parrot")
_CLOSING = {"}": "{", ">": "<"}
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A transcript without its marks, and the places that were marked."""

    id: str
    language: str
    text: str
    fillers: frozenset[Place]
    repeats: frozenset[Place]


def read(file: Path) -> list[Marked]:
    return [_unmarked(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line]


def _unmarked(row: dict[str, str]) -> Marked:
    text, opened = "", {"{": 0, "<": 0}
    found: dict[str, set[Place]] = {"{": set(), "<": set()}
    for char in row["marked"]:
        if char in opened:
            opened[char] = len(text)
        elif char in _CLOSING:
            found[_CLOSING[char]].add((opened[_CLOSING[char]], len(text)))
        else:
            text += char
    return Marked(row["id"], row["language"], text, frozenset(found["{"]), frozenset(found["<"]))


def figures(transcripts: Sequence[Marked]) -> dict[str, Any]:
    """Precision, recall and F1 of places that agree to the letter, over all and by language."""
    languages = {language: [each for each in transcripts if each.language == language] for language in ("zh", "en")}
    return {name: _of(rows) for name, rows in {"all": list(transcripts), **languages}.items()}


def _of(transcripts: Sequence[Marked]) -> dict[str, Any]:
    filled, again = [], []
    for each in transcripts:
        found = fillers(each.text, each.language)
        filled.append((each.fillers, {(one.start, one.end) for one in found}))
        repeated = repeats(each.text, each.language, found)
        again.append((each.repeats, {(one.start, one.end) for one in repeated}))
    return {"n": len(transcripts), "fillers": agreement(filled), "repeats": agreement(again)}


def false_alarms() -> dict[str, int]:
    """How much is found in graded answers that were written to be read, where there should be next to nothing."""
    count = filled = again = 0
    for file in written_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] in _AS_SPOKEN:
                continue
            text, language = row["answer"], language_of(row["answer"])
            found = fillers(text, language)
            count, filled = count + 1, filled + len(found)
            again += len(repeats(text, language, found))
    return {"answers": count, "fillers": filled, "repeats": again}


def written_files() -> list[Path]:
    return [file for file in sorted((ROOT / "bench" / "answers").glob("*.jsonl")) if not file.name.startswith("pairs")]


def agreement(pairs: Iterable[tuple[Iterable[Place], set[Place]]]) -> dict[str, Any]:
    """Of (marked, found) pairs."""
    right = marked = found = 0
    for wanted, given in pairs:
        own = set(wanted)
        right, marked, found = right + len(own & given), marked + len(own), found + len(given)
    return shares(right, found, marked)


def shares(right: int, found: int, marked: int) -> dict[str, Any]:
    precision, recall = right / found if found else 1.0, right / marked if marked else 1.0
    f1 = 2 * right / (found + marked) if found + marked else 1.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "marked": marked}
