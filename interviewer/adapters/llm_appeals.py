"""A chat model reads an appeal: which words of the answer it is about, and what the notes say to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from interviewer.adapters.repairing import ask_for_object
from interviewer.domain.assessment import Verdict
from interviewer.domain.ports import AppealReading, ChatModel
from interviewer.domain.questions import Question
from interviewer.domain.verdicts import AppealClaim, VerdictKind
from interviewer.i18n import LANGUAGES
from interviewer.prompting import FOLDER, load, one_line

VARIABLES = ("question", "key_point", "notes", "answer", "verdict", "ground", "words", "argument", "repair")
_LONGEST_NOTES = 6_000
_LONGEST_REASON = 300
SCHEMA: dict[str, Any] = {
    "title": "appeal",
    "description": "What an appeal comes to, with the candidate's own words.",
    "type": "object",
    "properties": {
        "quote": {"type": "string"},
        "verdict": {"type": "string", "enum": [kind.value for kind in VerdictKind]},
        "reason": {"type": "string"},
    },
    "required": ["quote", "verdict", "reason"],
}


class LLMAppealReader:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken."""

    def __init__(self, model: ChatModel, *, folder: Path = FOLDER) -> None:
        self._model = model
        self._prompts = {language: load("appeal", language, VARIABLES, folder) for language in LANGUAGES}

    def read(self, question: Question, answer: str, verdict: Verdict, claim: AppealClaim) -> AppealReading:
        reply = ask_for_object(
            self._model,
            self._prompts.get(question.language, self._prompts[LANGUAGES[0]]),
            {
                "question": question.text,
                "key_point": one_line(verdict.key_point.text),
                "notes": question.reference[:_LONGEST_NOTES],
                "answer": answer,
                "verdict": " | ".join((verdict.kind.value, one_line(verdict.quote), one_line(verdict.remark))),
                "ground": claim.ground.value,
                "words": one_line(claim.words),
                "argument": one_line(claim.argument),
            },
            SCHEMA,
            language=question.language,
            problem_in=lambda _: "",
        )
        data = reply.data or {}
        reason = one_line(data["reason"])[:_LONGEST_REASON]
        return AppealReading(data["quote"], VerdictKind(data["verdict"]), reason, reply.usage)
