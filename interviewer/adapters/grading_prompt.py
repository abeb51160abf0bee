"""What a model is told for grading: what never varies first, then the question's own, then the answer.

Servers that keep prompts in a cache know the longest beginning that they have seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from interviewer.domain.addressing import cut_addresses
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.examples import GradedExample
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.domain.tokens import cut_to
from interviewer.prompting import one_line

VARIABLES = ("question", "key_points", "notes", "examples", "answer", "repair")
_LONGEST_NOTES = 6_000
_PART, _REASON = 21, 12
"""Most tokens of the point and of the words of an example, and of its reason."""


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_STRING = {"type": "string"}
SCHEMA: dict[str, Any] = {
    "title": "assessment",
    "description": "A verdict on every key point, with the candidate's own words.",
    **_object(
        verdicts={
            "type": "array",
            "items": _object(
                point={"type": "integer"},
                quote=_STRING,
                verdict={"type": "string", "enum": [kind.value for kind in VerdictKind]},
                remark=_STRING,
            ),
        },
        false_claims={"type": "array", "items": _object(quote=_STRING, correction=_STRING)},
    ),
}


def values(question: Question, answer: str, examples: Sequence[GradedExample]) -> dict[str, str]:
    """What fills the template, but for `repair`."""
    return {
        "question": question.text,
        "key_points": numbered([replace(each, text=without_orders(each.text)) for each in question.key_points]),
        "notes": without_orders(question.reference)[:_LONGEST_NOTES],
        "examples": "\n".join(map(_line, examples)),
        "answer": answer,
    }


def numbered(points: Sequence[KeyPoint]) -> str:
    return "\n".join(f"{number}. {one_line(point.text)}" for number, point in enumerate(points, 1))


@lru_cache(maxsize=1024)
def without_orders(text: str) -> str:
    """What a note says of its subject, without what it says to a grader; all of it where nothing else would be left."""
    return cut_addresses(text)[0] or text


def _line(example: GradedExample) -> str:
    parts = (example.key_point, _PART), (example.said, _PART), (example.verdict.value, _PART), (example.reason, _REASON)
    return " | ".join(cut_to(one_line(text.replace("|", "/")), most) for text, most in parts)
