"""A scorecard joined with the questions that it is about: what pages and files draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import Interview
from interviewer.domain.notes import KeyPoint
from interviewer.domain.rating import score_of
from interviewer.domain.scorecard import Change, PointMark, QuestionCard, Scorecard
from interviewer.domain.scoring import ScoreParts


@dataclass(frozen=True, slots=True)
class QuestionView:
    """`number` counts from 1 in the set; `parts` tells how the score comes about, None without one."""

    number: int
    question: SetQuestion
    card: QuestionCard
    parts: ScoreParts | None

    @property
    def score(self) -> int | None:
        return None if self.parts is None else self.parts.total

    @property
    def points(self) -> list[tuple[KeyPoint, PointMark]]:
        return [(point, self.card.mark(point.id)) for point in self.question.key_points]


@dataclass(frozen=True, slots=True)
class CardView:
    """`log` is oldest first."""

    interview: Interview
    card: Scorecard
    questions: tuple[QuestionView, ...]
    log: tuple[Change, ...] = ()

    @property
    def asked(self) -> tuple[QuestionView, ...]:
        return tuple(each for each in self.questions if each.card.asked)

    @property
    def score(self) -> int | None:
        """The mean over the questions that have one, 0..100 and rounded half up. It is shown beside the ratings."""
        scores = [each.score for each in self.questions if each.score is not None]
        return int(fmean(scores) + 0.5) if scores else None

    @property
    def mean_rating(self) -> float | None:
        """Over the questions that a person rated."""
        ratings = [each.card.rating for each in self.questions if each.card.rating is not None]
        return fmean(ratings) if ratings else None


def view(interview: Interview, card: Scorecard, log: Sequence[Change] = ()) -> CardView:
    """A question that the card does not know (it was added to a copy of the set) counts as not asked."""
    known = {each.question_id: each for each in card.questions}
    questions = []
    for number, question in enumerate(interview.set.questions, 1):
        own = known.get(question.id, QuestionCard(question.id, asked=False))
        questions.append(QuestionView(number, question, own, score_of(question, own)))
    return CardView(interview, card, tuple(questions), tuple(log))


def signed_at(each: CardView) -> str:
    """To sort by; drafts come first."""
    return each.card.signed.at.isoformat() if each.card.signed else ""
