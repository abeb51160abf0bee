"""What was wanted of each figure, beside what was measured; both from files."""

from __future__ import annotations

import json
import operator
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("wanted.toml")
_RULES = {
    "least": ("≥", operator.ge),
    "most": ("≤", operator.le),
    "over": (">", operator.gt),
    "under": ("<", operator.lt),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table. `measured` and `met` are None where there is no figure; `met` also where none was wanted.

    `how` names what it was measured on; `folds` is there where it is out of fold.
    """

    names: dict[str, str]
    wanted: str
    measured: float | None
    met: bool | None
    cases: int | None
    how: str
    folds: int | None = None


def read_results(folder: Path) -> dict[str, dict[str, Any]]:
    """The files of figures by name."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}


def tables(results: dict[str, dict[str, Any]], file: Path = FILE) -> dict[str, list[Figure]]:
    """The lines of each table by its id."""
    with file.open("rb") as opened:
        chosen = tomllib.load(opened)["table"]
    return {
        table["id"]: [figure(row, results.get(table["result"], {}).get("figures", {})) for row in table["row"]]
        for table in chosen
    }


def figure(row: dict[str, Any], figures: dict[str, Any]) -> Figure:
    """What that row of the file wants, and what the figures say of it."""
    *around, value = _way(figures, row["at"])
    measured = value if isinstance(value, int | float) else None
    rule = next((name for name in _RULES if name in row), None)
    met = None if measured is None or rule is None else bool(_RULES[rule][1](measured, row[rule]))
    folds = _nearest(around, "folds")
    how = row.get("how") or ("folds" if folds else "in_sample" if _nearest(around, "in_sample") else "")
    return Figure(
        {language: row[language] for language in ("en", "zh")},
        f"{_RULES[rule][0]} {row[rule]:g}" if rule else "",
        measured,
        met,
        None if measured is None else _nearest(around, "n"),
        how if measured is not None else "",
        folds,
    )


def _way(figures: dict[str, Any], steps: Sequence[str]) -> list[Any]:
    """What is passed on the way, and last what was sought; None from where it leads nowhere."""
    passed: list[Any] = [figures]
    for step in steps:
        here = passed[-1]
        if isinstance(here, list):
            name, _, wanted = step.partition("=")
            passed.append(next((each for each in here if str(each.get(name)) == wanted), None))
        else:
            passed.append(here.get(step) if isinstance(here, dict) else None)
    return passed


def _nearest(around: Sequence[Any], name: str) -> Any:
    found: Iterator[Any] = (each[name] for each in reversed(around) if isinstance(each, dict) and name in each)
    return next(found, None)
