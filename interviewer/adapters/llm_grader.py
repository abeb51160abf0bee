"""Grades by a chat model against the fixed key points; the score stays arithmetic, and quotes are checked here."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interviewer.adapters.llm_verdicts import band, false_claims, judged, problem_in
from interviewer.adapters.repairing import ask_for_object
from interviewer.domain.assessment import Assessment, UnscoredReason, VerdictKind, unscored
from interviewer.domain.notes import KeyPoint
from interviewer.domain.ports import ChatModel
from interviewer.domain.questions import Question
from interviewer.domain.watching import watcher
from interviewer.i18n import LANGUAGES
from interviewer.prompting import FOLDER, load, one_line

_WRITTEN = re.compile(r'"point"\s*:\s*(\d+)[^{}]*?"verdict"\s*:\s*"(covered|partial|missed|contradicted)"', re.S)
VARIABLES = ("question", "key_points", "notes", "answer", "repair")
_LONGEST_NOTES = 6_000


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


class LLMGrader:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken."""

    name = "llm"

    def __init__(self, model: ChatModel, *, folder: Path = FOLDER) -> None:
        self._model = model
        self._prompts = {language: load("grade", language, VARIABLES, folder) for language in LANGUAGES}

    def grade(self, question: Question, answer: str) -> Assessment:
        """The assessment of an answer that has passed the gates. Raises ModelUnavailable."""
        if not question.key_points:
            return unscored(UnscoredReason.NO_KEY_POINTS, self.name)
        prompt = self._prompts.get(question.language, self._prompts[LANGUAGES[0]])
        reply = ask_for_object(
            self._model,
            prompt,
            {
                "question": question.text,
                "key_points": numbered(question.key_points),
                "notes": question.reference[:_LONGEST_NOTES],
                "answer": answer,
            },
            SCHEMA,
            language=question.language,
            problem_in=lambda data: problem_in(data, len(question.key_points), question.language),
            watch=_glimpses(),
        )
        data = reply.data or {}
        found = judged(data, question, answer)
        verdicts = tuple(each.verdict for each in found)
        claims = false_claims(data, verdicts, question, answer)
        return Assessment(
            verdicts=verdicts,
            grader=self.name,
            false_claims=tuple(claims),
            band=band(found, len(claims)),
            model=reply.model,
            prompt_version=prompt.version,
            raw_reply=reply.text,
        )


def _glimpses() -> Callable[[str], None] | None:
    """Turns the text so far into verdicts for who looks on; None when nobody does."""
    show = watcher()
    if show is None:
        return None

    def see(text: str) -> None:
        found = [(int(point) - 1, kind) for point, kind in _WRITTEN.findall(text)]
        if found:
            show(found)

    return see


def numbered(points: tuple[KeyPoint, ...]) -> str:
    return "\n".join(f"{number}. {one_line(point.text)}" for number, point in enumerate(points, 1))
