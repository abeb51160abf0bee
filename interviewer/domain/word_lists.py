"""Sentences that only list words: whoever says them has named things, and said nothing of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.domain.text import sentences

SAYS = re.compile(
    r"[的了是在把被让给用做会能要可就都从到对按当才再没不跟往像叫去来]|"
    r"\b(?:is|are|was|were|be|has|have|had|to|by|for|with|from|that|which|when|if|it|they|can|will|would|does|do|did|uses?|"
    r"used|as|so|in|an|a|the|and|or|but|because|i|you|we|than|like|not|no|at|then|its|their|there|this|these|gets?|makes?)\b",
    re.IGNORECASE,
)
"""What makes a statement of words: particles, auxiliaries, prepositions."""

_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_SIGN = re.compile(r"[=<>*^]")
_LIST_MARK = re.compile(r"\s*[、|/·]\s*")
_GAP = re.compile("(?<=[\u3400-\u4dbf\u4e00-\u9fff])\\s+(?=[\u3400-\u4dbf\u4e00-\u9fff])")
_LEAST_LISTED, _LEAST_GAPS, _SHARE_OF_GAPS, _LONGEST_LISTED = 12, 6, 0.3, 5


def cut_word_lists(answer: str) -> tuple[str, tuple[str, ...]]:
    """The answer without the sentences that only list words, and those sentences."""
    if len(answer) < _LEAST_LISTED:
        return answer, ()
    parts = [sentence.of(answer) for sentence in sentences(answer)]
    listed = tuple(part for part in parts if is_word_list(part))
    return ("\n".join(part for part in parts if part not in listed), listed) if listed else (answer, ())


def is_word_list(text: str) -> bool:
    """A dozen short Chinese words or more, parted by marks or by spaces, with hardly a word between them that connects.

    Spaces count between two hanzi only: around Latin words they are typography.
    """
    by_marks = [piece for piece in _LIST_MARK.split(text) if piece]
    gaps, by_spaces = len(_GAP.findall(text)), text.split()
    if gaps < max(_LEAST_GAPS, _SHARE_OF_GAPS * len(by_spaces)):
        by_spaces = []
    return any(len(pieces) >= _LEAST_LISTED and _are_bare(pieces) for pieces in (by_marks, by_spaces))


def _are_bare(pieces: Sequence[str]) -> bool:
    hanzi = [len(_HANZI.findall(piece)) for piece in pieces]
    numbers = sum(piece.isdigit() for piece in pieces)
    if not sum(hanzi) or max(hanzi) > _LONGEST_LISTED or max(map(len, pieces)) > 24:
        return False
    if _SIGN.search("".join(pieces)) or numbers > 0.3 * len(pieces):
        return False
    return sum(SAYS.fullmatch(piece) is not None for piece in pieces) <= 0.08 * len(pieces)
