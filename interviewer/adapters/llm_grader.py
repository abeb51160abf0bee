"""Grades by a chat model against the fixed key points; the score stays arithmetic, and quotes are checked here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from interviewer.adapters.grading_prompt import SCHEMA, VARIABLES, values
from interviewer.adapters.llm_verdicts import band, false_claims, judged, problem_in
from interviewer.adapters.repairing import ask_for_object
from interviewer.domain.assessment import Assessment, UnscoredReason, unscored
from interviewer.domain.examples import GradedExample
from interviewer.domain.ports import ChatModel, ExamplePicker
from interviewer.domain.questions import Question
from interviewer.domain.watching import watcher
from interviewer.i18n import LANGUAGES
from interviewer.prompting import FOLDER, Prompt, load

_WRITTEN = re.compile(r'"point"\s*:\s*(\d+)[^{}]*?"verdict"\s*:\s*"(covered|partial|missed|contradicted)"', re.S)


class LLMGrader:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken.

    `examples` picks verdicts that people have checked, for the model to look at.
    """

    name = "llm"

    def __init__(self, model: ChatModel, *, examples: ExamplePicker | None = None, folder: Path = FOLDER) -> None:
        self._model = model
        self._examples = examples
        self._prompts = {language: load("grade", language, VARIABLES, folder) for language in LANGUAGES}

    def key(self, question: Question, answer: str) -> str:
        """A hash of all that a grade depends on: it is the same for the same answer, and for nothing else."""
        prompt = self._prompt(question)
        told = values(question, answer, self._examples_for(question, answer))
        parts = [self._model.name, prompt.version, question.language, *(told[name] for name in sorted(told))]
        return sha256(json.dumps(parts).encode()).hexdigest()

    def grade(self, question: Question, answer: str) -> Assessment:
        """The assessment of an answer that has passed the gates. Raises ModelUnavailable."""
        if not question.key_points:
            return unscored(UnscoredReason.NO_KEY_POINTS, self.name)
        prompt = self._prompt(question)
        reply = ask_for_object(
            self._model,
            prompt,
            values(question, answer, self._examples_for(question, answer)),
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
            usage=reply.usage,
        )

    def _prompt(self, question: Question) -> Prompt:
        return self._prompts.get(question.language, self._prompts[LANGUAGES[0]])

    def _examples_for(self, question: Question, answer: str) -> Sequence[GradedExample]:
        return self._examples.like(question, answer) if self._examples else ()


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
