"""The notes that search is measured on."""

from __future__ import annotations

from bench.terse import asked_of_shipped, asked_of_terse, half_of, write_terse
from ingest.parse import parse_note
from interviewer.domain.notes import Origin
from interviewer.settings import ROOT

KNOWLEDGE = ROOT / "knowledge"


def paths_in(folder, origin=Origin.OWN):
    notes = [parse_note(file.read_text(encoding="utf-8"), file.name, origin) for file in folder.rglob("*.md")]
    return {section.path for note in notes for section in note.sections}


def test_every_question_is_asked_of_a_section_that_is_there(tmp_path):
    rows = asked_of_terse(KNOWLEDGE, write_terse(KNOWLEDGE, tmp_path, seed=5), half=1)
    assert rows and {row["topic"] for row in rows} <= paths_in(tmp_path)
    assert {row["topic"] for row in asked_of_shipped(KNOWLEDGE, half=1)} <= paths_in(KNOWLEDGE, Origin.SHIPPED)


def test_the_halves_of_the_questions_do_not_meet(tmp_path):
    first, second = ({row["query"] for row in asked_of_shipped(KNOWLEDGE, half)} for half in (0, 1))
    assert first and second and not first & second
    assert {half_of(query) for query in second} == {1}


def test_the_same_seed_makes_the_same_notes(tmp_path):
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
        write_terse(KNOWLEDGE, folder, seed=5)
    one, other = ([file.read_text() for file in sorted(folder.iterdir())] for folder in folders)
    assert one == other
