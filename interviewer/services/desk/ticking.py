"""Which points an answer ticks, while it is still being given."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import Tick
from interviewer.domain.ports import Grader
from interviewer.services.desk.asked import as_question

TICKED_FROM = 0.5
"""Probability from which a covered point is ticked: a tick that is wrong costs the interviewer more than one that he
has to set himself, so this is above what a grade asks for (bench/desk.py)."""


@dataclass(frozen=True, slots=True)
class Ticking:
    """Suggests ticks by a grader that answers at once; clauses that it has seen before cost next to nothing."""

    grader: Grader

    def open(self, question: SetQuestion, language: str) -> None:
        """Make ready for the question while it is asked: preparing its points takes longer than reading a note."""
        if question.key_points:
            self.grader.grade(as_question(question, language), question.key_points[0].text)

    def read(self, question: SetQuestion, notes: str, language: str) -> Assessment | None:
        """What the notes on the answer say of each point; None while there is nothing to read, or no point."""
        if not notes.strip() or not question.key_points:
            return None
        return self.grader.grade(as_question(question, language), notes)

    def ticks(self, question: SetQuestion, notes: str, language: str) -> tuple[Tick, ...]:
        """Suggestions, in the order of the points; points that nothing was said about have none."""
        made = self.read(question, notes, language)
        return ticks_of(made) if made is not None else ()


def ticks_of(assessment: Assessment) -> tuple[Tick, ...]:
    made = (_tick(each) for each in assessment.verdicts if each.kind is not VerdictKind.MISSED)
    return tuple(made)


def _tick(verdict: Verdict) -> Tick:
    return Tick(verdict.key_point.id, kind_shown(verdict), quote=verdict.quote, probability=verdict.probability)


def kind_shown(verdict: Verdict) -> VerdictKind:
    """What is not surely covered is shown as said by half."""
    unsure = verdict.kind is VerdictKind.COVERED and verdict.probability < TICKED_FROM
    return VerdictKind.PARTIAL if unsure else verdict.kind
