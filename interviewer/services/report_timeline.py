"""The course of a session on its own clock."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.domain.delivery import units_of
from interviewer.domain.sessions import Session, Turn
from interviewer.domain.timing import LONGEST_COUNTED, seconds_on_follow_up, seconds_on_question
from interviewer.services.report_parts import Pace, TimelineEntry

_LEAST_SECONDS, _LEAST_UNITS = 5.0, 15.0
"""As for speech: of less, a rate says nothing."""


def timeline_of(session: Session) -> tuple[TimelineEntry, ...]:
    """An entry for each question asked, in order."""
    return tuple(_entries(session))


def _entries(session: Session) -> Iterator[TimelineEntry]:
    passed = 0.0
    for number, turn in enumerate(session.turns, 1):
        seconds = seconds_on_question(turn, turn.answered_at) if turn.answer and turn.answered_at else None
        score = turn.assessment.score if turn.assessment else None
        language = session.plan.answer_language or turn.question.language
        yield TimelineEntry(number, passed / 60, score, seconds, _pace(turn, seconds, language))
        passed += _counted(turn)


def _counted(turn: Turn) -> float:
    """Seconds that the question and its follow-ups add to the clock; nothing for what is not closed."""
    own = seconds_on_question(turn, turn.answered_at) if turn.answered_at else 0.0
    further = [seconds_on_follow_up(each, each.answered_at) or 0.0 for each in turn.follow_ups if each.answered_at]
    return sum(min(part, LONGEST_COUNTED) for part in (own, *further))


def _pace(turn: Turn, seconds: float | None, language: str) -> Pace | None:
    spoken = turn.course.spoken
    if spoken is not None:
        rate = spoken.delivery.rate if spoken.delivery else None
        return Pace(rate, spoken.delivery.language, spoken=True) if spoken.delivery and rate is not None else None
    units = units_of(turn.answer, language)
    if seconds is None or seconds < _LEAST_SECONDS or units < _LEAST_UNITS:
        return None
    return Pace(60 * units / seconds, language, spoken=False)
