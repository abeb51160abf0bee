"""What is measured about one slice of the answer against one key point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.checklist import Checklist, Point
from interviewer.adapters.embedded_grader.context import CONTEXT, Table, context
from interviewer.adapters.embedded_grader.contradictions import denies, limits, negations, opposed, reversals
from interviewer.adapters.embedded_grader.statements import Statement, Statements
from interviewer.adapters.embedded_grader.units import grams

NAMES = (
    "likeness",  # cosine of slice and point
    "recall",  # share of the point's weighted words that the slice says, in any words
    "exact_recall",  # the same in its own words or known equivalents
    "own_recall",  # over the words that the nearest other point does not have
    "head",  # whether the slice names what the point is about
    "misplaced",  # share of what is said that is said of what another point is about
    "intruding",  # how much of another point is said of what this one is about
    "reversed",  # share of neighbouring words in the opposite order
    "negated",  # denials more than the point has
    "denying",  # whether a clause with a word of the point denies something
    "opposed",  # words that exclude one of the point's
    "limited",  # an "only" that the point has not
    "likeness_lead",  # cosine with this point, less that with the nearest other one
    "recall_lead",  # the same for recall
    "precision",  # how much of the slice is about the point
    "point_size",  # words of the point (logarithm)
    "asked",  # cosine of question and point
    "small_words",  # share of words that say nothing by themselves
    "other_language",  # whether answer and point are in different languages
    "english",  # whether the point is English
    "grams",  # share of the point's pairs of characters in the slice
    "asked_slice",  # cosine of question and slice
    "denied_margin",  # how much nearer the slice is to the point than to its opposites
    "order",  # share of the point's words in its order
    "denied_word",  # share of the point's weight right behind a denial in the slice only
    "undenied_word",  # and in the point only
    *CONTEXT,
)
"""What is measured, in the order of the columns; shares are 0..1."""

_SURELY_SAID = 0.8
"""How well a word must be said for a remark to claim that it was."""
_OWN_FROM = 0.15
"""Share of a point's weight that must be its own words for them to be asked for."""


_FAR = {"asked_slice": 0.15, "likeness": 0.4, "recall": 0.4}
"""Below all of them one point in twenty is covered; so far from it are the clauses of an answer to another question."""


