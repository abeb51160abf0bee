"""A database of a person who has practised for years: 2,000 sessions, 60,000 verdicts on 1,000 sections."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from interviewer.adapters.sql.codec import dumps
from interviewer.adapters.sql.database import Database, open_database
from interviewer.adapters.sql.note_store import SqlNoteStore
from interviewer.adapters.sql.outcome_rows import outcome_row
from interviewer.adapters.sql.session_rows import turn_row
from interviewer.adapters.sql.tables import session as session_table
from interviewer.adapters.sql.tables import turn as turn_table
from interviewer.adapters.sql.tables import verdict as verdict_table
from interviewer.bootstrap import SystemClock
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import KeyPoint, Note, Section, SectionStatus, SourceLines
from interviewer.domain.outcomes import outcomes_of
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Plan, Turn, TurnState

SESSIONS, QUESTIONS, POINTS = 2000, 5, 6
FILES, SECTIONS_A_FILE = 50, 20
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DAYS = 700
_KINDS = (VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED, VerdictKind.CONTRADICTED)
_WEIGHTS = (6, 2, 3, 1)


@contextmanager
def filled_database() -> Iterator[Database]:
    """On a SQLite file that goes afterwards."""
    with TemporaryDirectory(prefix="interviewer-bench-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.db'}")
        chance = random.Random(6)
        sections = _notes(database)
        _sessions(database, sections, chance)
        try:
            yield database
        finally:
            database.close()


def _notes(database: Database) -> list[Section]:
    notes = []
    for at in range(FILES):
        file = f"note{at}.md"
        notes.append(Note(file, "hash", tuple(_section(file, at, number) for number in range(SECTIONS_A_FILE))))
    SqlNoteStore(database, SystemClock()).save_all([(note, []) for note in notes])
    return [section for note in notes for section in note.sections]


def _section(file: str, at: int, number: int) -> Section:
    id, lines = f"{file}-{number}", SourceLines(file, 10 * number + 1, 10 * number + 9)
    points = tuple(KeyPoint(f"{id}-{each}", f"第 {each} 个要点，属于 {id}", lines) for each in range(POINTS))
    steps = (f"领域 {at % 6}", f"主题 {at % 24}", f"小节 {at}-{number}")
    text = "\n".join(point.text for point in points)
    return Section(id, steps, lines, text, SectionStatus.TEXT, "zh", "hash", key_points=points)


def _sessions(database: Database, sections: list[Section], chance: random.Random) -> None:
    with database.writing() as connection:
        for at in range(SESSIONS):
            started = NOW - timedelta(days=DAYS * (SESSIONS - at) / SESSIONS)
            turns = [_turn(f"s{at}", number, chance.choice(sections), started, chance) for number in range(QUESTIONS)]
            plan = Plan((), (), QUESTIONS, "zh", tuple(turn.question.section_id for turn in turns))
            row = {"id": f"s{at}", "started_at": started, "finished_at": started, "plan": dumps(plan)}
            connection.execute(insert(session_table), [row])
            connection.execute(insert(turn_table), [turn_row(turn) for turn in turns])
            rows = [outcome_row(each) for turn in turns for each in outcomes_of(turn)]
            connection.execute(insert(verdict_table), rows)


def _turn(session: str, position: int, section: Section, started: datetime, chance: random.Random) -> Turn:
    kinds = chance.choices(_KINDS, _WEIGHTS, k=POINTS)
    verdicts = tuple(
        Verdict(point, kind, probability=0.8) for point, kind in zip(section.key_points, kinds, strict=True)
    )
    asked = started + timedelta(minutes=2 * position)
    model = "" if chance.random() < 0.8 else "some-model"
    return Turn(
        f"{session}-{position}",
        session,
        position,
        Question(f"讲讲 {section.title}", section.id, section.path, section.key_points, section.text, "zh"),
        TurnState.GRADED,
        asked,
        "一段回答",
        asked + timedelta(seconds=80),
        Assessment(verdicts, "llm" if model else "embedded", model=model),
        version=1,
    )
