"""What an interviewer takes into a live interview: a set of questions, each with what a good answer holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from interviewer.domain.notes import KeyPoint, Level


class Step(StrEnum):
    """The steps of the follow-up ladder, from what is known by heart to what shows experience."""

    RECALL = "recall"
    MECHANISM = "mechanism"
    TROUBLE = "trouble"
    """Trouble, or a trade-off."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A follow-up that is ready before the interview. `aims_at` is the id of the key point it is after, or ""."""

    step: Step
    text: str
    aims_at: str = ""


@dataclass(frozen=True, slots=True)
class Anchors:
    """What an answer of each grade sounds like, in a sentence or two. They lie at 1, 3 and 5 of the rating scale."""

    weak: str = ""
    good: str = ""
    excellent: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """What stands beside a question for the interviewer. `writer` is the model that wrote it, or TEMPLATES."""

    ladder: tuple[Rung, ...]
    anchors: Anchors
    red_flags: tuple[str, ...]
    writer: str


TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question of a set. `id` is unique in its set and stays when the question is edited or moved.

    `section_id` and `path` are "" for a question of the interviewer's `own`; `reference` is the section's text, which
    tells whether an answer is about the matter at all. Key points carry their weight and their lines in the note.
    `drafted_by` is the writer of ladder, anchors and red flags until a person changes them, then "". `draft_failed` is
    why a model that was asked for them wrote none (a FallbackReason), else "".
    """

    id: str
    text: str
    section_id: str = ""
    path: str = ""
    level: Level = Level.MIDDLE
    minutes: int = 5
    key_points: tuple[KeyPoint, ...] = ()
    ladder: tuple[Rung, ...] = ()
    anchors: Anchors = Anchors()
    red_flags: tuple[str, ...] = ()
    own: bool = False
    reference: str = ""
    drafted_by: str = ""
    draft_failed: str = ""

    @property
    def has_models_draft(self) -> bool:
        return self.drafted_by not in ("", TEMPLATES)

    def guided(self, guide: Guide) -> SetQuestion:
        """With that ladder, those anchors and red flags."""
        return replace(
            self,
            ladder=guide.ladder,
            anchors=guide.anchors,
            red_flags=guide.red_flags,
            drafted_by=guide.writer,
            draft_failed="",
        )

    def edited(self, before: SetQuestion) -> SetQuestion:
        """As a person leaves it: what he changed of the draft is his."""
        same = (self.ladder, self.anchors, self.red_flags) == (before.ladder, before.anchors, before.red_flags)
        return self if same else replace(self, drafted_by="", draft_failed="")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one opening, the same for each candidate so that scores compare.

    `language` is that of the questions; `level` is None where any will do. `minutes` is what the interview may take,
    the questions' own add up to no more. A `locked` set is not edited any more, only duplicated. `version` counts
    saves. `steered_by` keeps the job description or résumé where that was asked for, else "".
    """

    id: str
    name: str
    language: str
    minutes: int
    made_at: datetime
    level: Level | None = None
    questions: tuple[SetQuestion, ...] = ()
    topics: tuple[str, ...] = ()
    locked: bool = False
    version: int = 0
    steered_by: str = ""

    def question(self, question_id: str) -> SetQuestion:
        """Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def with_question(self, question: SetQuestion) -> QuestionSet:
        """With the question in the place of the one with its id, or as the last one."""
        if all(each.id != question.id for each in self.questions):
            return replace(self, questions=(*self.questions, question))
        return replace(self, questions=tuple(question if each.id == question.id else each for each in self.questions))

    def without_question(self, question_id: str) -> QuestionSet:
        return replace(self, questions=tuple(each for each in self.questions if each.id != question_id))

    def moved(self, question_id: str, to: int) -> QuestionSet:
        """With the question at that place from 0; places beyond the ends are the ends. Raises KeyError."""
        question = self.question(question_id)
        others = [each for each in self.questions if each.id != question_id]
        at = max(0, min(to, len(others)))
        return replace(self, questions=(*others[:at], question, *others[at:]))

    @property
    def planned_minutes(self) -> int:
        """What the questions take together."""
        return sum(question.minutes for question in self.questions)
