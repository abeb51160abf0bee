"""Key points edited by the owner of the notes, apart from the file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ingest.identity import with_kept_ids
from ingest.parse import parse_note
from interviewer.domain import editing
from interviewer.domain.checklist import ChecklistPoint, checklist, with_edits
from interviewer.domain.edits import KeyPointEdit, Weight
from interviewer.domain.notes import Section, SectionStatus

NOTE = "## 复制\n\n- 主库写 binlog\n- 从库拉取日志；写进 relay log\n- 从库重放日志\n- 默认异步复制\n"


class Owner:
    """Edits one section, and sees its checklist."""

    def __init__(self, note: str = NOTE) -> None:
        self.section = parse_note(note, "mysql.md").sections[0]
        self.ids = [point.id for point in self.section.key_points]
        self.edits: tuple[KeyPointEdit, ...] = ()

    @property
    def rows(self) -> list[ChecklistPoint]:
        return checklist(self.section, self.edits)

    @property
    def texts(self) -> list[str]:
        return [point.text for point in self.used.key_points]

    @property
    def used(self) -> Section:
        return with_edits(self.section, self.edits, None)

    def row(self, id: str) -> ChecklistPoint:
        return next(row for row in self.rows if row.point.id == id)

    def rewrite(self, ids: list[str], *texts: str) -> None:
        self.edits = editing.rewrite(self.edits, self.rows, ids, texts)

    def note_becomes(self, old: str, new: str) -> None:
        assert old in NOTE
        read = parse_note(NOTE.replace(old, new), "mysql.md").sections
        self.section = with_kept_ids([self.section], read)[0]


@pytest.fixture
def owner() -> Owner:
    return Owner()


def test_without_edits_the_checklist_is_what_the_note_says(owner):
    assert owner.used is owner.section
    assert [row.point for row in owner.rows] == list(owner.section.key_points)


def test_a_reworded_point_keeps_its_id_its_place_and_its_lines(owner):
    owner.rewrite([owner.ids[1]], "IO 线程把 binlog 拉过来写成 relay log")
    assert owner.used.key_points[1] == replace(
        owner.section.key_points[1], text="IO 线程把 binlog 拉过来写成 relay log"
    )
    assert len(owner.texts) == 4


def test_a_point_that_is_worded_as_in_the_note_again_is_not_edited_any_more(owner):
    owner.rewrite([owner.ids[0]], "别的说法")
    owner.rewrite([owner.ids[0]], "主库写 binlog")
    assert owner.edits == ()


def test_merging_keeps_the_first_id_and_remembers_the_others(owner):
    owner.rewrite([owner.ids[2], owner.ids[0]], "主库写 binlog，从库重放")
    point = owner.used.key_points[0]
    assert (point.id, point.text, point.source.first_line, point.source.last_line) == (
        owner.ids[0],
        "主库写 binlog，从库重放",
        3,
        5,
    )
    assert len(owner.texts) == 3
    assert owner.edits[0].merged == (owner.ids[2],)


def test_splitting_keeps_the_id_for_the_first_part_and_gives_the_others_ids_that_stay(owner):
    owner.rewrite([owner.ids[1]], "从库拉取日志", "拉到的写进 relay log")
    assert owner.texts[1:3] == ["从库拉取日志", "拉到的写进 relay log"]
    first, second = owner.used.key_points[1:3]
    assert first.id == owner.ids[1]
    assert second.source == first.source
    owner.rewrite([second.id], "写进 relay log 文件")
    assert owner.used.key_points[2].id == second.id
    again = Owner()
    again.rewrite([again.ids[1]], "一", "二")
    assert again.used.key_points[2].id == second.id


def test_a_part_can_be_split_once_more_and_stays_behind_its_point(owner):
    owner.rewrite([owner.ids[1]], "甲", "乙")
    owner.rewrite([owner.used.key_points[2].id], "乙一", "乙二")
    assert owner.texts[1:4] == ["甲", "乙一", "乙二"]
    assert len({point.id for point in owner.used.key_points}) == 6


def test_several_points_can_become_several_others(owner):
    owner.rewrite(owner.ids[:2], "甲", "乙", "丙")
    assert owner.texts == ["甲", "乙", "丙", "从库重放日志", "默认异步复制"]


def test_a_weighted_point_says_what_it_said(owner):
    owner.edits = editing.weigh(owner.edits, owner.rows, owner.ids[3], Weight.IMPORTANT)
    assert [point.weight for point in owner.used.key_points] == [1, 1, 1, 2]
    owner.edits = editing.weigh(owner.edits, owner.rows, owner.ids[3], Weight.NORMAL)
    assert owner.edits == ()


def test_parts_weigh_as_much_as_their_point(owner):
    owner.edits = editing.weigh(owner.edits, owner.rows, owner.ids[1], Weight.MINOR)
    owner.rewrite([owner.ids[1]], "甲", "乙")
    assert [point.weight for point in owner.used.key_points] == [1, 0.5, 0.5, 1, 1]


def test_a_point_that_is_left_out_is_not_asked_and_can_be_put_back(owner):
    owner.edits = editing.leave_out(owner.edits, owner.rows, owner.ids[0])
    assert len(owner.texts) == 3
    assert owner.row(owner.ids[0]).left_out
    owner.edits = editing.leave_out(owner.edits, owner.rows, owner.ids[0], False)
    assert owner.edits == ()


def test_an_added_point_comes_last_and_has_no_lines(owner):
    owner.edits = editing.add(owner.edits, owner.section.id, "延迟用 Seconds_Behind_Master 看")
    point = owner.used.key_points[-1]
    assert (point.text, point.source) == ("延迟用 Seconds_Behind_Master 看", None)
    owner.rewrite([point.id], "延迟看 Seconds_Behind_Master", "再看 GTID 差多少")
    assert owner.texts[-2:] == ["延迟看 Seconds_Behind_Master", "再看 GTID 差多少"]
    for row in owner.rows[-2:]:
        owner.edits = editing.reset(owner.edits, row.point.id)
    assert owner.edits == ()


def test_a_thin_section_with_enough_points_of_the_owner_can_be_asked():
    owner = Owner("## 锁\n\n- 行锁\n")
    assert owner.section.status is SectionStatus.STUB
    for text in ("锁住索引上的记录", "间隙锁防止幻读"):
        owner.edits = editing.add(owner.edits, owner.section.id, text)
    assert owner.used.status is SectionStatus.TEXT


def test_resetting_brings_back_what_was_merged_and_takes_parts_away(owner):
    owner.rewrite(owner.ids[:2], "甲", "乙")
    part = owner.used.key_points[1]
    owner.edits = editing.reset(owner.edits, part.id)
    assert owner.used == owner.section


def test_a_small_change_of_the_note_keeps_weights_and_follows_the_words(owner):
    owner.edits = editing.weigh(owner.edits, owner.rows, owner.ids[3], Weight.IMPORTANT)
    owner.note_becomes("默认异步复制", "默认是异步复制")
    assert (owner.texts[3], owner.used.key_points[3].weight) == ("默认是异步复制", 2)


def test_a_reworded_point_stays_when_the_note_changes_and_says_so(owner):
    owner.rewrite([owner.ids[3]], "默认异步，不等从库")
    owner.edits = editing.weigh(owner.edits, owner.rows, owner.ids[3], Weight.IMPORTANT)
    assert not owner.row(owner.ids[3]).outdated
    owner.note_becomes("默认异步复制", "默认是异步复制的")
    row = owner.row(owner.ids[3])
    assert (row.point.text, row.outdated, row.says) == ("默认异步，不等从库", True, ("默认是异步复制的",))
    mine = editing.keep_own(owner.edits, owner.rows, owner.ids[3])
    assert not checklist(owner.section, mine)[3].outdated
    theirs = editing.take_from_note(owner.edits, owner.rows, owner.ids[3])
    point = checklist(owner.section, theirs)[3].point
    assert (point.text, point.weight) == ("默认是异步复制的", 2)


def test_a_reworded_point_stays_when_its_line_is_gone_and_can_be_kept_or_dropped(owner):
    owner.rewrite([owner.ids[3]], "默认异步，不等从库")
    owner.note_becomes("- 默认异步复制\n", "")
    row = owner.rows[-1]
    assert (row.point.text, row.point.source, row.says, row.outdated) == ("默认异步，不等从库", None, (), True)
    mine = editing.keep_own(owner.edits, owner.rows, owner.ids[3])
    assert not checklist(owner.section, mine)[-1].outdated
    assert editing.take_from_note(owner.edits, owner.rows, owner.ids[3]) == ()


def test_keeping_ones_words_keeps_those_of_all_parts(owner):
    owner.rewrite([owner.ids[1]], "从库拉取日志", "写进 relay log")
    owner.note_becomes("从库拉取日志；写进 relay log", "从库拉取日志；写到 relay log")
    assert [row.outdated for row in owner.rows] == [False, True, True, False, False]
    owner.edits = editing.keep_own(owner.edits, owner.rows, owner.rows[2].point.id)
    assert not any(row.outdated for row in owner.rows)


def test_a_weight_whose_point_is_gone_waits_for_it_and_hides_nothing(owner):
    owner.edits = editing.weigh(owner.edits, owner.rows, owner.ids[3], Weight.IMPORTANT)
    before = owner.section
    owner.note_becomes("- 默认异步复制\n", "")
    assert owner.used == owner.section
    owner.section = before
    assert owner.used.key_points[3].weight == 2


def test_points_that_a_point_took_in_come_back_when_that_one_goes_from_the_note(owner):
    owner.rewrite([owner.ids[2], owner.ids[3]], "从库重放日志；默认异步复制")
    assert owner.edits[0].text == ""
    owner.note_becomes("- 从库重放日志\n", "")
    assert owner.texts[-1] == "默认异步复制"


def test_what_is_not_there_cannot_be_edited(owner):
    with pytest.raises(KeyError):
        owner.rewrite(["nope"], "x")
    with pytest.raises(KeyError):
        editing.weigh((), owner.rows, "nope", Weight.MINOR)


WAYS = {
    "rewrite": lambda edits, rows, one, other, texts: editing.rewrite(edits, rows, [one, other], texts),
    "weigh": lambda edits, rows, one, other, texts: editing.weigh(edits, rows, one, Weight.MINOR),
    "leave out": lambda edits, rows, one, other, texts: editing.leave_out(edits, rows, one),
    "add": lambda edits, rows, one, other, texts: editing.add(edits, "section", texts[0]),
    "reset": lambda edits, rows, one, other, texts: editing.reset(edits, one),
    "keep own": lambda edits, rows, one, other, texts: editing.keep_own(edits, rows, one),
    "take from note": lambda edits, rows, one, other, texts: editing.take_from_note(edits, rows, one),
}
TEXTS = some.lists(some.sampled_from(["甲", "乙", "丙", "主库写 binlog"]), min_size=1, max_size=3)
STEPS = some.lists(some.tuples(some.sampled_from(sorted(WAYS)), some.integers(0, 7), some.integers(0, 7), TEXTS))


@given(STEPS)
def test_whatever_is_done_ids_are_unique_and_no_point_of_the_note_is_lost(steps):
    owner = Owner()
    for way, one, other, texts in steps:
        shown = [row.point.id for row in owner.rows]
        owner.edits = WAYS[way](owner.edits, owner.rows, shown[one % len(shown)], shown[other % len(shown)], texts)
        ids = [row.point.id for row in owner.rows]
        assert len(set(ids)) == len(ids)
        assert set(owner.ids) <= {*ids, *(id for edit in owner.edits for id in edit.merged)}
        assert not any(row.outdated for row in owner.rows)
