"""Ratings on the anchored scale, and what the machine proposes."""

from __future__ import annotations

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import HIGHEST_RATING, LOWEST_RATING
from interviewer.domain.scorecard import PointMark, QuestionCard
from interviewer.domain.scoring import ScoreParts, score

RATINGS = tuple(range(LOWEST_RATING, HIGHEST_RATING + 1))
STEP = 100 // len(RATINGS)
"""Points of the score for each step of the scale: 0..19 is a 1, 20..39 a 2, 40..59 a 3, 60..79 a 4, 80 and more a 5."""


def proposed_rating(total: int) -> int:
    """The rating that a score of 0..100 proposes."""
    return min(HIGHEST_RATING, LOWEST_RATING + total // STEP)


def score_of(question: SetQuestion, card: QuestionCard) -> ScoreParts | None:
    """The score of the marks by the arithmetic of every score; None where there is nothing to go by: the question was
    not asked, has no key points, or nothing was noted and marked."""
    weight = sum(point.weight for point in question.key_points)
    if not card.asked or weight <= 0 or not (card.notes.strip() or any(each.by_hand for each in card.marks)):
        return None
    return score([(card.mark(point.id).kind.value, point.weight) for point in question.key_points])


def proposal(question: SetQuestion, card: QuestionCard) -> int | None:
    parts = score_of(question, card)
    return None if parts is None else proposed_rating(parts.total)


def marks_of_kind(question: SetQuestion, card: QuestionCard, kind: VerdictKind) -> list[tuple[str, PointMark]]:
    """(text of the point, its mark), the heaviest first."""
    ordered = sorted(question.key_points, key=lambda point: -point.weight)
    pairs = [(point.text, card.mark(point.id)) for point in ordered]
    return [(text, mark) for text, mark in pairs if mark.kind is kind]
