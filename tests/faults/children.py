"""What runs in a process of its own until it is killed. `tell` is how it says what it has done."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401
import langchain_chroma  # noqa: F401
from sqlalchemy import event

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.adapters.sql.database import Database, open_database
from interviewer.adapters.sql.engine import make_engine
from interviewer.adapters.sql.migrate import upgrade
from interviewer.adapters.sql.note_store import SqlNoteStore
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.bootstrap import Container, SystemClock
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.errors import InterviewerError
from interviewer.domain.notes import SectionStatus
from interviewer.domain.questions import Question
from interviewer.services.practice import Practice
from interviewer.settings import Settings
from tests.fakes import FakeEmbedder
from tests.samples import a_note, a_section

ANSWER = "从库拉取 binlog 写进 relay log 再重放 😀 {} " + "数据 " * 400


_ = EmbeddedWriter().question(a_section(), language="zh", variant=1)  # loaded once, for all processes


class CoveringGrader:
    name = "embedded"

    def grade(self, question: Question, answer: str) -> Assessment:
        return Assessment(tuple(Verdict(each, VerdictKind.COVERED, answer[:4]) for each in question.key_points), "x")


def a_practice(database: Database) -> Practice:
    notes = SqlNoteStore(database, SystemClock())
    return Practice(notes, SqlSessionStore(database), CoveringGrader(), EmbeddedWriter(), SystemClock())


def keep_notes(database: Database, sections: int = 40) -> None:
    found = [a_section(f"s{at}", steps=("DB", f"T{at}", "复制")) for at in range(sections)]
    SqlNoteStore(database, SystemClock()).save(a_note("mysql.md", *found), [])


def begin(practice: Practice, questions: int = 40) -> Any:
    return practice.start(topics=(), origins=(), question_count=questions, language="zh", seed=1)


def answer_questions(tell: Connection, url: str) -> None:
    """Sessions without end; tells (session, turn, answer) of each answer that the product said was saved."""
    practice = a_practice(open_database(url))
    number = 0
    while True:
        session = begin(practice)
        while (turn := session.current_turn) is not None:
            number += 1
            answer = ANSWER.format(number)
            practice.save_answer(session.id, turn.id, answer)
            tell.send((session.id, turn.id, answer))
            graded = practice.grade_turn(session.id, turn.id, language="zh")
            if graded.open_follow_up is not None:
                practice.skip(session.id, turn.id)
            session = practice.ask_next(session.id)


def migrate_until(tell: Connection, url: str, statement: int) -> None:
    """Bring the tables up to date, and die with SIGKILL before that statement; tells their number if it lives."""
    engine = make_engine(url)
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    upgrade(engine)
    tell.send(seen)
    engine.dispose()


def settings(data: Path, **values: str) -> Settings:
    return Settings.model_validate({"INTERVIEWER_DATA_DIR": str(data), "INTERVIEWER_LANGUAGE": "en"} | values)


def a_product(data: Path, **values: str) -> Container:
    """The product as it is, but for an embedder that needs no model."""
    return Container(settings(data, **values), embedder=FakeEmbedder())


def ingest_notes(tell: Connection, data: Path, notes: Path) -> None:
    """Ingest a folder in small batches; tells of each file before it is read, and "done"."""
    import ingest.pipeline

    ingest.pipeline._BATCH_FILES = 2
    product = a_product(data)
    _ = product.vectors
    product.ingest.ingest([notes], progress=lambda at, _of, name: tell.send((at, name)))
    product.close()
    tell.send("done")


def ingest_and_die_before_storing(_tell: Connection, data: Path, notes: Path) -> None:
    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    product = a_product(data)
    SqlNoteStore.save_all = die  # type: ignore[method-assign]
    product.ingest.ingest([notes])


def ingest_on_a_full_disk(tell: Connection, disk: Path, notes: Path) -> None:
    """Tells the error that the disk brought on, then how the index compares with the store once there is space."""
    product = a_product(disk / "data")
    product.ingest.ingest([notes / "00.md"])
    filler = fill(disk, left=150_000)
    try:
        product.ingest.ingest([notes])
    except InterviewerError as error:
        tell.send(type(error).__name__)
    filler.unlink()
    product.ingest.ingest([notes])
    product.ingest.repair()
    stored = {each.id for each in product.notes.chunks()}
    searched = {each.id for each in product.notes.all_sections() if each.status is not SectionStatus.GAP}
    tell.send((product.vectors.ids() == stored, set(product.lexical.hashes()) == searched, len(stored)))


def fill(disk: Path, left: int = 0) -> Path:
    """Leave so many bytes."""
    file = disk / "filler"
    with file.open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(b"\0" * 65_536)
    os.truncate(file, max(0, file.stat().st_size - left))
    return file


def hold_lock(tell: Connection, url: str, seconds: float) -> None:
    """Be the writer of a SQLite database for so long."""
    database = open_database(url)
    with database.writing():
        tell.send("held")
        time.sleep(seconds)
    database.close()
