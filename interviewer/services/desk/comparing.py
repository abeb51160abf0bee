"""The candidates of one set beside each other, by name or by letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from interviewer.domain.blind import letters
from interviewer.domain.candidates import Candidate
from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.names import without_names
from interviewer.domain.scorecard import Recommendation
from interviewer.services.desk.card_values import CardView, signed_at


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate. Ratings and scores are means over his signed cards, None where there are none.

    `rating` and `score` are over the questions that every candidate was rated on, so that they compare.
    """

    candidate_id: str
    label: str
    cards: int
    ratings: dict[str, float]
    rating: float | None
    score: float | None
    recommendations: tuple[Recommendation, ...]
    strengths: tuple[str, ...]
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`common` are the ids of the questions that everybody was rated on; `waiting` counts candidates without a signed
    card, who are not among the standings."""

    set: QuestionSet
    blind: bool
    questions: tuple[SetQuestion, ...]
    common: frozenset[str]
    standings: tuple[Standing, ...]
    waiting: int


def compare(views: Sequence[CardView], candidates: Iterable[Candidate], *, blind: bool = False) -> Comparison:
    """Of cards on one set, at least one. By name they are in the order of names, blind in that of letters."""
    questions = views[0].interview.set
    known = sorted(candidates, key=lambda each: (each.made_at, each.id))
    own = {each.id: [view for view in views if view.interview.candidate_id == each.id] for each in known}
    known = [each for each in known if own[each.id]]
    signed = {each.id: sorted((v for v in own[each.id] if v.card.signed), key=signed_at) for each in known}
    rated = [set(_ratings(cards)) for cards in signed.values() if cards]
    common = frozenset(set.intersection(*rated)) if rated else frozenset()
    labels = letters([each.id for each in known], questions.id) if blind else {each.id: each.name for each in known}
    names = [(name, labels[each.id]) for each in known for name in _names(each, own[each.id])] if blind else []
    standings = [
        _standing(each.id, labels[each.id], signed[each.id], common, names) for each in known if signed[each.id]
    ]
    standings.sort(key=lambda each: (len(each.label), each.label) if blind else (0, each.label))
    waiting = sum(not cards for cards in signed.values())
    return Comparison(questions, blind, questions.questions, common, tuple(standings), waiting)


def _standing(
    candidate_id: str, label: str, cards: Sequence[CardView], common: frozenset[str], names: Sequence[tuple[str, str]]
) -> Standing:
    ratings = _ratings(cards)
    scores = [
        each.score for card in cards for each in card.questions if each.question.id in common and each.score is not None
    ]
    return Standing(
        candidate_id,
        label,
        len(cards),
        ratings,
        fmean(ratings[each] for each in common) if common else None,
        fmean(scores) if scores else None,
        tuple(card.card.recommendation for card in cards if card.card.recommendation),
        tuple(_hidden(line, names) for card in cards for line in card.card.strengths),
        tuple(_hidden(line, names) for card in cards for line in card.card.concerns),
    )


def _ratings(cards: Sequence[CardView]) -> dict[str, float]:
    """The mean rating of each question that was rated."""
    found: dict[str, list[int]] = {}
    for card in cards:
        for each in card.card.questions:
            if each.rating is not None:
                found.setdefault(each.question_id, []).append(each.rating)
    return {question: fmean(ratings) for question, ratings in found.items()}


def _names(candidate: Candidate, views: Sequence[CardView]) -> set[str]:
    """All by which he is known: interviewers may have written him differently."""
    return {candidate.name, *(each.interview.candidate for each in views)}


def _hidden(line: str, names: Sequence[tuple[str, str]]) -> str:
    for name, label in names:
        line = without_names(line, [name], lambda _, label=label: label)  # type: ignore[misc]
    return line
