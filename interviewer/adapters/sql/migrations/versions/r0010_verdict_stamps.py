"""A number for each save of a turn's verdicts, so that one can tell by a sum which sections have changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("verdict", sa.Column("stamp", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_verdict_stamp", "verdict", ["section_id", "stamp"])


def downgrade() -> None:
    op.drop_index("ix_verdict_stamp", "verdict")
    op.drop_column("verdict", "stamp")
