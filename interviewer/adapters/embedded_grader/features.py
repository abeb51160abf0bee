"""What is measured about one slice of the answer against one key point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.checklist import Checklist, Point
from interviewer.adapters.embedded_grader.contradictions import limits, negations, opposed, reversals
from interviewer.adapters.embedded_grader.statements import Statement, Statements

NAMES = (
    "likeness",
    "recall",
    "exact_recall",
    "own_recall",
    "head",
    "misplaced",
    "intruding",
    "reversed",
    "negated",
    "denying",
    "opposed",
    "limited",
    "likeness_lead",
    "recall_lead",
    "precision",
    "point_size",
    "asked",
    "small_words",
    "other_language",
    "english",
)


SIGNS = (
    "misplaced",
    "intruding",
    "reversed",
    "negated",
    "denying",
    "opposed",
    "limited",
    "head",
    "recall",
    "likeness",
    "other_language",
    "english",
)
"""The features that may tell that what is said is wrong."""
_SIGNS_AT = [NAMES.index(name) for name in SIGNS]


def signs(features: Any) -> Any:
    """The columns of SIGNS out of feature rows of shape (n, len(NAMES))."""
    return np.asarray(features)[:, _SIGNS_AT]


_OWN_FROM = 0.15
"""Share of a point's weight that must be its own words for them to be asked for."""
_OWN_RECALL, _RECALL = NAMES.index("own_recall"), NAMES.index("recall")
_NOTHING_OWN = 0.15
"""Below it one point in ten is covered; above it the share rises steeply (measured on graded answers)."""


def of_a_neighbour(features: Any) -> Any:
    """Which feature rows tell of a slice that states another point and of this one only what both have in common."""
    own = np.asarray(features)[:, _OWN_RECALL]
    return (own < _NOTHING_OWN) & (own < np.asarray(features)[:, _RECALL])


_LIKENESS = NAMES.index("likeness")
_LITTLE_RECALL, _LITTLE_LIKENESS = 0.3, 0.4
"""Below both, three points in a hundred are covered (measured on graded answers)."""


def says_little(features: Any) -> Any:
    """Which feature rows tell of a slice that shares neither enough words nor enough meaning with its point."""
    rows = np.asarray(features)
    return (rows[:, _RECALL] < _LITTLE_RECALL) & (rows[:, _LIKENESS] < _LITTLE_LIKENESS)


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
    said_of = np.stack([point.weights @ hit for point, hit in zip(checklist.points, hits, strict=True)])
    return [_best(at, checklist, answer, hits, cosines, said_of) for at in range(len(checklist.points))]


def _best(at: int, checklist: Checklist, answer: Statements, hits: list[Any], cosines: Any, said_of: Any) -> Evidence:
    recalls = said_of / np.array([[point.weights.sum()] for point in checklist.points])
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
    )
    said = tuple(unit.text for unit, value in zip(point.units, hit, strict=True) if value >= 0.6)
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
