"""The one sentence that would have brought an answer the most."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interviewer.domain.assessment import Assessment, VerdictKind
from interviewer.domain.notes import KeyPoint
from interviewer.domain.speaking import said, spaced


@dataclass(frozen=True, slots=True)
class NextSentence:
    """A key point as it is said aloud, and the score (0..100) without and with it."""

    text: str
    before: int
    after: int


def next_sentence(assessment: Assessment, language: str) -> NextSentence | None:
    """The first of those that bring the most; None when nothing was lost, or nothing graded."""
    before = assessment.score
    lost = [verdict for verdict in assessment.verdicts if verdict.kind is not VerdictKind.COVERED]
    if before is None or not lost:
        return None
    with_it = [assessment.with_verdict(replace(verdict, kind=VerdictKind.COVERED)).score or 0 for verdict in lost]
    best = max(range(len(lost)), key=lambda at: (with_it[at], -at))
    return NextSentence(sentence_of(lost[best].key_point, language), before, with_it[best])


def sentence_of(key_point: KeyPoint, language: str) -> str:
    """A key point as a sentence to say aloud."""
    point = said(key_point.text, language)
    text = f"{point.label}{'：' if language == 'zh' else ': '}{point.text}" if point.label else point.text
    stop = "。" if language == "zh" else "."
    return f"{spaced(text) if language == 'zh' else text}{stop}"
