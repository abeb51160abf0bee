"""A disk of a few megabytes that fills up: what was saved stays, what was not is said, and space alone mends it."""

from __future__ import annotations

import subprocess

import pytest

from interviewer.adapters.file_records import FileRecords
from interviewer.adapters.sql.database import open_database
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.errors import DatabaseUnavailable, FileNotWritable
from tests.faults import children

MEGABYTES = 12


@pytest.fixture
def disk(tmp_path):
    """A file system of its own, in memory, of that size."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_answers_that_were_saved_stay_and_the_one_that_was_not_is_said(disk):
    database = open_database(f"sqlite:///{disk}/answers.db")
    children.keep_notes(database)
    practice, store = children.a_practice(database), SqlSessionStore(database)
    sessions = [children.begin(practice, 1) for _ in range(100)]
    filler, saved, refused = children.fill(disk, left=400_000), {}, None
    for session in sessions:
        answer = children.ANSWER.format(len(saved)) + "再说细一点。" * 1_000
        try:
            practice.save_answer(session.id, session.turns[0].id, answer)
            saved[session.id] = answer
        except DatabaseUnavailable as error:
            refused = error
            break
    assert refused is not None
    assert {id: store.get(id).turns[0].answer for id in saved} == saved
    filler.unlink()
    session = children.begin(practice, 1)
    assert practice.submit_answer(session.id, session.turns[0].id, "again", language="zh").assessment
    database.close()


def test_an_ingest_into_a_full_disk_is_said_and_is_whole_once_there_is_space(disk, tmp_path, killed):
    notes = tmp_path / "notes"
    notes.mkdir()
    for at in range(12):
        lines = "\n".join(f"- note {at} line {line} of relay log {at * line}" for line in range(40))
        (notes / f"{at:02}.md").write_text(f"# Note {at}\n\n## Part\n\n{lines}\n")
    error, (vectors, words, chunks) = killed(children.ingest_on_a_full_disk, disk, notes)
    assert error in ("IndexUnavailable", "DatabaseUnavailable")
    assert vectors and words and chunks > 100


def test_an_export_into_a_full_disk_leaves_no_half_file(disk, tmp_path):
    product = children.a_product(tmp_path / "data")
    children.keep_notes(product.database)
    children.begin(children.a_practice(product.database))
    children.fill(disk)
    with pytest.raises(FileNotWritable):
        product.archives.export_to(disk / "everything.jsonl.gz")
    assert sorted(each.name for each in disk.iterdir()) == ["filler"]
    product.close()


def test_folders_that_are_watched_are_still_known_after_the_disk_was_full(disk):
    records = FileRecords(disk / "records.sqlite3")
    records.set_folders(["/notes"])
    records.close()
    filler = children.fill(disk)
    full = FileRecords(disk / "records.sqlite3")
    full.folders()
    full.set_folders(["/notes", "/more"])
    full.close()
    filler.unlink()
    assert FileRecords(disk / "records.sqlite3").folders()[0] in ("/more", "/notes")
