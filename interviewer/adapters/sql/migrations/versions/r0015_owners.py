"""Every row of a person knows whose it is. What is there belongs to who used the product alone until now.

What belongs to a session refers to it together with its owner, so that no row of one user's hangs on another's. SQLite
can add no such key to a table: there the tables are made anew, but not the sessions', with which all else would go.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_PARTS = ("turn", "session_words", "verdict", "recording")
_REPLACED = (
    ("ix_session_started_at", "session", ["started_at"]),
    ("ix_session_deleted_at", "session", ["deleted_at"]),
    ("ix_verdict_at", "verdict", ["at"]),
    ("ix_verdict_section_id", "verdict", ["section_id", "at"]),
    ("ix_verdict_stamp", "verdict", ["section_id", "stamp"]),
    ("ix_correction_at", "correction", ["at"]),
)
_NEW = (
    ("ix_session_owner", "session", ["owner", "deleted_at", "started_at", "id"]),
    ("ix_session_words_owner", "session_words", ["owner"]),
    ("ix_turn_owner", "turn", ["owner", "answered_at"]),
    ("ix_verdict_at", "verdict", ["owner", "at"]),
    ("ix_verdict_section_id", "verdict", ["owner", "section_id", "at"]),
    ("ix_verdict_stamp", "verdict", ["owner", "section_id", "stamp"]),
    ("ix_correction_at", "correction", ["owner", "at"]),
)


def upgrade() -> None:
    for name, table, _ in _REPLACED:
        op.drop_index(name, table)
    for table in ("session", "correction"):
        op.add_column(table, _owner())
    op.create_index("uq_session_owner", "session", ["id", "owner"], unique=True)
    for table in _PARTS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(_owner())
            batch.drop_constraint(f"fk_{table}_session_id_session", type_="foreignkey")
            batch.create_foreign_key(
                f"fk_{table}_session_id_session",
                "session",
                ["session_id", "owner"],
                ["id", "owner"],
                ondelete="CASCADE",
            )
    with op.batch_alter_table("preference") as batch:
        batch.add_column(_owner())
        batch.drop_constraint("pk_preference", type_="primary")
        batch.create_primary_key("pk_preference", ["owner", "name"])
    for name, table, columns in _NEW:
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Keeps what belongs to nobody in particular; the rows of users who logged in go."""
    for table in (*_PARTS, "session", "correction", "preference"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE owner <> 'local'"))
    for name, table, _ in _NEW:
        op.drop_index(name, table)
    with op.batch_alter_table("preference") as batch:
        batch.drop_constraint("pk_preference", type_="primary")
        batch.create_primary_key("pk_preference", ["name"])
        batch.drop_column("owner")
    for table in _PARTS:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"fk_{table}_session_id_session", type_="foreignkey")
            batch.create_foreign_key(
                f"fk_{table}_session_id_session", "session", ["session_id"], ["id"], ondelete="CASCADE"
            )
            batch.drop_column("owner")
    op.drop_index("uq_session_owner", "session")
    for table in ("session", "correction"):
        op.drop_column(table, "owner")
    for name, table, columns in _REPLACED:
        op.create_index(name, table, columns)


def _owner() -> sa.Column[str]:
    return sa.Column("owner", sa.Text(), nullable=False, server_default="local")
