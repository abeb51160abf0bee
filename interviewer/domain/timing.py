"""Time as the candidate feels it: pauses do not count, and neither does reading what was said about an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interviewer.domain.sessions import FollowUpTurn, Pause, Session, Turn, TurnState

LONGEST_COUNTED = 600.0
"""Seconds that one question or follow-up adds to a session's time at most: a session that was left open over night can
be gone on with."""


def seconds_on_question(turn: Turn, now: datetime) -> float:
    """Thinking and answering, up to now while it is not answered; follow-ups left out."""
    return _seconds(turn.asked_at, turn.answered_at or now, turn.course.pauses)


def seconds_on_follow_up(follow_up: FollowUpTurn, now: datetime) -> float | None:
    """The same; None where it was not kept."""
    if follow_up.asked_at is None or (follow_up.answer is not None and follow_up.answered_at is None):
        return None
    return _seconds(follow_up.asked_at, follow_up.answered_at or now, follow_up.course.pauses)


def seconds_on_session(session: Session, now: datetime) -> float:
    """All questions and follow-ups together, each up to LONGEST_COUNTED."""
    parts = [seconds_on_question(turn, now) for turn in session.turns]
    parts += [seconds_on_follow_up(each, now) or 0.0 for turn in session.turns for each in turn.follow_ups]
    return sum(min(part, LONGEST_COUNTED) for part in parts)


def time_is_up(session: Session, now: datetime) -> bool:
    """Whether the planned minutes are over. Nothing is cut off then: the present question is the last one."""
    limit = 60 * session.plan.minutes
    return bool(limit) and seconds_on_session(session, now) >= limit


def nothing_left_to_ask(session: Session, now: datetime) -> bool:
    return session.asked_all or (bool(session.turns) and time_is_up(session, now))


def is_waiting_for_words(turn: Turn) -> bool:
    """Whether the clock of the question or of its follow-up runs, or is paused."""
    return turn.state is TurnState.ASKED or turn.open_follow_up is not None


def _seconds(since: datetime, until: datetime, pauses: Sequence[Pause]) -> float:
    paused = sum(((min(each.until or until, until)) - each.since).total_seconds() for each in pauses)
    return max(0.0, (until - since).total_seconds() - paused)
