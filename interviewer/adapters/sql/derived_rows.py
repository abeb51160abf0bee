"""What is worked out of turns and stored beside them: outcomes, a session's counters, the words that it is found by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from interviewer.adapters.sql.outcome_rows import insert_outcomes, replace_outcomes
from interviewer.adapters.sql.summaries import count_turns, write_words
from interviewer.domain.sessions import Session, Turn


def follow_turn(connection: Connection, turn: Turn) -> None:
    """As a turn is that was just written."""
    replace_outcomes(connection, turn)
    count_turns(connection, turn.session_id)
    write_words(connection, turn.session_id, [turn])


def follow_session(connection: Connection, session: Session, turns: Sequence[Turn]) -> None:
    """As a session is that was just written for the first time, with its turns."""
    insert_outcomes(connection, turns)
    count_turns(connection, session.id)
    write_words(connection, session.id, turns, session.name)
