"""The lines of the history, in two queries whatever its length."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from interviewer.adapters.sql.codec import loads
from interviewer.adapters.sql.tables import session as sessions
from interviewer.adapters.sql.tables import turn as turns
from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.sessions import Plan, SessionSummary, TurnState

_DONE = (TurnState.ANSWERED, TurnState.GRADED)


def read_summaries(connection: Connection) -> list[SessionSummary]:
    """One for each session, newest first."""
    columns = (turns.c.session_id, turns.c.state, turns.c.path, turns.c.score, turns.c.grader)
    by_session: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(*columns).order_by(turns.c.session_id, turns.c.position)):
        by_session[row.session_id].append(row)
    newest = select(sessions).order_by(sessions.c.started_at.desc(), sessions.c.id.desc())
    return [_summary(row, by_session[row.id]) for row in connection.execute(newest)]


def _summary(session: Any, asked: list[Any]) -> SessionSummary:
    graded = [row for row in asked if row.state == TurnState.GRADED and row.score is not None]
    return SessionSummary(
        id=session.id,
        started_at=session.started_at,
        finished_at=session.finished_at,
        topics=tuple(dict.fromkeys(_topic(row.path) for row in asked)),
        questions=loads(Plan, session.plan).question_count,
        answered=sum(row.state in _DONE for row in asked),
        score=_rounded_mean([row.score for row in graded]),
        grader=_one_or_mixed({row.grader for row in graded}),
    )


def _topic(path: str) -> str:
    return PATH_JOINER.join(path.split(PATH_JOINER)[:2])


def _rounded_mean(scores: list[int]) -> int | None:
    """Rounded half up, in whole numbers so that no half is lost."""
    return (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else None


def _one_or_mixed(graders: set[str]) -> str:
    """The grader's name; empty while nothing is graded."""
    return "mixed" if len(graders) > 1 else next(iter(graders), "")
