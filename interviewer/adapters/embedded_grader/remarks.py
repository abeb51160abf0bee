"""One sentence on a verdict: what was lacking, or what was said the wrong way round."""

from __future__ import annotations

from interviewer.adapters.embedded_grader.contradictions import excluding, opposed
from interviewer.adapters.embedded_grader.features import NAMES, Evidence
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.notes import KeyPoint
from interviewer.i18n import translate

_MOST_WORDS = 3


def remark(kind: VerdictKind, point: KeyPoint, found: Evidence, language: str) -> str:
    """The sentence in the question's language; empty for a covered point."""
    if kind is VerdictKind.COVERED:
        return ""
    if kind is VerdictKind.MISSED:
        return translate("remark.missed", language, point=point.text)
    if kind is VerdictKind.CONTRADICTED:
        return _contradicted(point, found, language)
    if not found.lacking:
        return translate("remark.vague", language, point=point.text)
    words = ("、" if language == "zh" else ", ").join(found.lacking[:_MOST_WORDS])
    return translate("remark.lacking", language, words=words, point=point.text)


def _contradicted(point: KeyPoint, found: Evidence, language: str) -> str:
    value = dict(zip(NAMES, found.features, strict=True))
    pairs = opposed(excluding(point.text), found.statement.text)
    if pairs:
        right, said = pairs[0]
        return translate("remark.opposed", language, said=said, right=right, point=point.text)
    if value["misplaced"] >= 0.5 or value["intruding"] >= 0.5 or value["reversed"] > 0:
        return translate("remark.swapped", language, point=point.text)
    if value["negated"] or value["denying"]:
        return translate("remark.negated", language, point=point.text)
    return translate("remark.differs", language, point=point.text)
