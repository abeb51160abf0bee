"""Ladder, anchors and red flags of a question by a chat model, from the section alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from interviewer.adapters.grading_prompt import numbered, without_orders
from interviewer.adapters.guide_checks import MOST_FLAGS, fault_in, usable_flag
from interviewer.adapters.repairing import ask_for_object
from interviewer.domain.desk import Anchors, Guide, Rung, Step
from interviewer.domain.ports import ChatModel
from interviewer.domain.questions import Question
from interviewer.i18n import LANGUAGES
from interviewer.prompting import FOLDER, load, one_line, unfenced

_VARIABLES = ("question", "topic", "key_points", "notes", "level", "repair")
_LONGEST_NOTES = 6_000
_TEXT: dict[str, Any] = {"type": "string"}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_STEP = {"type": "string", "enum": [each.value for each in Step]}
SCHEMA: dict[str, Any] = {
    "title": "guide",
    "description": "What the interviewer has beside the question.",
    **_object(
        ladder={"type": "array", "items": _object(step=_STEP, point={"type": "integer"}, ask=_TEXT)},
        anchors=_object(weak=_TEXT, good=_TEXT, excellent=_TEXT),
        red_flags={"type": "array", "items": _TEXT},
    ),
}


class LLMGuides:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken."""

    def __init__(self, model: ChatModel, *, folder: Path = FOLDER) -> None:
        self._model = model
        self._prompts = {each: load("guide", each, _VARIABLES, folder) for each in LANGUAGES}

    def guide(self, question: Question) -> Guide:
        language = question.language if question.language in LANGUAGES else LANGUAGES[0]
        reply = ask_for_object(
            self._model,
            self._prompts[language],
            {
                "question": question.text,
                "topic": question.path,
                "key_points": numbered(question.key_points),
                "notes": without_orders(question.reference)[:_LONGEST_NOTES],
                "level": question.level.value,
            },
            SCHEMA,
            language=language,
            problem_in=lambda data: fault_in(_read(data, question, language), question, language),
        )
        return _read(reply.data or {}, question, language, reply.model)


def _read(data: dict[str, Any], question: Question, language: str, writer: str = "") -> Guide:
    """The reply as a guide, the easiest rung first. Red flags that are no use are left out; there may be others."""
    ids = {number: point.id for number, point in enumerate(question.key_points, 1)}
    steps = list(Step)
    rungs = [
        Rung(Step(each["step"]), _line(each["ask"], question), ids.get(each["point"], "")) for each in data["ladder"]
    ]
    anchors = {name: _line(text, question) for name, text in data["anchors"].items() if name in Anchors.__slots__}
    flags = dict.fromkeys(_line(each, question) for each in data["red_flags"])
    return Guide(
        tuple(sorted(rungs, key=lambda rung: steps.index(rung.step))),
        Anchors(**anchors),
        tuple(each for each in flags if usable_flag(each, question, language))[:MOST_FLAGS],
        writer,
    )


def _line(text: str, question: Question) -> str:
    return unfenced(one_line(text), question.reference)
