"""The scorecard of one interview: what a person makes of it, beside what the machine drafted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from interviewer.domain.assessment import VerdictKind


class Recommendation(StrEnum):
    """What the interviewer would do. There is no middle: who cannot decide has not decided yet."""

    STRONG_NO = "strong_no"
    NO = "no"
    YES = "yes"
    STRONG_YES = "strong_yes"


@dataclass(frozen=True, slots=True)
class PointMark:
    """What became of one key point in the talk. `by_hand`: a person said so himself or confirmed it; `on_card`: he did
    so on the card, after the talk.

    `quote` is an exact slice of the notes on the answer, "" where there is none.
    """

    key_point_id: str
    kind: VerdictKind
    quote: str = ""
    by_hand: bool = False
    on_card: bool = False


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question of the set. `notes` are those on the answer, `remarks` the interviewer's own.

    `rating` is a person's and None until he gives it; `proposed` is the machine's, None where it has nothing to go by.
    Both lie on the anchored scale of domain/live.py. A question that was not `asked` has neither.
    """

    question_id: str
    asked: bool = True
    marks: tuple[PointMark, ...] = ()
    notes: str = ""
    remarks: str = ""
    rating: int | None = None
    proposed: int | None = None

    def mark(self, key_point_id: str) -> PointMark:
        """A missed one where nothing is known of the point."""
        found = (each for each in self.marks if each.key_point_id == key_point_id)
        return next(found, PointMark(key_point_id, VerdictKind.MISSED))

    def with_mark(self, mark: PointMark) -> QuestionCard:
        """With the mark in the place of the one on its point, or as the last one."""
        if all(each.key_point_id != mark.key_point_id for each in self.marks):
            return replace(self, marks=(*self.marks, mark))
        same = mark.key_point_id
        return replace(self, marks=tuple(mark if each.key_point_id == same else each for each in self.marks))


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for the card, and since when (UTC)."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Scorecard:
    """There is one for each interview; its id is the interview's.

    The machine drafts `strengths` and `concerns`, a line each, and never the recommendation. While `signed` is None all
    of it is a draft. `version` counts saves.
    """

    interview_id: str
    made_at: datetime
    questions: tuple[QuestionCard, ...] = ()
    strengths: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    recommendation: Recommendation | None = None
    signed: Signature | None = None
    version: int = 0

    @property
    def is_draft(self) -> bool:
        return self.signed is None

    @property
    def unrated(self) -> tuple[QuestionCard, ...]:
        """Questions that were asked and that nobody has rated."""
        return tuple(each for each in self.questions if each.asked and each.rating is None)

    def question(self, question_id: str) -> QuestionCard:
        """Raises KeyError."""
        for each in self.questions:
            if each.question_id == question_id:
                return each
        raise KeyError(question_id)

    def with_question(self, card: QuestionCard) -> Scorecard:
        same = card.question_id
        return replace(self, questions=tuple(card if each.question_id == same else each for each in self.questions))


class ChangedPart(StrEnum):
    """What was changed on a card. A signature is kept in the log too."""

    SIGNED = "signed"
    RATING = "rating"
    REMARKS = "remarks"
    MARK = "mark"
    STRENGTHS = "strengths"
    CONCERNS = "concerns"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the log of a signed card: who changed what, when (UTC) and why; `before` and `after` are as stored.

    `question_id` and `key_point_id` say where, "" for what concerns the whole card.
    """

    at: datetime
    who: str
    what: ChangedPart
    before: str
    after: str
    why: str = ""
    question_id: str = ""
    key_point_id: str = ""
