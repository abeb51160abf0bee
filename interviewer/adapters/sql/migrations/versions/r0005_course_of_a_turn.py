"""A column for how it came to an answer: hints, pauses, and what is known of a spoken one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("turn", sa.Column("course", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("turn", "course")
