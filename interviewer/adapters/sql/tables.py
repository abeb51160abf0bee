"""The tables. Columns are what SQL asks for; nested values are JSON text made by the codec."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from interviewer.adapters.sql.columns import SafeText, UtcTime
from interviewer.adapters.sql.scope import OWNER, owner_of_row

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, SafeText, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _of(parent: str, name: str) -> Column[str]:
    """A part of the primary key that goes when its parent goes."""
    return Column(name, SafeText, ForeignKey(parent, ondelete="CASCADE"), primary_key=True)


def _owner(*, primary_key: bool = False) -> Column[str]:
    """Whose row it is: filled in, and looked at, by the scope of the connection."""
    return Column(
        OWNER, SafeText, nullable=False, default=owner_of_row, server_default="local", primary_key=primary_key
    )


def _of_session() -> ForeignKeyConstraint:
    """It goes when its session goes, and belongs to whom that belongs."""
    return ForeignKeyConstraint(["session_id", OWNER], ["session.id", "session.owner"], ondelete="CASCADE")


source = Table(
    "source",
    metadata,
    Column("file", SafeText, primary_key=True),
    _text("content_hash"),
    _text("origin"),
    _text("title"),
    _text("twin"),
    _text("location"),
    _number("sections"),
    _number("gaps"),
    _number("stubs"),
    _text("open_questions"),
    Column("indexed_at", UtcTime, nullable=False),
    Column("enabled", Boolean, nullable=False),
    # The generation of the notes in which the file was last stored.
    Column("generation", BigInteger, nullable=False, server_default="0"),
)

# One row: how often the stored notes have changed.
generation = Table(
    "generation",
    metadata,
    Column("name", SafeText, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

section = Table(
    "section",
    metadata,
    _of("source.file", "file"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("id"),
    _number("first_line"),
    _text("document"),
    Index("ix_section_id", "id"),
)

chunk = Table(
    "chunk",
    metadata,
    _of("source.file", "file"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("id"),
    _text("section_id"),
    _text("kind"),
    _text("text"),
)

# Without a key to the sections, which are stored anew at each reading of their note.
key_point_edit = Table(
    "key_point_edit",
    metadata,
    Column("section_id", SafeText, primary_key=True),
    Column("point_id", SafeText, primary_key=True),
    _number("position"),
    _text("document"),
)

refinement = Table(
    "refinement",
    metadata,
    Column("section_id", SafeText, primary_key=True),
    Column("content_hash", SafeText, primary_key=True),
    _text("document"),
)

session = Table(
    "session",
    metadata,
    Column("id", SafeText, primary_key=True),
    _owner(),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    _text("plan"),
    Column("name", SafeText, nullable=False, server_default=""),
    Column("deleted_at", UtcTime),
    # What the history shows of the turns, written with each of them: it is drawn without reading any.
    Column("questions", Integer, nullable=False, server_default="0"),
    Column("answered", Integer, nullable=False, server_default="0"),
    Column("score", Integer),
    Column("grader", SafeText, nullable=False, server_default=""),
    Column("topics", SafeText, nullable=False, server_default=""),
    # A page of the history in its order, and the few that are deleted.
    Index("ix_session_owner", OWNER, "deleted_at", "started_at", "id"),
    # For what refers to a session by both.
    Index("uq_session_owner", "id", OWNER, unique=True),
)

# What sessions are found by: a row a turn, and one with an empty turn_id for the session's name. Apart from the turns,
# whose rows are twenty times as long.
session_words = Table(
    "session_words",
    metadata,
    Column("session_id", SafeText, primary_key=True),
    Column("turn_id", SafeText, primary_key=True),
    _owner(),
    _text("words"),
    _of_session(),
    Index("ix_session_words_owner", OWNER),
)

assessment_cache = Table(
    "assessment_cache",
    metadata,
    Column("key", SafeText, primary_key=True),
    _text("model"),
    _text("prompt_version"),
    _text("assessment"),
    Column("made_at", UtcTime, nullable=False),
)

turn = Table(
    "turn",
    metadata,
    Column("id", SafeText, primary_key=True),
    _text("session_id"),
    _owner(),
    _number("position"),
    _number("version"),
    _text("state"),
    _text("section_id"),
    _text("path"),
    _text("question"),
    Column("asked_at", UtcTime, nullable=False),
    _text("answer"),
    Column("answered_at", UtcTime),
    Column("assessment", SafeText),
    Column("score", Integer),
    Column("grader", SafeText),
    _text("follow_ups"),
    Column("course", SafeText),
    # Two tabs that go on to the next question at the same time must not both create it.
    UniqueConstraint("session_id", "position"),
    _of_session(),
    Index("ix_turn_owner", OWNER, "answered_at"),
)

# Flat and derived: written with its turn, made anew from it at any time. It has what questions over all sessions need.
verdict = Table(
    "verdict",
    metadata,
    Column("turn_id", SafeText, primary_key=True),
    Column("follow_up", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("session_id", SafeText, nullable=False, index=True),
    _owner(),
    _number("position"),
    _text("section_id"),
    _text("path"),
    _text("point_id"),
    _text("point_text"),
    Column("at", UtcTime, nullable=False),
    _text("kind"),
    _text("grader"),
    _text("model"),
    Column("probability", Float, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("hinted", Boolean, nullable=False),
    Column("recovered", Boolean, nullable=False),
    Column("corrected", Boolean, nullable=False),
    # Another random number at each save of the turn: a section's sum tells whether anything of it has changed.
    Column("stamp", BigInteger, nullable=False, server_default="0"),
    _of_session(),
    Index("ix_verdict_at", OWNER, "at"),
    Index("ix_verdict_section_id", OWNER, "section_id", "at"),
    Index("ix_verdict_stamp", OWNER, "section_id", "stamp"),
)

correction = Table(
    "correction",
    metadata,
    Column("id", SafeText, primary_key=True),
    _owner(),
    Column("at", UtcTime, nullable=False),
    _text("document"),  # it names its session and outlives it: no foreign key
    Index("ix_correction_at", OWNER, "at"),
)

recording = Table(
    "recording",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("session_id", SafeText, nullable=False, index=True),
    _owner(),
    Column("at", UtcTime, nullable=False),
    _text("document"),
    Column("audio", LargeBinary, nullable=False),
    _of_session(),
)

preference = Table(
    "preference",
    metadata,
    _owner(primary_key=True),
    Column("name", SafeText, primary_key=True),
    _text("value"),
)

question_set = Table(
    "question_set",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("made_at", UtcTime, nullable=False),
    _number("version"),
    Column("locked", Boolean, nullable=False),
    _text("document"),
)

candidate = Table(
    "candidate",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("made_at", UtcTime, nullable=False),
    _text("document"),
)

# It holds its set as it was then: no foreign key, so that it outlives a set that is deleted.
interview = Table(
    "interview",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("candidate_id", SafeText, ForeignKey("candidate.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("set_id", SafeText, nullable=False, index=True),
    Column("made_at", UtcTime, nullable=False),
    _number("version"),
    _text("document"),
)

scorecard = Table(
    "scorecard",
    metadata,
    _of("interview.id", "interview_id"),
    _number("version"),
    _text("document"),
)

scorecard_change = Table(
    "scorecard_change",
    metadata,
    _of("scorecard.interview_id", "interview_id"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("document"),
)

interview_recording = Table(
    "interview_recording",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("interview_id", SafeText, ForeignKey("interview.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    _text("document"),
    Column("audio", LargeBinary, nullable=False),
)

# By user and day in UTC. It outlives the sessions that it was spent on: no foreign key.
model_spending = Table(
    "model_spending",
    metadata,
    Column("user_id", SafeText, primary_key=True),
    Column("day", SafeText, primary_key=True),
    _number("calls"),
    Column("tokens", BigInteger, nullable=False),
    Column("micro_usd", BigInteger, nullable=False),
)
