"""Tables for candidates, their interviews with recordings, scorecards, and the logs of changes to these."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "candidate",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_candidate"),
    )
    op.create_table(
        "interview",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("set_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        _goes_with("interview", "candidate", "candidate_id", "id"),
        sa.PrimaryKeyConstraint("id", name="pk_interview"),
    )
    op.create_index("ix_interview_candidate_id", "interview", ["candidate_id"])
    op.create_index("ix_interview_set_id", "interview", ["set_id"])
    op.create_table(
        "scorecard",
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        _goes_with("scorecard", "interview", "interview_id", "id"),
        sa.PrimaryKeyConstraint("interview_id", name="pk_scorecard"),
    )
    op.create_table(
        "scorecard_change",
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("document", sa.Text(), nullable=False),
        _goes_with("scorecard_change", "scorecard", "interview_id", "interview_id"),
        sa.PrimaryKeyConstraint("interview_id", "position", name="pk_scorecard_change"),
    )
    op.create_table(
        "interview_recording",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("audio", sa.LargeBinary(), nullable=False),
        _goes_with("interview_recording", "interview", "interview_id", "id"),
        sa.PrimaryKeyConstraint("id", name="pk_interview_recording"),
    )
    op.create_index("ix_interview_recording_interview_id", "interview_recording", ["interview_id"])


def downgrade() -> None:
    for name in ("interview_recording", "scorecard_change", "scorecard", "interview", "candidate"):
        op.drop_table(name)


def _goes_with(table: str, parent: str, column: str, key: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{parent}"
    return sa.ForeignKeyConstraint([column], [f"{parent}.{key}"], name=name, ondelete="CASCADE")
