"""A question set as a table, one row a question, and back."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from pathlib import PurePath

from interviewer.domain.desk import Anchors, QuestionSet, Rung, SetQuestion, Step
from interviewer.domain.errors import SetFileBroken
from interviewer.domain.ids import short_id
from interviewer.domain.notes import Level
from interviewer.domain.text import language_of
from interviewer.services.desk.point_lines import as_lines, from_lines
from interviewer.services.desk.yaml_fields import LONGEST_TEXT
from interviewer.services.desk.yaml_reader import MOST_MINUTES, MOST_QUESTIONS

COLUMNS = (
    "question",
    "level",
    "minutes",
    "path",
    "key_points",
    *(step.value for step in Step),
    "weak",
    "good",
    "excellent",
    "red_flags",
    "own",
)
_FORMULA = re.compile(r"(?=[=+\-@\t\r])")
_HARMLESS = re.compile(r"'(?=[=+\-@])")


def to_csv(questions: QuestionSet) -> str:
    """With the marks that a table program needs to read UTF-8; cells that would be formulas are made harmless."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for each in questions.questions:
        rows.writerow([_FORMULA.sub("'", cell, count=1) if _FORMULA.match(cell) else cell for cell in _cells(each)])
    return "\ufeff" + out.getvalue()


def from_csv(text: str, *, file: str, now: datetime) -> QuestionSet:
    """The set in a table with a column `question`; the other columns may be left out. Raises SetFileBroken."""
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), restkey="")
    try:
        names = [name.strip() for name in rows.fieldnames or []]
        _check_names(file, names)
        found = [
            _question(file, rows.line_num, {name.strip(): _bare(cell) for name, cell in row.items()}) for row in rows
        ]
    except csv.Error as error:
        raise SetFileBroken(file=file, line=rows.line_num, field="CSV", problem="desk.no_csv") from error
    if len(found) > MOST_QUESTIONS:
        raise SetFileBroken(file=file, line=1, field="question", problem="desk.too_many", most=MOST_QUESTIONS)
    kept = {each.id: each for each in found}
    return QuestionSet(
        id="",
        name=PurePath(file).stem,
        language=language_of("".join(each.text for each in found)),
        minutes=max(1, min(MOST_MINUTES, sum(each.minutes for each in kept.values()))),
        made_at=now,
        questions=tuple(kept.values()),
    )


def _cells(question: SetQuestion) -> list[str]:
    rungs = {rung.step: rung.text for rung in question.ladder}
    anchors = question.anchors
    return [
        question.text,
        question.level.value,
        str(question.minutes),
        question.path,
        as_lines(question.key_points),
        *(rungs.get(step, "") for step in Step),
        anchors.weak,
        anchors.good,
        anchors.excellent,
        "\n".join(question.red_flags),
        "true" if question.own else "",
    ]


def _check_names(file: str, names: Sequence[str]) -> None:
    if "question" not in names:
        raise SetFileBroken(file=file, line=1, field="question", problem="desk.no_column")
    for name in names:
        if name not in COLUMNS:
            raise SetFileBroken(file=file, line=1, field=name, problem="desk.unknown_field", known=", ".join(COLUMNS))


def _bare(cell: str | list[str] | None) -> str:
    """The text of a cell; what stands beyond the last column is no cell."""
    return _HARMLESS.sub("", cell.strip(), count=1) if isinstance(cell, str) else ""


def _question(file: str, line: int, row: dict[str, str]) -> SetQuestion:
    def wrong(field: str, problem: str, **details: object) -> SetFileBroken:
        return SetFileBroken(file=file, line=line, field=field, problem=f"desk.{problem}", **details)

    for name, cell in row.items():
        if len(cell) > LONGEST_TEXT:
            raise wrong(name, "too_long", most=LONGEST_TEXT)
    if not row["question"]:
        raise wrong("question", "empty")
    level, minutes = row.get("level") or Level.MIDDLE.value, row.get("minutes") or "5"
    if level not in tuple(each.value for each in Level):
        raise wrong("level", "no_such_word", known=", ".join(each.value for each in Level))
    if not minutes.isascii() or not minutes.isdigit() or not 1 <= int(minutes) <= MOST_MINUTES:
        raise wrong("minutes", "no_number", least=1, most=MOST_MINUTES)
    return SetQuestion(
        id=short_id("question", row["question"]),
        text=row["question"],
        path=row.get("path", ""),
        level=Level(level),
        minutes=int(minutes),
        key_points=from_lines(row.get("key_points", "")),
        ladder=tuple(Rung(step, row[step.value]) for step in Step if row.get(step.value)),
        anchors=Anchors(*(row.get(name, "") for name in ("weak", "good", "excellent"))),
        red_flags=tuple(_lines(row.get("red_flags", ""))),
        own=row.get("own", "").casefold() in ("true", "yes", "1"),
    )


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]