def far_from_point(features: Any) -> Any:
    """Which feature rows tell of a slice with little of its point in words or meaning, that hardly concerns the
    question either."""
    rows = np.asarray(features)
    return np.all([rows[:, NAMES.index(name)] < limit for name, limit in _FAR.items()], axis=0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The slice that speaks most for (or against) a key point, with its features in the order of NAMES."""

    statement: Statement
    features: Any
    said: tuple[str, ...]
    """The point's own words that the slice says."""
    lacking: tuple[str, ...]
    """Those that it does not say, weightiest first."""


def evidence(checklist: Checklist, answer: Statements) -> list[Evidence]:
    """The best slice for each key point, in their order."""
    hits = [answer.hits[point.rows] for point in checklist.points]
    cosines = np.stack([point.vector for point in checklist.points]) @ answer.vectors.T
    said = np.stack([point.weights @ hit for point, hit in zip(checklist.points, hits, strict=True)])
    recalls = said / np.array([[point.weights.sum()] for point in checklist.points])
    table = Table(cosines, recalls, hits)
    return [_best(at, checklist, answer, table, said) for at in range(len(checklist.points))]


def _best(at: int, checklist: Checklist, answer: Statements, table: Table, said_of: Any) -> Evidence:
    cosines, recalls, hits = table.cosines, table.recalls, table.hits
    appeal = cosines[at] + recalls[at] - 0.002 * np.array([len(s.text) for s in answer.statements]) ** 0.5
    chosen = int(np.argmax(appeal))
    statement = answer.statements[chosen]
    point, hit = checklist.points[at], hits[at][:, chosen]
    others = [i for i in range(len(checklist.points)) if i != at]
    values = (
        float(cosines[at, chosen]),
        float(recalls[at, chosen]),
        float(point.weights @ (hit >= 0.99)) / float(point.weights.sum()),
        _own_recall(point, hit, _rival(at, checklist, said_of[:, chosen])),
        _head(point, statement, hit),
        _misplaced(point, checklist, statement, hit),
        max(
            (_intrusion(checklist.points[i], point, checklist, statement, hits[i][:, chosen]) for i in others),
            default=0,
        ),
        reversals(
            [unit.concept for unit in point.units if unit.is_latin or unit.concept in checklist.heads],
            [unit.concept for unit in statement.units],
            statement.text,
        ),
        float(max(-2, min(2, negations(statement.text) - point.negations))),
        _denying(point, statement, hit),
        float(min(2, len(opposed(point.opposites, statement.text)))),
        float(min(1, max(0, limits(statement.text) - limits(point.text)))),
        float(cosines[at, chosen] - max((cosines[i, chosen] for i in others), default=cosines[at, chosen])),
        float(recalls[at, chosen] - max((recalls[i, chosen] for i in others), default=0.0)),
        float(hit.sum()) / max(1, len(statement.units)),
        float(np.log1p(len(point.units))),
        float(checklist.question_vector @ point.vector),
        statement.small_words / max(1, statement.small_words + len(statement.units)),
        float(answer.language != point.language),
        float(point.language == "en"),
        len(point.grams & grams(statement.text)) / max(1, len(point.grams)),
        float(checklist.question_vector @ answer.vectors[chosen]),
        _denied_margin(point, answer.vectors[chosen], float(cosines[at, chosen])),
        _order(point, statement),
        *_turned_words(point, statement),
        *context(at, chosen, checklist, answer, table),
    )
    said = tuple(unit.text for unit, value in zip(point.units, hit, strict=True) if value >= _SURELY_SAID)
    lacking = tuple(unit.text for unit, value in zip(point.units, hit, strict=True) if value < 0.45)
    return Evidence(statement, np.array(values), said, lacking)


def _rival(at: int, checklist: Checklist, said: Any) -> Point | None:
    """The point that the slice rather speaks of: it says the most words of it, and more than of this one."""
    most = int(np.argmax(said))
    return checklist.points[most] if said[most] > said[at] else None


def _own_recall(point: Point, hit: Any, rival: Point | None) -> float:
    """Recall over the words that the rival does not also have, so that who states a neighbour states not this point.

    A point with hardly a word of its own is measured by all of them.
    """
    weights = point.weights
    if rival is not None:
        own = weights * (1.0 - point.likeness[:, rival.rows].max(axis=1))
        weights = own if own.sum() > _OWN_FROM * weights.sum() else weights
    return float(weights @ hit) / float(weights.sum())


def _head(point: Point, statement: Statement, hit: Any) -> float:
    own = [value for unit, value in zip(point.units, hit, strict=True) if unit.concept in point.heads]
    if any(value >= 0.6 for value in own):
        return 1.0
    return 0.7 if point.heads & statement.governors else 0.0


def _misplaced(point: Point, checklist: Checklist, statement: Statement, hit: Any) -> float:
    """Share of what is said of the point that is said of something another point is about."""
    if not point.heads:
        return 0.0
    said = foreign = 0.0
    for unit, weight, value in zip(point.units, point.weights, hit, strict=True):
        if unit.concept in checklist.heads or value < 0.5:
            continue
        said += weight * value
        heads, sureness = statement.said_of(unit.concept)
        if heads and not heads & point.concepts:
            foreign += weight * value * sureness
    return foreign / said if said else 0.0


def _intrusion(other: Point, point: Point, checklist: Checklist, statement: Statement, hit: Any) -> float:
    """How much of another point's own predicate is said of what this point is about."""
    if not point.heads or other.heads & point.concepts:
        return 0.0
    own = total = 0.0
    for unit, weight, value in zip(other.units, other.weights, hit, strict=True):
        if unit.concept in checklist.heads or unit.concept in point.concepts:
            continue
        total += weight
        heads, sureness = statement.said_of(unit.concept)
        if value >= 0.6 and heads & point.heads and not heads & other.concepts:
            own += weight * value * sureness
    return own / total if total else 0.0


def _denying(point: Point, statement: Statement, hit: Any) -> float:
    """1 when a negation stands right before a word of the point, which itself denies nothing."""
    if point.negations:
        return 0.0
    said = [unit.text for unit, value in zip(point.units, hit, strict=True) if value >= 0.6]
    for piece in statement.pieces:
        if negations(piece) and any(word in piece.casefold() for word in said):
            return 1.0
    return 0.0


def _turned_words(point: Point, statement: Statement) -> tuple[float, float]:
    """Share of the point's weight that stands behind a denial in the slice only, and that does so in the point only."""
    denied = undenied = 0.0
    theirs: dict[str, list[str]] = {}
    for unit in statement.units:
        theirs.setdefault(unit.concept, []).append(unit.text)
    for unit, weight in zip(point.units, point.weights, strict=True):
        if unit.concept in theirs:
            in_point = denies(point.text, unit.text)
            in_slice = all(denies(statement.text, word) for word in theirs[unit.concept])
            denied += weight * (in_slice and not in_point)
            undenied += weight * (in_point and not in_slice)
    total = float(point.weights.sum())
    return denied / total, undenied / total


def _denied_margin(point: Point, vector: Any, likeness: float) -> float:
    """How much nearer (cosine) the slice is to the point than to the nearest of its opposites; 0 where it has none."""
    return likeness - float((point.denied @ vector).max()) if len(point.denied) else 0.0


def _order(point: Point, statement: Statement) -> float:
    """Share of the point's words that the slice has in the point's order, by the longest common row; 0..1."""
    ours, theirs = [unit.concept for unit in point.units], [unit.concept for unit in statement.units]
    before = [0] * (len(theirs) + 1)
    for concept in ours:
        row = [0]
        for at, other in enumerate(theirs):
            row.append(before[at] + 1 if concept == other else max(row[-1], before[at + 1]))
        before = row
    return before[-1] / len(ours)
