"""What the rest of the answer, and the other key points, tell about one slice as evidence for one key point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from interviewer.adapters.embedded_grader.checklist import Checklist
from interviewer.adapters.embedded_grader.statements import Statements

CONTEXT = (
    "conflict",  # how much of another point's own words the slice says
    "conflict_here",  # the same, less how much of this point's
    "rival_elsewhere",  # how well that other point is said outside the slice
    "any_recall",  # how much of the point's words the whole answer says
    "likeness_max",  # cosine with the nearest slice
    "likeness_second",  # with the nearest one outside the chosen slice
    "answer_level",  # how much of the points the answer says on average
    "slice_rank",  # of how many points the slice says more
    "points_said",  # the share of points of which the answer speaks
    "points",  # how many there are (logarithm)
    "reference_grams",  # how many of the pairs of characters of all points are in the answer
)
"""Nothing here tells how long the answer is: padding must gain nothing."""
_SAID_FROM = 0.5
"""Share of a point's words from which the answer counts as speaking of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """All points (rows) against all slices (columns): cosines, and the share of a point's weighted words said.

    `hits` holds for each point how well each slice (column) says each of its units (row).
    """

    cosines: Any
    recalls: Any
    hits: Sequence[Any]


def context(at: int, chosen: int, checklist: Checklist, answer: Statements, table: Table) -> tuple[float, ...]:
    """The values of CONTEXT for the point `at` and the slice `chosen`."""
    point, outside = checklist.points[at], answer.outside(chosen)
    rival, conflict = _rival(at, chosen, checklist, table)
    others = np.delete(table.recalls[:, chosen], at)
    best = table.recalls.max(axis=1)
    return (
        conflict,
        conflict - float(table.recalls[at, chosen]),
        float(table.recalls[rival][outside].max(initial=0.0)) if rival is not None else 0.0,
        float(point.weights @ table.hits[at].max(axis=1)) / float(point.weights.sum()),
        float(table.cosines[at].max()),
        float(table.cosines[at][outside].max(initial=0.0)),
        float(best.mean()),
        float((others > table.recalls[at, chosen]).sum()),
        float((best >= _SAID_FROM).mean()),
        float(np.log1p(len(checklist.points))),
        len(checklist.grams & answer.grams) / max(1, len(checklist.grams)),
    )


def _rival(at: int, chosen: int, checklist: Checklist, table: Table) -> tuple[int | None, float]:
    """The other point whose own words, those that this one has not, the slice says most of; and that share, 0..1."""
    rows = checklist.points[at].rows
    rival, most = None, 0.0
    for other, theirs in enumerate(checklist.points):
        if other == at:
            continue
        own = theirs.weights * (1.0 - theirs.likeness[:, rows].max(axis=1, initial=0.0))
        share = float(own @ table.hits[other][:, chosen]) / float(own.sum()) if own.sum() > 0 else 0.0
        if share > most:
            rival, most = other, share
    return rival, most
