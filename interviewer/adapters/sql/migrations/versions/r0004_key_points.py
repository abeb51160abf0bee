"""Tables for what became of key points: edits by their owner, refinements by a model."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "key_point_edit",
        _text("section_id"),
        _text("point_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("document"),
        sa.PrimaryKeyConstraint("section_id", "point_id", name="pk_key_point_edit"),
    )
    op.create_table(
        "refinement",
        _text("section_id"),
        _text("content_hash"),
        _text("document"),
        sa.PrimaryKeyConstraint("section_id", "content_hash", name="pk_refinement"),
    )


def downgrade() -> None:
    op.drop_table("refinement")
    op.drop_table("key_point_edit")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)
