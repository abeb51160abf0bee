"""Writes questions and follow-ups by a chat model, and lets none through that gives the answer away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from interviewer.adapters.grading_prompt import numbered
from interviewer.adapters.repairing import ask_for_object
from interviewer.domain.assessment import Assessment
from interviewer.domain.leaks import states
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.ports import ChatModel
from interviewer.domain.probing import leaked_terms, worst_point
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Style
from interviewer.domain.text import fold, language_of
from interviewer.domain.usage import Usage
from interviewer.i18n import LANGUAGES, translate
from interviewer.prompting import FOLDER, Prompt, load, one_line

ANGLES = ("plain", "situation", "reason", "trade_off", "what_if")
LONGEST_QUESTION = 300
_QUESTION_VARIABLES = ("topic", "key_points", "level", "angle", "repair")
_REPHRASE_VARIABLES = ("question", "topic", "key_points", "variant", "repair")
_HINT_VARIABLES = ("question", "answer", "point", "step", "repair")
_FOLLOW_UP_VARIABLES = ("question", "answer", "point", "quote", "verdict", "help", "style", "repair")
_REMEMBERED = 512
SCHEMA: dict[str, Any] = {
    "title": "question",
    "description": "What the interviewer says.",
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
}


class LLMWriter:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken.

    A variant is an angle to ask from. Its wording is remembered in the process, since models do not repeat
    themselves to the letter.
    """

    def __init__(self, model: ChatModel, *, folder: Path = FOLDER) -> None:
        self._model = model
        self._questions = {each: load("question", each, _QUESTION_VARIABLES, folder) for each in LANGUAGES}
        self._rephrasings = {each: load("rephrase", each, _REPHRASE_VARIABLES, folder) for each in LANGUAGES}
        self._hints = {each: load("hint", each, _HINT_VARIABLES, folder) for each in LANGUAGES}
        self._follow_ups = {each: load("follow_up", each, _FOLLOW_UP_VARIABLES, folder) for each in LANGUAGES}
        self._worded: dict[tuple[Section, str, str], tuple[str, str]] = {}

    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        text, writer, usage = self._word(section, language, ANGLES[variant % len(ANGLES)])
        return Question(
            text=text,
            section_id=section.id,
            path=section.path,
            key_points=section.key_points,
            reference=section.text,
            language=language,
            level=section.level,
            writer=writer,
            usage=usage,
        )

    def rephrase(self, question: Question, *, variant: int) -> str:
        values = {
            "question": question.text,
            "topic": question.path,
            "key_points": numbered(question.key_points),
            "variant": str(variant + 1),
        }

        def fault_in(text: str) -> str:
            if fold(text) == fold(question.text):
                return translate("repair.same_wording", question.language)
            return _stated(text, question.key_points, f"{question.path}\n{question.text}")

        return self._write(self._rephrasings, values, question.language, fault_in)[0]

    def hint(self, question: Question, answer: str, point: KeyPoint, *, step: int) -> str:
        values = {
            "question": question.text,
            "answer": answer,
            "point": one_line(point.text),
            "step": str(step),
        }

        def leak_in(text: str) -> str:
            return ", ".join(sorted(leaked_terms(text, point, _known(question, answer))))

        return self._write(self._hints, values, question.language, leak_in)[0]

    def follow_up(
        self,
        question: Question,
        answer: str,
        assessment: Assessment,
        *,
        language: str,
        nudge: bool = False,
        style: Style = Style.NEUTRAL,
    ) -> FollowUp | None:
        worst = worst_point(assessment)
        if worst is None:
            return None
        values = {
            "question": question.text,
            "answer": answer,
            "point": one_line(worst.key_point.text),
            "quote": worst.quote,
            "verdict": worst.kind.value,
            "help": "direction" if nudge else "none",
            "style": style.value,
        }

        def leak_in(text: str) -> str:
            return ", ".join(sorted(leaked_terms(text, worst.key_point, _known(question, answer))))

        text, writer, usage = self._write(self._follow_ups, values, language, leak_in)
        return FollowUp(text, worst.key_point, language, writer, usage)

    def _word(self, section: Section, language: str, angle: str) -> tuple[str, str, Usage | None]:
        """The wording of before, which costs nothing, or a new one."""
        known = self._worded.get((section, language, angle))
        if known is not None:
            return *known, None
        text, writer, usage = self._word_question(section, language, angle)
        if len(self._worded) >= _REMEMBERED:
            self._worded.clear()
        self._worded[section, language, angle] = text, writer
        return text, writer, usage

    def _word_question(self, section: Section, language: str, angle: str) -> tuple[str, str, Usage]:
        values = {
            "topic": section.path,
            "key_points": numbered(section.key_points),
            "level": section.level.value,
            "angle": angle,
        }

        def leak_in(text: str) -> str:
            return _stated(text, section.key_points, section.path)

        return self._write(self._questions, values, language, leak_in)

    def _write(
        self, prompts: dict[str, Prompt], values: dict[str, str], language: str, leak_in: Callable[[str], str]
    ) -> tuple[str, str, Usage]:
        """The text, the model that wrote it and what that took; `leak_in` names what a text gives away, or gives ""."""
        reply = ask_for_object(
            self._model,
            prompts.get(language, prompts[LANGUAGES[0]]),
            values,
            SCHEMA,
            language=language,
            problem_in=lambda data: _problem_in(one_line(data["question"]), language, leak_in),
        )
        return one_line((reply.data or {})["question"]), reply.model, reply.usage


def _stated(text: str, key_points: Sequence[KeyPoint], known: str) -> str:
    """The first of the points that the text states, or ""."""
    points = (one_line(point.text) for point in key_points)
    return next((point for point in points if states(text, point, known)), "")


def _known(question: Question, answer: str) -> str:
    return "\n".join((question.text, question.path, answer))


def _problem_in(text: str, language: str, leak_in: Callable[[str], str]) -> str:
    if not 0 < len(text) <= LONGEST_QUESTION:
        return translate("repair.wrong_length", language, limit=LONGEST_QUESTION)
    if language_of(text) != language:
        return translate("repair.wrong_language", language)
    leak = leak_in(text)
    return translate("repair.gives_away", language, what=leak) if leak else ""
