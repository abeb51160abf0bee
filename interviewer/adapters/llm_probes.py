"""Probes worded by a chat model, for aims that were chosen without it; none gets through that gives a point away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from interviewer.adapters.repairing import ask_for_object
from interviewer.adapters.spoken_text import gives_nothing
from interviewer.domain.aims import Aim
from interviewer.domain.live import Probe, ProbeReason
from interviewer.domain.ports import ChatModel
from interviewer.domain.questions import Question
from interviewer.domain.text import fold, language_of
from interviewer.i18n import LANGUAGES
from interviewer.prompting import FOLDER, load, one_line

LONGEST_PROBE = 160
_VARIABLES = ("question", "answer", "aims", "repair")
SCHEMA: dict[str, Any] = {
    "title": "probes",
    "description": "What the interviewer may ask next.",
    "type": "object",
    "properties": {
        "probes": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"aim": {"type": "integer"}, "probe": {"type": "string"}},
                "required": ["aim", "probe"],
            },
        }
    },
    "required": ["probes"],
}


class LLMProbes:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken."""

    def __init__(self, model: ChatModel, *, folder: Path = FOLDER) -> None:
        self._model = model
        self._prompts = {each: load("probes", each, _VARIABLES, folder) for each in LANGUAGES}

    def probes(self, question: Question, answer: str, aims: Sequence[Aim]) -> list[Probe]:
        """At most one for each aim, in their order; what is no use is left out. Raises ModelUnavailable."""
        language = question.language if question.language in LANGUAGES else LANGUAGES[0]
        reply = ask_for_object(
            self._model,
            self._prompts[language],
            {"question": question.text, "answer": answer, "aims": _listed(aims)},
            SCHEMA,
            language=language,
            problem_in=lambda _: (
                ""
            ),  # there is no time for a second try: what is missing, the embedded ones are there for
        )
        texts = {int(each["aim"]): one_line(each["probe"]) for each in (reply.data or {})["probes"]}
        found: list[Probe] = []
        for number, aim in enumerate(aims, start=1):
            text = texts.get(number, "")
            taken = {fold(each.text) for each in found}
            if fold(text) not in taken and _usable(text, question, answer, language):
                found.append(Probe(aim.id, text, aim.why, aim.point.id if aim.point else "", aim.words, reply.model))
        return found


def _listed(aims: Sequence[Aim]) -> str:
    return "\n".join(f"{number}. {aim.why.value}: {_about(aim)}" for number, aim in enumerate(aims, start=1))


def _about(aim: Aim) -> str:
    """The fact; with the words, where they are what the probe takes up."""
    words = f" “{one_line(aim.words)}”" if aim.words else ""
    if aim.point is None:
        return words.strip()
    return one_line(aim.point.text) + (words if aim.why is not ProbeReason.MISSED else "")


def _usable(text: str, question: Question, answer: str, language: str) -> bool:
    shown = f"{question.text}\n{question.path}\n{answer}"
    fits = 0 < len(text) <= LONGEST_PROBE and language_of(text) == language
    return fits and gives_nothing(text, question.key_points, shown)
