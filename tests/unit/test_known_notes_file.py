import numpy as np

from bench.known_notes import known, styled_questions_of
from ingest.parse import parse_note
from interviewer.adapters.known_notes import FILE
from interviewer.adapters.known_notes_file import fingerprint
from interviewer.domain.notes import Origin
from interviewer.settings import ROOT

KNOWLEDGE = ROOT / "knowledge"


def test_the_compact_notes_were_made_from_the_notes_and_questions_that_ship_now():
    notes = [
        parse_note(file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix(), Origin.SHIPPED)
        for file in sorted(KNOWLEDGE.rglob("*.md"))
    ]
    shipped = known([section for note in notes for section in note.sections], KNOWLEDGE)
    assert all(each.questions and each.topic for each in shipped)
    assert str(np.load(FILE)["made_from"]) == fingerprint(shipped), "run `make known-notes`"


def test_a_translated_note_is_asked_the_questions_of_its_original():
    original = styled_questions_of(KNOWLEDGE / "database" / "redis.md")
    assert original and styled_questions_of(KNOWLEDGE / "database" / "redis.en.md") == original
