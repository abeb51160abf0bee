import numpy as np

from ingest.parse import parse_note
from interviewer.adapters.known_notes import FILE, fingerprint
from interviewer.domain.notes import Origin, SectionStatus
from interviewer.settings import ROOT


def test_the_compact_notes_were_made_from_the_notes_that_ship_now():
    notes = [
        parse_note(file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix(), Origin.SHIPPED)
        for file in sorted((ROOT / "knowledge").rglob("*.md"))
    ]
    sections = [each for note in notes for each in note.sections if each.status is not SectionStatus.GAP]
    assert str(np.load(FILE)["made_from"]) == fingerprint(sections), "run `make known-notes`"
