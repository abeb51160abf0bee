"""A report as a table and as cards."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.domain.assessment import Assessment, Verdict
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import FollowUpTurn
from interviewer.i18n import LANGUAGES
from interviewer.services.report_cards import deck_of
from interviewer.services.report_csv import COLUMNS, harmless
from interviewer.services.report_files import ReportFormat
from interviewer.services.reports import build
from tests.report_samples import (
    COVERED,
    FILES,
    REPORT,
    TRICKS,
    Page,
    a_plain_session,
    session_with,
)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def notes_of(content: bytes, folder: Path) -> list[tuple[str, list[str]]]:
    """The guid and the fields of each note in a package for Anki."""
    file = folder / "collection.anki2"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        file.write_bytes(package.read("collection.anki2"))
    with sqlite3.connect(file) as opened:
        return [(guid, fields.split("\x1f")) for guid, fields in opened.execute("select guid, flds from notes")]


def test_a_table_has_one_row_a_verdict_and_one_for_a_question_without():
    content = FILES.make(REPORT, ReportFormat.CSV, "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content)
    assert tuple(rows[0]) == COLUMNS
    assert [(each["number"], each["state"], each["verdict"]) for each in rows] == [
        ("1", "graded", "covered"),
        ("1", "graded", "partial"),
        ("1", "graded", "missed"),
        ("2", "skipped", ""),
    ]
    assert rows[0]["file"] == "mysql.md" and rows[0]["first_line"] == "4"


def test_a_table_tells_false_claims_and_follow_ups_apart():
    rows = rows_of(FILES.make(build(session_with("说过的话")), ReportFormat.CSV, "zh"))
    assert [each["verdict"] for each in rows][-2:] == ["false_claim", "missed"]
    assert [each["follow_up"] for each in rows] == ["", "", "", "", "", "1"]


@given(st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(TRICKS))
@settings(max_examples=150, deadline=None)
def test_no_cell_of_a_table_begins_a_formula(text):
    cell = harmless(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert not cell.startswith(("\t", "\r"))


@pytest.mark.parametrize("text", TRICKS)
def test_a_table_keeps_its_shape_whatever_was_said(text):
    rows = rows_of(FILES.make(build(session_with(text)), ReportFormat.CSV, "zh"))
    assert len(rows) == 6
    assert all(tuple(each) == COLUMNS and None not in each.values() for each in rows)


def test_lost_points_become_cards_and_recovered_ones_do_not(tmp_path):
    deck = deck_of(REPORT, "zh")
    assert [card.point for card in deck.cards] == ["要点 2", "要点 3"]
    assert deck.cards[0].others == ("要点 1", "要点 3")
    assert deck.cards[0].place == "mysql.md 4"
    turn = REPORT.questions[0]
    point = turn.question.key_points[2]
    won = FollowUpTurn(
        FollowUp("还有呢？", point, "zh"), "要点 3", Assessment((Verdict(point, COVERED, "要点 3"),), "embedded")
    )
    session = a_plain_session()
    session = replace(session, turns=(replace(session.turns[0], follow_ups=(won,)),))
    assert [card.point for card in deck_of(build(session), "zh").cards] == ["要点 2"]


def test_a_point_that_is_lost_again_in_another_language_keeps_its_card(tmp_path):
    made = [notes_of(FILES.make(REPORT, ReportFormat.ANKI, language), tmp_path) for language in LANGUAGES]
    assert [guid for guid, _ in made[0]] == [guid for guid, _ in made[1]]
    later = replace(a_plain_session(), id="session2")
    again = notes_of(FILES.make(build(later), ReportFormat.ANKI, "zh"), tmp_path)
    assert [guid for guid, _ in again] == [guid for guid, _ in made[0]]


@pytest.mark.parametrize("text", TRICKS)
def test_a_card_has_no_tag_sound_or_formula_that_somebody_wrote(text, tmp_path):
    for _, fields in notes_of(FILES.make(build(session_with(text)), ReportFormat.ANKI, "zh"), tmp_path):
        tags = set(Page("".join(fields).encode()).tags)
        assert tags <= {"br", "details", "summary", "ul", "li"}
        assert not re.search(r"\[sound:|\[latex\]|\\\(|\\\[|\{\{", "".join(fields))
