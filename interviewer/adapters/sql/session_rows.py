"""A session and its turns as rows, and a row as a turn."""

from __future__ import annotations

from typing import Any

from interviewer.adapters.sql.codec import dumps, loads_kept
from interviewer.domain.assessment import Assessment
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Course, FollowUpTurn, Session, Turn, TurnState


def session_row(session: Session) -> dict[str, Any]:
    """Without what is counted of its turns."""
    return {
        "id": session.id,
        "started_at": session.started_at,
        "finished_at": session.finished_at,
        "plan": dumps(session.plan),
        "name": session.name,
        "questions": session.plan.question_count,
    }


def turn_row(turn: Turn) -> dict[str, Any]:
    """`score` and `grader` are there for the history, which is drawn without reading any assessment."""
    assessment = turn.assessment
    return {
        "id": turn.id,
        "session_id": turn.session_id,
        "position": turn.position,
        "version": turn.version,
        "state": turn.state.value,
        "section_id": turn.question.section_id,
        "path": turn.question.path,
        "question": dumps(turn.question),
        "asked_at": turn.asked_at,
        "answer": turn.answer,
        "answered_at": turn.answered_at,
        "assessment": dumps(assessment) if assessment else None,
        "score": assessment.score if assessment else None,
        "grader": assessment.grader if assessment else None,
        "follow_ups": dumps(turn.follow_ups),
        "course": dumps(turn.course),
    }


def read_turn(row: Any) -> Turn:
    return Turn(
        id=row.id,
        session_id=row.session_id,
        position=row.position,
        question=loads_kept(Question, row.question),
        state=TurnState(row.state),
        asked_at=row.asked_at,
        answer=row.answer,
        answered_at=row.answered_at,
        assessment=loads_kept(Assessment, row.assessment) if row.assessment else None,
        follow_ups=loads_kept(tuple[FollowUpTurn, ...], row.follow_ups),
        course=loads_kept(Course, row.course) if row.course else Course(),
        version=row.version,
    )
