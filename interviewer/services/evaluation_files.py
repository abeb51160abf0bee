"""Reading graded answers for the benchmarks, with the line of what is broken."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interviewer.domain.errors import BenchmarkFileBroken, PathNotFound
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.domain.text import clauses, language_of, sentences

_NEEDED = {"question": str, "key_points": list, "answer": str, "covered": list}
_LONGEST_POINT = {"zh": 40, "en": 140}
_SHORTEST_POINT = {"zh": 6, "en": 15}
_MOST_POINTS = 10


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """An answer to a question with what people gave it: `covered` 0..1 a key point, `score` in the file's own range.

    `id` is what the file calls it, if anything; `line` where it ends there.
    """

    question: Question
    answer: str
    kind: str
    covered: tuple[float, ...]
    score: float
    line: int = 0
    id: str = ""


def read_jsonl(file: Path) -> list[GradedAnswer]:
    """The answers of a jsonl file. Raises PathNotFound, BenchmarkFileBroken."""
    found = []
    for number, line in enumerate(_text(file).splitlines(), start=1):
        if line.strip():
            found.append(_graded(file, number, _object(file, number, line)))
    if not found:
        raise BenchmarkFileBroken(file=str(file), line=1, problem="bench_empty")
    return found


def read_csv(file: Path) -> list[GradedAnswer]:
    """The answers of a csv file with question, reference, answer, score (0..1); "No submission" rows are left out.

    Raises PathNotFound, BenchmarkFileBroken.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    rows = csv.DictReader(_text(file).splitlines(keepends=True))
    found = list(_rows(file, rows))
    if not found:
        raise BenchmarkFileBroken(file=str(file), line=1, problem="bench_empty")
    return found


def _rows(file: Path, rows: csv.DictReader[str]) -> Iterator[GradedAnswer]:
    missing = [name for name in ("question", "reference", "answer", "score") if name not in (rows.fieldnames or [])]
    if missing:
        raise BenchmarkFileBroken(file=str(file), line=1, problem="bench_columns", names=", ".join(missing))
    for row in rows:
        try:
            score = float(row["score"])
        except (TypeError, ValueError):
            raise BenchmarkFileBroken(file=str(file), line=rows.line_num, problem="bench_score") from None
        answer, reference = row["answer"] or "", row["reference"] or ""
        if not 0 <= score <= 1:
            raise BenchmarkFileBroken(file=str(file), line=rows.line_num, problem="bench_score")
        if answer.strip().rstrip(".").casefold() == "no submission":
            continue
        points = reference_points(reference)
        question = _question(row["question"] or "", points, reference, cut=True)
        yield GradedAnswer(question, answer, "", (), score, rows.line_num, row.get("id") or "")


def reference_points(reference: str) -> list[str]:
    """What a reference answer says, point by point: its sentences and lines, long ones by their clauses.

    A clause too short to stand alone stays with the one before it.
    """
    found: list[str] = []
    for sentence in sentences(reference):
        text = sentence.of(reference).lstrip("-*•· \t")
        language = language_of(text)
        pieces = [text] if len(text) <= _LONGEST_POINT[language] else _merged(text, language)
        found.extend(piece for piece in pieces if piece and piece not in found)
    long_enough = [piece for piece in found if len(piece) >= _SHORTEST_POINT[language_of(piece)]]
    return (long_enough or found or [reference])[:_MOST_POINTS]


def _merged(text: str, language: str) -> list[str]:
    merged: list[tuple[int, int]] = []
    for part in clauses(text):
        if merged and merged[-1][1] - merged[-1][0] < _LONGEST_POINT[language] // 2:
            merged[-1] = (merged[-1][0], part.end)
        else:
            merged.append((part.start, part.end))
    return [text[start:end] for start, end in merged]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PathNotFound(path=str(file)) from None
    except (OSError, UnicodeDecodeError):
        raise BenchmarkFileBroken(file=str(file), line=1, problem="unreadable") from None


def _object(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise BenchmarkFileBroken(file=str(file), line=number, problem="bench_not_json") from None
    if not isinstance(data, dict):
        raise BenchmarkFileBroken(file=str(file), line=number, problem="bench_not_json")
    return data


def _graded(file: Path, number: int, data: dict[str, Any]) -> GradedAnswer:
    missing = [name for name, kind in _NEEDED.items() if not isinstance(data.get(name), kind)]
    if missing or not _is_number(data.get("score"), 100):
        names = ", ".join([*missing, *([] if _is_number(data.get("score"), 100) else ["score"])])
        raise BenchmarkFileBroken(file=str(file), line=number, problem="bench_columns", names=names)
    points, covered = data["key_points"], data["covered"]
    if not points or len(points) != len(covered) or not all(isinstance(point, str) for point in points):
        raise BenchmarkFileBroken(file=str(file), line=number, problem="bench_points")
    if not all(_is_number(value, 1) for value in covered):
        raise BenchmarkFileBroken(file=str(file), line=number, problem="bench_points")
    question = _question(data["question"], points, str(data.get("reference") or "\n".join(points)))
    kind = str(data.get("kind") or "other")
    marks = tuple(float(each) for each in covered)
    return GradedAnswer(question, data["answer"], kind, marks, float(data["score"]), number, str(data.get("id") or ""))


def _is_number(value: Any, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


def _question(text: str, points: list[str], reference: str, cut: bool = False) -> Question:
    checklist = tuple(KeyPoint(str(at), point, None) for at, point in enumerate(points))
    return Question(text, "", "", checklist, reference, language_of(text), cut_from_reference=cut)
