"""The calibrated model: small boosted trees as plain numbers, evaluated with numpy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Trees:
    """An additive model: log odds = start + the sum of one leaf of each tree.

    Each array has one row a tree; a node goes to `left` when its feature is at most `threshold`. A leaf has
    feature -1 and leads to itself.
    """

    start: float
    feature: Any
    threshold: Any
    left: Any
    right: Any
    value: Any
    depth: int

    def probability(self, rows: Any) -> Any:
        """Probabilities for feature rows of shape (n, features)."""
        node = np.zeros((len(rows), len(self.feature)), dtype=int)
        tree = np.arange(len(self.feature))
        for _ in range(self.depth):
            feature = self.feature[tree, node]
            seen = np.take_along_axis(rows, np.maximum(feature, 0), axis=1)
            onward = np.where(seen <= self.threshold[tree, node], self.left[tree, node], self.right[tree, node])
            node = np.where(feature < 0, node, onward)
        odds = self.start + self.value[tree, node].sum(axis=1)
        return 1.0 / (1.0 + np.exp(-odds))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Two models (is the point covered; is it said the wrong way) and where verdicts begin.

    `confirmed_from` is the least chance of being wrong that a quote must have by itself to be held against someone;
    from `doubted_from` on a point is not given where another point may be meant. `references` is for points that were
    cut from a model answer, where people mark the whole.

    `made_from` are the SHA-256 hashes of the graded files that went in.
    """

    covered: Trees
    wrong: Trees
    covered_from: float
    partial_from: float
    contradicted_from: float
    confirmed_from: float
    doubted_from: float
    made_from: frozenset[str]
    version: str
    references: Calibration | None = None


@cache
def calibration() -> Calibration:
    """The calibration that ships with the product."""
    return from_json(json.loads(FILE.read_text(encoding="utf-8")))


def from_json(data: Mapping[str, Any]) -> Calibration:
    own = data["references"]
    references = _calibration({**data, "covered": own["covered"], "verdicts": data["verdicts"] | own["verdicts"]})
    return replace(_calibration(data), references=references)


def _calibration(data: Mapping[str, Any]) -> Calibration:
    limits = data["verdicts"]
    return Calibration(
        covered=_trees(data["covered"]),
        wrong=_trees(data["wrong"]),
        covered_from=limits["covered_from"],
        partial_from=limits["partial_from"],
        contradicted_from=limits["contradicted_from"],
        confirmed_from=limits["confirmed_from"],
        doubted_from=limits["doubted_from"],
        made_from=frozenset(data["made_from"].values()),
        version=data["version"],
    )


def _trees(data: Mapping[str, Any]) -> Trees:
    """Trees of one size each: shorter ones are filled up with leaves that nobody reaches."""
    size = max(len(tree["feature"]) for tree in data["trees"])

    def table(name: str, kind: type) -> Any:
        return np.array([tree[name] + [0] * (size - len(tree[name])) for tree in data["trees"]], dtype=kind)

    return Trees(
        data["start"],
        table("feature", int),
        table("threshold", float),
        table("left", int),
        table("right", int),
        table("value", float),
        data["depth"],
    )
