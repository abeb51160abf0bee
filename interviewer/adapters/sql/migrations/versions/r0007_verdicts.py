"""A flat table of verdicts, filled from the turns that are stored: mastery and the review schedule are worked out of
it. It is derived: a turn that cannot be read is left out, and stays as it is in its own table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from interviewer.adapters.sql.columns import SafeText, UtcTime

revision = "0007"
down_revision = "0006"

_BATCH = 200
_TEXTS = ("section_id", "path", "point_id", "point_text", "kind", "grader", "model")
_FLAGS = ("unsure", "hinted", "recovered", "corrected")

_turn = sa.table(
    "turn",
    *(sa.column(name) for name in ("id", "session_id", "position", "version", "state", "question", "answer")),
    *(sa.column(name) for name in ("assessment", "follow_ups", "course")),
    sa.column("asked_at", UtcTime()),
    sa.column("answered_at", UtcTime()),
)
_verdict = sa.table(
    "verdict",
    *(sa.column(name) for name in ("follow_up", "number", "position", "probability", *_FLAGS)),
    *(sa.column(name, SafeText()) for name in ("turn_id", "session_id", *_TEXTS)),
    sa.column("at", UtcTime()),
)


def upgrade() -> None:
    op.create_table(
        "verdict",
        sa.Column("turn_id", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in _FLAGS),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_verdict_session_id_session", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("turn_id", "follow_up", "number", name="pk_verdict"),
    )
    for turns in _batches(op.get_bind()):
        if rows := [row for turn in turns for row in _rows(turn)]:
            op.get_bind().execute(sa.insert(_verdict), rows)
    op.create_index("ix_verdict_session_id", "verdict", ["session_id"])
    op.create_index("ix_verdict_at", "verdict", ["at"])
    op.create_index("ix_verdict_section_id", "verdict", ["section_id", "at"])


def downgrade() -> None:
    for name in ("ix_verdict_section_id", "ix_verdict_at", "ix_verdict_session_id"):
        op.drop_index(name, "verdict")
    op.drop_table("verdict")


def _batches(connection: sa.Connection) -> Iterator[list[Any]]:
    """Graded turns, in the order of their id, so that any number of them needs little memory."""
    after = ""
    while True:
        graded = sa.select(_turn).where(_turn.c.assessment.is_not(None), _turn.c.id > after)
        found = list(connection.execute(graded.order_by(_turn.c.id).limit(_BATCH)))
        if not found:
            return
        yield found
        after = found[-1].id


def _rows(turn: Any) -> list[dict[str, Any]]:
    """None of a turn that cannot be read."""
    from interviewer.adapters.sql.outcome_rows import outcome_row
    from interviewer.adapters.sql.session_rows import read_turn
    from interviewer.domain.outcomes import outcomes_of

    try:
        rows = [outcome_row(outcome) for outcome in outcomes_of(read_turn(turn))]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []
    return [{column.name: row[column.name] for column in _verdict.c} for row in rows]
