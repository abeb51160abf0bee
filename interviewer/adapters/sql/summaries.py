"""The lines of the history. A session's row has what its line shows, counted anew when one of its turns is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from interviewer.adapters.sql.tables import session as sessions
from interviewer.adapters.sql.tables import session_words
from interviewer.adapters.sql.tables import turn as turns
from interviewer.domain.history import folded, searchable
from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.sessions import SessionSummary, Turn, TurnState

NAME = ""
"""In the place of a turn's id: the words are the session's name."""
COLUMNS = (
    *(sessions.c.id, sessions.c.started_at, sessions.c.finished_at, sessions.c.name, sessions.c.deleted_at),
    *(sessions.c.topics, sessions.c.questions, sessions.c.answered, sessions.c.score, sessions.c.grader),
)
_DONE = (TurnState.ANSWERED, TurnState.GRADED)


def read_summary(row: Any) -> SessionSummary:
    """From a row of COLUMNS."""
    return SessionSummary(
        id=row.id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        topics=topics_in(row.topics),
        questions=row.questions,
        answered=row.answered,
        score=row.score,
        grader=row.grader,
        name=row.name,
        deleted_at=row.deleted_at,
    )


def topics_in(column: str) -> tuple[str, ...]:
    """Each stands between two line ends, so that a whole one can be sought; a heading has none."""
    return tuple(column.split("\n")[1:-1])


def count_turns(connection: Connection, session_id: str) -> None:
    """Write what the line shows, as the turns stand."""
    wanted = select(turns.c.state, turns.c.path, turns.c.score, turns.c.grader)
    asked = list(connection.execute(wanted.where(turns.c.session_id == session_id).order_by(turns.c.position)))
    graded = [row for row in asked if row.state == TurnState.GRADED and row.score is not None]
    topics = dict.fromkeys(_topic(row.path) for row in asked)
    counted = {
        "topics": "".join(f"\n{topic}" for topic in topics) + ("\n" if topics else ""),
        "answered": sum(row.state in _DONE for row in asked),
        "score": _rounded_mean([row.score for row in graded]),
        "grader": _one_or_mixed({row.grader for row in graded}),
    }
    connection.execute(update(sessions).where(sessions.c.id == session_id).values(counted))


def write_words(connection: Connection, session_id: str, written: Iterable[Turn] = (), name: str | None = None) -> None:
    """Let the session be found by these turns as they are now, and by the name where it is given."""
    words = {turn.id: searchable(turn) for turn in written} | ({} if name is None else {NAME: folded(name)})
    _forget(connection, session_id, list(words))
    rows = [{"session_id": session_id, "turn_id": id, "words": each} for id, each in words.items() if each]
    if rows:
        connection.execute(insert(session_words), rows)


def _forget(connection: Connection, session_id: str, turn_ids: Sequence[str]) -> None:
    own = session_words.c.session_id == session_id
    connection.execute(delete(session_words).where(own, session_words.c.turn_id.in_(turn_ids)))


def _topic(path: str) -> str:
    return PATH_JOINER.join(path.split(PATH_JOINER)[:2]).replace("\n", " ")


def _rounded_mean(scores: list[int]) -> int | None:
    """Rounded half up, in whole numbers so that no half is lost."""
    return (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else None


def _one_or_mixed(graders: set[str]) -> str:
    """The grader's name; empty while nothing is graded."""
    return "mixed" if len(graders) > 1 else next(iter(graders), "")
