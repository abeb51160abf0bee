"""Names and deletion of sessions, and what makes the history fast: counters a session, and the words it is found by.

Both are derived from the turns. What cannot be read of an odd row is left out of them; the row stays as it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from interviewer.domain.history import folded

revision = "0008"
down_revision = "0007"

_BATCH = 100
_JOINER = " / "
_COUNTERS = ("questions", "answered", "score", "grader", "topics")

_session = sa.table("session", *(sa.column(name) for name in ("id", "plan", *_COUNTERS)))
_turn = sa.table(
    "turn",
    *(sa.column(name) for name in ("id", "session_id", "position", "state", "path")),
    *(sa.column(name) for name in ("question", "answer", "score", "grader", "follow_ups")),
)
_words = sa.table("session_words", *(sa.column(name) for name in ("session_id", "turn_id", "words")))


def upgrade() -> None:
    for column in (
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("questions", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("answered", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("grader", sa.Text(), nullable=False, server_default=""),
        sa.Column("topics", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("session", column)
    op.create_index("ix_session_deleted_at", "session", ["deleted_at"])
    op.create_table(
        "session_words",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_session_words_session_id_session", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "turn_id", name="pk_session_words"),
    )
    connection = op.get_bind()
    for sessions in _batches(connection):
        _derive(connection, sessions)


def downgrade() -> None:
    op.drop_table("session_words")
    op.drop_index("ix_session_deleted_at", "session")
    for name in (*reversed(_COUNTERS), "deleted_at", "name"):
        op.drop_column("session", name)


def _batches(connection: sa.Connection) -> Iterator[list[Any]]:
    """In the order of their id, so that any number of them needs little memory."""
    last = None
    while True:
        wanted = sa.select(_session.c.id, _session.c.plan).order_by(_session.c.id).limit(_BATCH)
        found = list(connection.execute(wanted if last is None else wanted.where(_session.c.id > last)))
        if not found:
            return
        yield found
        last = found[-1].id


def _derive(connection: sa.Connection, sessions: list[Any]) -> None:
    turns: dict[str, list[Any]] = defaultdict(list)
    wanted = sa.select(_turn).where(_turn.c.session_id.in_([each.id for each in sessions]))
    for turn in connection.execute(wanted.order_by(_turn.c.session_id, _turn.c.position)):
        turns[turn.session_id].append(turn)
    for each in sessions:
        counters = {"questions": _questions(each.plan)} | _counters(turns[each.id])
        connection.execute(sa.update(_session).where(_session.c.id == each.id).values(counters))
    rows = [
        {"session_id": turn.session_id, "turn_id": turn.id, "words": _searchable(turn)}
        for each in sessions
        for turn in turns[each.id]
    ]
    if rows:
        connection.execute(sa.insert(_words), rows)


def _questions(plan: str) -> int:
    value = _value(plan)
    count = value.get("question_count") if isinstance(value, dict) else None
    return count if isinstance(count, int) else 0


def _counters(turns: list[Any]) -> dict[str, Any]:
    graded = [turn for turn in turns if turn.state == "graded" and turn.score is not None]
    graders = {turn.grader or "" for turn in graded}
    topics = dict.fromkeys(_JOINER.join(turn.path.split(_JOINER)[:2]).replace("\n", " ") for turn in turns)
    return {
        "answered": sum(turn.state in ("answered", "graded") for turn in turns),
        "score": (2 * sum(turn.score for turn in graded) + len(graded)) // (2 * len(graded)) if graded else None,
        "grader": "mixed" if len(graders) > 1 else next(iter(graders), ""),
        "topics": "".join(f"\n{topic}" for topic in topics) + ("\n" if topics else ""),
    }


def _searchable(turn: Any) -> str:
    question, follow_ups = _value(turn.question), _value(turn.follow_ups)
    said = [turn.path, question.get("text") if isinstance(question, dict) else "", turn.answer]
    for each in follow_ups if isinstance(follow_ups, list) else []:
        if isinstance(each, dict):
            asked = each.get("follow_up")
            said += [asked.get("text") if isinstance(asked, dict) else "", each.get("answer")]
    return "\n".join(folded(text) for text in said if isinstance(text, str) and text)


def _value(text: str) -> Any:
    try:
        stored = json.loads(text)
    except (ValueError, TypeError):
        return None
    return stored.get("value") if isinstance(stored, dict) else None
