"""Grades by a chat model against the fixed key points; the score stays arithmetic, and quotes are checked here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from interviewer.adapters.bearing import bearing_out
from interviewer.adapters.grading_prompt import SCHEMA, VARIABLES, values
from interviewer.adapters.llm_verdicts import Judged, band, false_claims, judged, problem_in
from interviewer.adapters.repairing import ask_for_object
from interviewer.adapters.second_opinion import disputed, doubted, marked, merged, request
from interviewer.domain.addressing import may_address
from interviewer.domain.assessment import Assessment, UnscoredReason, unscored
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.examples import GradedExample
from interviewer.domain.ports import ChatModel, Embedder, ExamplePicker, Grader, ModelReply
from interviewer.domain.questions import Question
from interviewer.domain.watching import watcher
from interviewer.i18n import LANGUAGES
from interviewer.prompting import FOLDER, Prompt, load

_WRITTEN = re.compile(r'"point"\s*:\s*(\d+)[^{}]*?"verdict"\s*:\s*"(covered|partial|missed|contradicted)"', re.S)

_PIECE = 24
MOST_CALLS = 3


class LLMGrader:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken.

    Where `checker`, which takes no model, strongly disagrees, the model looks once more; what then remains is unsure.
    `examples` picks verdicts that people have checked, for the model to look at. With an `embedder`, a quote that
    speaks of something else than its key point earns nothing. At most three calls an answer: the first, one that
    repairs, one that looks again.
    """

    name = "llm"

    def __init__(
        self,
        model: ChatModel,
        *,
        checker: Grader | None = None,
        examples: ExamplePicker | None = None,
        embedder: Embedder | None = None,
        folder: Path = FOLDER,
    ) -> None:
        self._model = model
        self._checker = checker
        self._examples = examples
        self._embedder = embedder
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
        prompt, told = self._prompt(question), values(question, answer, self._examples_for(question, answer))
        reply = ask_for_object(
            self._model,
            prompt,
            told,
            SCHEMA,
            language=question.language,
            problem_in=lambda data: problem_in(data, len(question.key_points), question.language),
            watch=_glimpses(),
        )
        found, reply = self._looked_at_twice(reply, question, answer, prompt, told)
        verdicts = tuple(each.verdict for each in found)
        claims = false_claims(reply.data or {}, verdicts, question, answer)
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

    def _looked_at_twice(
        self, reply: ModelReply, question: Question, answer: str, prompt: Prompt, told: dict[str, str]
    ) -> tuple[list[Judged], ModelReply]:
        """The verdicts, after one more call on those that the other grader strongly disagrees with; and the reply.

        Of an answer that may have talked the model into them, it is not asked again: what is disputed is lost.
        """
        found = self._judged(reply, question, answer)
        checks = self._checker.grade(question, answer).verdicts if self._checker else ()
        places = disputed(found, checks) if len(checks) == len(found) else []
        if places and may_address(answer):
            return doubted(found, checks, question.language), reply
        if not places:
            return found, reply
        if reply.calls < MOST_CALLS:
            repair = request(places, found, checks, question.language)
            reply = self._second(reply, prompt.system, prompt.fill(**told, repair=repair), places)
            found = self._judged(reply, question, answer)
        return marked(found, checks, places), reply

    def _judged(self, reply: ModelReply, question: Question, answer: str) -> list[Judged]:
        return bearing_out(judged(reply.data or {}, question, answer), self._embedder, question.language)

    def _second(self, first: ModelReply, system: str, user: str, places: list[int]) -> ModelReply:
        """The first reply with what the second one says on the points at these places; as it was where none comes."""
        try:
            second = self._model.complete(system, user, SCHEMA)
        except ModelUnavailable as error:
            return first.after(error.usage)
        data = merged(first.data or {}, second.data or {}, places)
        return replace(first.after(second.usage), data=data, text=f"{first.text}\n\n{second.text}")

    def _prompt(self, question: Question) -> Prompt:
        return self._prompts.get(question.language, self._prompts[LANGUAGES[0]])

    def _examples_for(self, question: Question, answer: str) -> Sequence[GradedExample]:
        return self._examples.like(question, answer) if self._examples else ()


def _glimpses() -> Callable[[str], None] | None:
    """Turns the text so far into verdicts for who looks on; None when nobody does."""
    show = watcher()
    if show is None:
        return None

    seen = 0

    def see(text: str) -> None:
        nonlocal seen
        if len(text) < seen + _PIECE:  # looked through as a whole each time
            return
        seen = len(text)
        found = [(int(point) - 1, kind) for point, kind in _WRITTEN.findall(text)]
        if found:
            show(found)

    return see
