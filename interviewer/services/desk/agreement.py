"""Several interviewers on one candidate: how far they agree, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import HIGHEST_RATING, LOWEST_RATING
from interviewer.domain.rating import RATINGS
from interviewer.domain.scorecard import Scorecard
from interviewer.services.desk.card_values import CardView, signed_at
from interviewer.services.evaluation_figures import quadratic_kappa

FEWEST_COMMON = 5
"""Questions that both must have rated before a kappa is told: below that it is mostly chance."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two interviewers, by their place among the cards.

    `common` counts questions that both rated, `same` those rated alike, `apart` the mean distance in steps of the
    scale. `kappa` (quadratically weighted, 1 full agreement, 0 chance; Cohen 1968) is None with `few` common ratings,
    and where all are the same.
    """

    left: int
    right: int
    common: int
    same: int
    apart: float
    kappa: float | None

    @property
    def few(self) -> bool:
        return self.common < FEWEST_COMMON


@dataclass(frozen=True, slots=True)
class Row:
    """The ratings of one question in the order of the cards; None where one did not rate it."""

    question: SetQuestion
    ratings: tuple[int | None, ...]

    @property
    def spread(self) -> int:
        """Steps between the highest and the lowest, 0 with fewer than two."""
        given = [each for each in self.ratings if each is not None]
        return max(given) - min(given) if given else 0


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Signed cards of one candidate on one set; drafts are counted and not shown, so that nobody leans on another."""

    cards: tuple[CardView, ...]
    drafts: int
    rows: tuple[Row, ...]
    pairs: tuple[Agreement, ...]

    @property
    def furthest(self) -> tuple[Row, ...]:
        """Where they differ by two steps or more, most first."""
        return tuple(sorted((each for each in self.rows if each.spread > 1), key=lambda row: -row.spread))


def side_by_side(views: Sequence[CardView]) -> SideBySide:
    """Of cards on one set, in the order in which they were signed."""
    signed = sorted((each for each in views if each.card.signed), key=signed_at)
    questions = {question.id: question for each in signed for question in each.interview.set.questions}
    rows = [Row(question, tuple(_rating(each.card, question.id) for each in signed)) for question in questions.values()]
    pairs = [agreement(rows, left, right) for left, right in combinations(range(len(signed)), 2)]
    return SideBySide(tuple(signed), len(views) - len(signed), tuple(rows), tuple(pairs))


def agreement(rows: Sequence[Row], left: int, right: int) -> Agreement:
    both = [(a, b) for row in rows if (a := row.ratings[left]) is not None and (b := row.ratings[right]) is not None]
    same = sum(a == b for a, b in both)
    apart = sum(abs(a - b) for a, b in both) / len(both) if both else 0.0
    kappa = None
    if len(both) >= FEWEST_COMMON:
        kappa = quadratic_kappa([_mark(a) for a, _ in both], [_mark(b) for _, b in both], len(RATINGS))
    return Agreement(left, right, len(both), same, apart, kappa)


def _mark(rating: int) -> float:
    """0..1, as the figure wants it."""
    return (rating - LOWEST_RATING) / (HIGHEST_RATING - LOWEST_RATING)


def _rating(card: Scorecard, question_id: str) -> int | None:
    return next((each.rating for each in card.questions if each.question_id == question_id), None)
