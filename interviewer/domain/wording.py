"""How much a piece of text sounds like speaking to whoever grades it: a small linear model over words.

`addressing.json` is made by `make addressing` from our own phrases; a weight is the log of odds. A term is a run of one
to three tokens (a hanzi, a Latin word, a number); a concept stands for many words (`marks`, `grader`, `all`...), and
two concepts in one piece have a weight of their own, so that wordings nobody wrote down are known by what they mean.
Words that no such speech of ours has count against it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

FILE = Path(__file__).with_name("addressing.json")
LONGEST_TERM = 3
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[\u3400-\u4dbf\u4e00-\u9fff]|[:：?？]")
_OF_GRADING = frozenset({"marks", "pass", "covered", "points", "grader", "candidate", "answer", "favour"})
_OF_ORDERS = frozenset({"rules", "orders"})
_NOT_OF_GRADING = -6.0
"""What counts against a piece that speaks neither of grading nor of orders to set aside, whatever its words."""

_NOTHING_OF_IT = -3.0
"""What counts against one that names a thing of grading and nothing that is to be done with it."""

_SPOKEN_NUMBERS = frozenset({"10", "100"})


@dataclass(slots=True)
class Node:
    """What a run of tokens weighs and means, and how it may go on."""

    weight: float = 0.0
    known: bool = False
    concepts: tuple[str, ...] = ()
    after: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """`bias` counts once a piece, `unknown` for each token that nothing begins with, `pairs` of concepts once each."""

    bias: float
    unknown: float
    pairs: dict[str, float]
    root: Node


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of text weighs by its terms, and the concepts that it speaks of."""

    weight: float
    concepts: frozenset[str]


@cache
def model() -> Model:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    root = tree(data["concepts"], data["terms"])
    return Model(data["bias"], data["unknown"], data["pairs"], root)


def tree(concepts: dict[str, list[str]], terms: dict[str, float]) -> Node:
    """All terms and all words of the concepts, by their tokens."""
    root = Node()
    for concept, words in concepts.items():
        for word in words:
            node = _grown(root, tokens(word))
            node.concepts = (*node.concepts, concept)
    for term, weight in terms.items():
        node = _grown(root, term.split())
        node.weight, node.known = weight, True
    return root


def _grown(node: Node, path: Iterable[str]) -> Node:
    for token in path:
        node = node.after.setdefault(token, Node())
    return node


def tokens(text: str) -> list[str]:
    """The tokens of a text in lower case; numbers but 10 and 100 are all alike, and small marks are left out."""
    found: list[str] = _TOKEN.findall(text.casefold())
    if not any(map(str.isdigit, text)):
        return found
    return ["0" if token.isdigit() and token not in _SPOKEN_NUMBERS else token for token in found]


def runs(root: Node, found: Sequence[str]) -> Iterator[tuple[int, Node]]:
    """Every run of tokens that the tree knows of, with the place where it begins."""
    for at in range(len(found)):
        node = root
        for token in found[at:]:
            following = node.after.get(token)
            if following is None:
                break
            node = following
            yield at, node


def concepts_of(root: Node, found: Sequence[str]) -> frozenset[str]:
    return frozenset(concept for _, node in runs(root, found) for concept in node.concepts)


def pairs_of(concepts: frozenset[str]) -> Iterator[str]:
    """Each concept, and each two of them."""
    ordered = sorted(concepts)
    yield from ordered
    yield from (f"{one}+{other}" for one, other in combinations(ordered, 2))


def read(text: str) -> Reading:
    """Each run of tokens weighs once, however often it comes."""
    known, found = model(), tokens(text)
    nodes = list(runs(known.root, found))
    meant = len({at for at, node in nodes if node.known or node.concepts})
    weighed = {id(node): node.weight for _, node in nodes}
    weight = known.unknown * (len(found) - meant) + sum(weighed.values())
    return Reading(weight, frozenset(concept for _, node in nodes for concept in node.concepts))


def of_grading(pieces: Sequence[Reading]) -> bool:
    """Whether they speak of grading at all, or of orders to set aside."""
    return _of_grading(frozenset().union(*(piece.concepts for piece in pieces)))


def evidence(pieces: Sequence[Reading], *, beside: bool = False) -> float:
    """Log odds that neighbouring pieces, taken together, speak to the grader.

    By themselves they must speak of grading, `beside` a piece that does they need not.
    """
    concepts = pieces[0].concepts if len(pieces) == 1 else frozenset().union(*(piece.concepts for piece in pieces))
    return model().bias + sum(piece.weight for piece in pieces) + _together(concepts, beside)


@lru_cache(maxsize=4096)
def _together(concepts: frozenset[str], beside: bool) -> float:
    if not beside and not _of_grading(concepts):
        return _NOT_OF_GRADING
    alone = _NOTHING_OF_IT if len(concepts) < 2 and not beside else 0.0
    return alone + sum(model().pairs.get(pair, 0.0) for pair in pairs_of(concepts))


def _of_grading(concepts: frozenset[str]) -> bool:
    return bool(concepts & _OF_GRADING) or concepts >= _OF_ORDERS
