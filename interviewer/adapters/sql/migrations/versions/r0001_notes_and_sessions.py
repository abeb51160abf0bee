"""Tables for notes and sessions.

Types are written out, not taken from `tables.py`: a step must make the same tables for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _notes()
    _sessions()


def downgrade() -> None:
    for table in ("turn", "session", "chunk", "section", "source"):
        op.drop_table(table)


def _notes() -> None:
    op.create_table(
        "source",
        _text("file"),
        _text("content_hash"),
        _text("origin"),
        _text("title"),
        _text("twin"),
        _text("location"),
        _number("sections"),
        _number("gaps"),
        _number("stubs"),
        _text("open_questions"),
        _time("indexed_at"),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("file", name="pk_source"),
    )
    op.create_table("section", *_part_of_a_note("section"), _text("id"), _number("first_line"), _text("document"))
    op.create_index("ix_section_id", "section", ["id"])
    op.create_table("chunk", *_part_of_a_note("chunk"), _text("id"), _text("section_id"), _text("kind"), _text("text"))


def _sessions() -> None:
    op.create_table(
        "session",
        _text("id"),
        _time("started_at"),
        _time("finished_at", nullable=True),
        _text("plan"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_started_at", "session", ["started_at"])
    op.create_table(
        "turn",
        _text("id"),
        _text("session_id"),
        _number("position"),
        _number("version"),
        _text("state"),
        _text("section_id"),
        _text("path"),
        _text("question"),
        _time("asked_at"),
        _text("answer"),
        _time("answered_at", nullable=True),
        _text("assessment", nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        _text("grader", nullable=True),
        _text("follow_ups"),
        sa.PrimaryKeyConstraint("id", name="pk_turn"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_turn_session_id_session", ondelete="CASCADE"),
        sa.UniqueConstraint("session_id", "position", name="uq_turn_session_id"),
    )


def _part_of_a_note(table: str) -> list[sa.schema.SchemaItem]:
    return [
        _text("file"),
        _number("position"),
        sa.PrimaryKeyConstraint("file", "position", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["file"], ["source.file"], name=f"fk_{table}_file_source", ondelete="CASCADE"),
    ]


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _time(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
