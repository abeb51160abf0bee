"""Pictures for docs/accuracy.md: what they are drawn from goes into the figures, so that anyone can draw them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.accuracy_page import PICTURES
from interviewer.adapters.charts import drawn, reliability, scores_by_kind
from interviewer.i18n import LANGUAGES
from interviewer.services.evaluation_grading import Judged
from interviewer.services.reliability import Bin, of_answers


def picture_data(judged: Sequence[Judged]) -> dict[str, Any]:
    """Bins of predictions, and [kind, true score, given score] of each answer."""
    bins = [{name: round(value, 4) for name, value in asdict(each).items()} for each in of_answers(judged)]
    return {"bins": bins, "scores": [[each.graded.kind, each.truth, each.score] for each in judged]}


def pictures(data: dict[str, Any], folder: Path) -> list[Path]:
    """Draw them as SVG, in both languages; those that were drawn from the same data stay as they are."""
    made = []
    for language in LANGUAGES:
        for name in PICTURES if data else ():
            made.append(folder / f"accuracy-{name}.{language}.svg")
            if drawn_from(made[-1]) != mark(data):
                made[-1].write_text(f"{_drawing(name, data, language)}\n<!-- {mark(data)} -->\n", encoding="utf-8")
    return made


def mark(data: dict[str, Any]) -> str:
    return "drawn from " + hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


def drawn_from(file: Path) -> str:
    """The mark of the data that a picture shows; empty where there is none."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return text.rpartition("<!-- ")[2].partition(" -->")[0]


def _drawing(name: str, data: dict[str, Any], language: str) -> str:
    if name == "reliability":
        chart = reliability([Bin(**each) for each in data["bins"]], "points", language)
    else:
        chart = scores_by_kind([(kind, true, given) for kind, true, given in data["scores"]], language)
    return drawn(chart, "svg").decode()
