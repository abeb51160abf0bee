"""One sentence on a verdict: what was lacking, or what was said the wrong way round, in the words that show it."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.adapters.embedded_grader.contradictions import excluding, negations, opposed
from interviewer.adapters.embedded_grader.features import NAMES, Evidence
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.notes import KeyPoint
from interviewer.domain.probing import specific_terms
from interviewer.domain.quotes import locate
from interviewer.i18n import translate

_MOST_WORDS = 3


def remark(kind: VerdictKind, point: KeyPoint, found: Evidence, language: str, doubted: bool = False) -> str:
    """The sentence in the question's language; empty for a covered point.

    `doubted`: the point is spoken of, and would have earned more if it were sure that it is said the right way.
    """
    if kind is VerdictKind.COVERED:
        return ""
    if doubted and kind is not VerdictKind.CONTRADICTED:
        name = "remark.doubted" if kind is VerdictKind.PARTIAL else "remark.not_given"
        return translate(name, language, said=found.statement.text, point=point.text)
    if kind is VerdictKind.MISSED:
        return translate("remark.missed", language, point=point.text)
    if kind is VerdictKind.CONTRADICTED:
        return _contradicted(point, found, language)
    return _partial(point, found, language)


def _partial(point: KeyPoint, found: Evidence, language: str) -> str:
    """What was said of the point and what was not, in the point's own words."""
    said, lacking = _telling(found.said, point, language), _telling(found.lacking, point, language)
    with_lacking = "remark.half" if said else "remark.lacking"
    without = "remark.loose" if said else "remark.vague"
    return translate(with_lacking if lacking else without, language, said=said, words=lacking, point=point.text)


def _telling(words: Sequence[str], point: KeyPoint, language: str) -> str:
    """A few of the words in a row, as the point writes them, without those that any point may have."""
    told = [_as_in(point.text, word) for word in words if len(word) > 1 and specific_terms(word)]
    mark = translate("remark.word", language)
    return translate("remark.comma", language).join(mark.format(word=each) for each in told[:_MOST_WORDS])


def _as_in(text: str, word: str) -> str:
    return locate(word, text) or word


def _contradicted(point: KeyPoint, found: Evidence, language: str) -> str:
    value, statement = dict(zip(NAMES, found.features, strict=True)), found.statement
    pairs = opposed(excluding(point.text), statement.text)
    if pairs:
        right, said = _as_in(point.text, pairs[0][0]), _as_in(statement.text, pairs[0][1])
        return translate("remark.opposed", language, said=said, right=right, point=point.text)
    if value["misplaced"] >= 0.5 or value["intruding"] >= 0.5 or value["reversed"] > 0:
        return translate("remark.swapped", language, point=point.text)
    denied = next((piece for piece in statement.pieces if negations(piece)), "")
    if denied and len(statement.pieces) > 1 and value["denying"]:
        return translate("remark.denied", language, said=denied, point=point.text)
    if value["negated"] < 0 and not denied:
        return translate("remark.affirmed", language, point=point.text)
    return translate("remark.differs", language, point=point.text)
