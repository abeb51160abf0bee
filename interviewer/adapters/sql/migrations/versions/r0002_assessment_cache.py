"""A table for grades that models have made, to give the same answer the same grade."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "assessment_cache",
        _text("key"),
        _text("model"),
        _text("prompt_version"),
        _text("assessment"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_assessment_cache"),
    )


def downgrade() -> None:
    op.drop_table("assessment_cache")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)
