"""The verbs for editing key points, on fakes."""

from __future__ import annotations

import pytest

from ingest.parse import parse_note
from interviewer.domain.edits import LONGEST_POINT, Weight
from interviewer.domain.errors import KeyPointsChangedElsewhere, KeyPointUnusable, SectionNotFound
from interviewer.services.key_points import KeyPoints
from tests.fakes import FakeNoteStore
from tests.samples import a_refinement

NOTE = "## 复制\n\n- 主库写 binlog\n- 从库拉取日志\n- 从库重放日志\n"


class Desk:
    def __init__(self) -> None:
        self.notes = FakeNoteStore()
        note = parse_note(NOTE, "mysql.md")
        self.notes.save(note, [])
        self.section = note.sections[0]
        self.first, self.second, self.third = (point.id for point in self.section.key_points)
        self.key_points = KeyPoints(self.notes, self.notes.key_points)

    @property
    def texts(self) -> list[str]:
        return [point.text for point in self.notes.sections()[0].key_points]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_every_verb_is_seen_by_who_reads_the_notes_and_can_be_taken_back(desk):
    verbs = {
        "rewrite": ((), {"ids": [desk.first, desk.second], "texts": ["甲", "乙", "丙"]}, ["甲", "乙", "丙"]),
        "add": ((), {"texts": ["多一点"]}, ["多一点"]),
        "leave_out": ((desk.second,), {}, []),
    }
    before = desk.texts
    for verb, (arguments, named, new) in verbs.items():
        change = getattr(desk.key_points, verb)(desk.section.id, *arguments, **named)
        assert desk.texts != before
        assert all(text in desk.texts for text in new)
        desk.key_points.undo(change)
        assert desk.texts == before


def test_a_weight_is_seen_and_resetting_everything_can_be_taken_back(desk):
    desk.key_points.weigh(desk.section.id, desk.first, Weight.IMPORTANT)
    desk.key_points.leave_out(desk.section.id, desk.third)
    assert [point.weight for point in desk.notes.sections()[0].key_points] == [2, 1]
    change = desk.key_points.reset(desk.section.id)
    assert desk.notes.sections()[0] == desk.section
    desk.key_points.undo(change)
    assert [point.weight for point in desk.notes.sections()[0].key_points] == [2, 1]


def test_line_breaks_and_blank_texts_do_not_make_points(desk):
    desk.key_points.rewrite(desk.section.id, [desk.first], ["  甲\n  乙 ", "", " \t"])
    assert desk.texts[0] == "甲 乙"


@pytest.mark.parametrize("texts", [[], [" "], ["x" * (LONGEST_POINT + 1)]])
def test_an_empty_text_and_one_that_is_too_long_are_refused(desk, texts):
    for verb in (
        lambda: desk.key_points.rewrite(desk.section.id, [desk.first], texts),
        lambda: desk.key_points.add(desk.section.id, texts),
    ):
        with pytest.raises(KeyPointUnusable):
            verb()


def test_a_section_or_a_point_that_is_gone_is_told(desk):
    with pytest.raises(SectionNotFound):
        desk.key_points.of("nope")
    with pytest.raises(KeyPointsChangedElsewhere):
        desk.key_points.weigh(desk.section.id, "nope", Weight.MINOR)


def test_what_another_window_changed_since_is_not_taken_back(desk):
    change = desk.key_points.weigh(desk.section.id, desk.first, Weight.MINOR)
    desk.key_points.leave_out(desk.section.id, desk.third)
    with pytest.raises(KeyPointsChangedElsewhere):
        desk.key_points.undo(change)


def test_a_refinement_can_be_set_aside_and_taken_up_again(desk):
    refinement = a_refinement(desk.section.id, content_hash=desk.section.content_hash, points=())
    desk.notes.key_points.save_refinement(refinement)
    for active in (False, True):
        desk.key_points.use_refinement(desk.section.id, active)
        assert desk.key_points.of(desk.section.id).refinement.active is active
