"""A question set as YAML, in the form that docs/desk.md describes."""

from __future__ import annotations

from typing import Any

import yaml

from interviewer.domain.desk import QuestionSet, Rung, SetQuestion
from interviewer.domain.notes import KeyPoint

FORMAT = "interviewer-question-set"
VERSION = 1


class _Dumper(yaml.SafeDumper):
    """Texts of several lines are written as such."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def to_yaml(questions: QuestionSet) -> str:
    """Everything of the set but the text that steered it, which stays on this machine."""
    made: dict[str, Any] = {
        FORMAT: VERSION,
        "id": questions.id,
        "name": questions.name,
        "language": questions.language,
        "minutes": questions.minutes,
        "made": questions.made_at.isoformat(),
        "level": questions.level.value if questions.level else None,
        "topics": list(questions.topics),
        "locked": questions.locked or None,
        "questions": [_question(each) for each in questions.questions],
    }
    text = yaml.dump(_filled(made), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text.encode("utf-8", "replace").decode("utf-8")


def _question(question: SetQuestion) -> dict[str, Any]:
    anchors = question.anchors
    return _filled(
        {
            "question": question.text,
            "id": question.id,
            "path": question.path,
            "section_id": question.section_id,
            "own": question.own or None,
            "level": question.level.value,
            "minutes": question.minutes,
            "key_points": [_point(each) for each in question.key_points],
            "ladder": [_rung(each) for each in question.ladder],
            "anchors": _filled({"weak": anchors.weak, "good": anchors.good, "excellent": anchors.excellent}),
            "red_flags": list(question.red_flags),
            "reference": question.reference,
            "drafted_by": question.drafted_by,
            "draft_failed": question.draft_failed,
        }
    )


def _point(point: KeyPoint) -> dict[str, Any]:
    source = point.source
    lines = {"file": source.file, "first_line": source.first_line, "last_line": source.last_line} if source else None
    weight = int(point.weight) if point.weight == int(point.weight) else point.weight
    return _filled({"text": point.text, "id": point.id, "weight": weight, "source": lines})


def _rung(rung: Rung) -> dict[str, Any]:
    return _filled({"step": rung.step.value, "text": rung.text, "aims_at": rung.aims_at})


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
