"""What came of each key point that was asked for: the flat log that mastery and the review schedule are worked out of.

It is derived from turns and follows them: what is corrected, graded anew or deleted there, changes here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from interviewer.domain.assessment import Assessment
from interviewer.domain.sessions import FollowUpTurn, Turn
from interviewer.domain.verdicts import VerdictKind

AT_QUESTION = -1
"""In the place of a follow-up's number: the verdict is on the answer to the question itself."""


@dataclass(frozen=True, slots=True)
class PointOutcome:
    """The verdict on one key point in one answer.

    `position` is the turn's in its session, `number` the verdict's in its assessment, both from 0; `at` is when the
    answer was given. `grader` and `model` as in an Assessment, `probability` and `unsure` as in a Verdict. `hinted`: a
    hint was given on the point before. `recovered`: a follow-up won the point back; of a verdict on a follow-up, that
    it was this one. `corrected`: a person set the verdict.
    """

    session_id: str
    turn_id: str
    position: int
    follow_up: int
    number: int
    section_id: str
    path: str
    point_id: str
    point_text: str
    at: datetime
    kind: VerdictKind
    grader: str
    model: str
    probability: float
    unsure: bool
    hinted: bool
    recovered: bool
    corrected: bool


def outcomes_of(turn: Turn) -> tuple[PointOutcome, ...]:
    """All outcomes of a turn, the question's before those of its follow-ups; none of what is ungraded or unscored."""
    return (*_of_question(turn), *(each for at, asked in enumerate(turn.follow_ups) for each in _of(turn, at, asked)))


def _of_question(turn: Turn) -> Iterator[PointOutcome]:
    if turn.assessment is None:
        return
    won_back = {each.follow_up.key_point.id for each in turn.follow_ups if turn.won_back(each)}
    hinted = {turn.question.point_to_hint.id} if turn.course.hints and turn.question.key_points else set()
    at = turn.answered_at or turn.asked_at
    yield from _outcomes(turn, AT_QUESTION, turn.assessment, at, hinted=hinted, recovered=won_back)


def _of(turn: Turn, number: int, asked: FollowUpTurn) -> Iterator[PointOutcome]:
    if asked.assessment is None:
        return
    point = {asked.follow_up.key_point.id}
    at = asked.answered_at or turn.answered_at or turn.asked_at
    hinted = point if turn.question.key_points and turn.was_hinted(asked) else set()
    won_back = point if turn.question.key_points and turn.won_back(asked) else set()
    yield from _outcomes(turn, number, asked.assessment, at, hinted=hinted, recovered=won_back)


def _outcomes(
    turn: Turn, follow_up: int, made: Assessment, at: datetime, *, hinted: set[str], recovered: set[str]
) -> Iterator[PointOutcome]:
    if made.unscored_reason is not None:
        return
    for number, verdict in enumerate(made.verdicts):
        yield PointOutcome(
            session_id=turn.session_id,
            turn_id=turn.id,
            position=turn.position,
            follow_up=follow_up,
            number=number,
            section_id=turn.question.section_id,
            path=turn.question.path,
            point_id=verdict.key_point.id,
            point_text=verdict.key_point.text,
            at=at,
            kind=verdict.kind,
            grader=made.grader,
            model=made.model,
            probability=verdict.probability,
            unsure=verdict.unsure,
            hinted=verdict.key_point.id in hinted,
            recovered=verdict.key_point.id in recovered,
            corrected=verdict.corrected is not None,
        )
