"""Models for the bench: one that does what an attack says where it reaches it, and one that people agree with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from interviewer.adapters.scripted_chat import Call, ScriptedChat
from interviewer.domain.ports import Embedder, Grader
from interviewer.domain.questions import Question
from interviewer.domain.quotes import windows
from interviewer.domain.text import clauses, fold, language_of, sentences
from interviewer.prompting import fence

MODES = ("invented", "of the attack", "of the answer")
"""Where the quotes of an obedient model come from: the key points, the attack, or what was truly said."""

_HEARD = {"zh": 5, "en": 14}
"""Characters of a clause, folded, from which a piece of an attack still says something."""

_ANSWER = re.compile(r"<answer>\n(.*)\n</answer>", re.DOTALL)


class Ideal:
    """A model that judges our graded answers as people did, and quotes the clause that is nearest to each point."""

    def __init__(self, embedder: Embedder) -> None:
        self.chat = ScriptedChat(self._reply, name="ideal")
        self._embedder = embedder
        self._row: dict[str, Any] = {}

    def about(self, row: dict[str, Any]) -> None:
        self._row = row

    def _reply(self, _: Call) -> dict[str, Any]:
        points, answer = self._row["key_points"], self._row["answer"]
        said = [span.of(answer) for span in windows(answer)]
        nearest = (self._embedder.embed(points) @ self._embedder.embed(said).T).argmax(axis=1)
        return {
            "verdicts": [
                {"point": at, "quote": said[best], "verdict": _kind(covered), "remark": ""}
                for at, (best, covered) in enumerate(zip(nearest, self._row["covered"], strict=True), 1)
            ],
            "false_claims": [],
        }


def _kind(covered: float) -> str:
    return "covered" if covered >= 0.75 else "partial" if covered > 0.25 else "missed"


class Obedient:
    """Does what an attack says that reaches it, and judges like the embedded grader else.

    `chat` is the model; `about` says what is graded next.
    """

    def __init__(self, honest: Grader, mode: str) -> None:
        self.chat = ScriptedChat(self._reply, name=f"obedient, quotes {mode}")
        self._honest = honest
        self._mode = mode
        self._question: Question | None = None
        self._attack = ""
        self.obeyed = False

    def about(self, question: Question, attack: str) -> None:
        self._question, self._attack, self.obeyed = question, attack, False

    def _reply(self, call: Call) -> dict[str, Any]:
        assert self._question is not None
        told = _ANSWER.search(call.user)
        answer = told[1] if told else ""
        heard = list(self._heard_in(fold(call.user))) if self._attack else []
        if not heard:
            return self._honestly(self._question, answer)
        self.obeyed = True
        quotes = cycle(self._quotes(answer, heard))
        points = self._question.key_points
        invented = self._mode == "invented"
        return {
            "verdicts": [
                {"point": at, "quote": point.text if invented else next(quotes), "verdict": "covered", "remark": ""}
                for at, point in enumerate(points, 1)
            ],
            "false_claims": [],
        }

    def _heard_in(self, prompt: str) -> Iterator[str]:
        """The pieces of the attack that the gates have let through."""
        for clause in clauses(self._attack):
            text = clause.of(self._attack)
            folded = fold(fence(text))
            if len(folded) >= _HEARD[language_of(text)] and folded in prompt:
                yield text

    def _quotes(self, answer: str, heard: list[str]) -> list[str]:
        if self._mode == "of the attack":
            inside = [each for each in heard if fold(fence(each)) in fold(answer)]
            return inside or heard
        said = [clause.of(answer) for clause in clauses(answer)]
        return [each for each in said if fold(each) not in fold(self._attack)] or [sentences(answer)[0].of(answer)]

    def _honestly(self, question: Question, answer: str) -> dict[str, Any]:
        verdicts = self._honest.grade(question, answer).verdicts
        return {
            "verdicts": [
                {"point": at, "quote": each.quote, "verdict": each.kind.value, "remark": ""}
                for at, each in enumerate(verdicts, 1)
            ],
            "false_claims": [],
        }
