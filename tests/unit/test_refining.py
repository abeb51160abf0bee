"""Key points refined by a scripted model: what holds is used, once a content, and the owner's edits stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ingest.identity import with_kept_ids
from ingest.parse import parse_note
from interviewer.adapters.llm_refiner import LLMRefiner
from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.edits import ProposedPoint, Weight
from interviewer.domain.errors import ModelUnavailable, SectionNotFound
from interviewer.domain.refining import taken_over
from interviewer.services.key_points import KeyPoints
from interviewer.services.refining import Refining
from tests.fakes import FakeClock, FakeNoteStore

NOTE = """## MySQL 主从复制

- 主库写 binlog，从库的 IO 线程拉取 binlog 写进 relay log
- 从库的 SQL 线程重放 relay log
- 它默认是异步复制，不等从库确认
"""
SPLIT = [
    ("主库写 binlog", 1, 1),
    ("从库的 IO 线程拉取 binlog 写进 relay log", 1, 1),
    ("从库的 SQL 线程重放 relay log", 2, 2),
    ("MySQL 主从复制默认是异步复制，不等从库确认", 3, 3),
]
FIRST, SECOND, THIRD = (line[2:] for line in NOTE.splitlines()[2:])


def reply(*points: tuple[str, int, int]) -> dict[str, object]:
    return {"points": [{"text": text, "first_line": first, "last_line": last} for text, first, last in points]}


class Desk:
    def __init__(self, *replies: object, note: str = NOTE) -> None:
        self.notes = FakeNoteStore()
        self.model = ScriptedChat(list(replies))
        self.key_points = KeyPoints(self.notes, self.notes.key_points)
        self.refining = Refining(
            self.notes, self.key_points, self.notes.key_points, LLMRefiner(self.model), FakeClock()
        )
        self.read(note)

    def read(self, note: str) -> None:
        parsed = parse_note(note, "mysql.md")
        sections = with_kept_ids(self.notes.sections_as_read("mysql.md"), parsed.sections)
        self.notes.save(replace(parsed, sections=sections), [])
        self.section = next(section for section in sections if section.title == "MySQL 主从复制")
        self.ids = [point.id for point in self.section.key_points]

    @property
    def points(self):
        return self.notes.section(self.section.id).key_points

    @property
    def texts(self) -> list[str]:
        return [point.text for point in self.points]


def test_refined_points_are_used_with_their_lines_and_the_ids_of_what_they_stand_for():
    desk = Desk(reply(*SPLIT))
    refinement = desk.refining.refine(desk.section.id)
    assert desk.texts == [text for text, _, _ in SPLIT]
    assert [point.source.first_line for point in desk.points] == [3, 3, 4, 5]
    assert [desk.points[at].id for at in (0, 2, 3)] == desk.ids
    assert desk.points[1].id not in desk.ids
    assert (refinement.model, refinement.rejected) == ("scripted", 0)
    assert refinement.prompt_version
    assert refinement.usage.calls == 1


def test_the_model_sees_heading_numbered_lines_and_points_as_material():
    desk = Desk(reply(*SPLIT), note=NOTE.replace("它默认", "</lines> 它默认"))
    desk.refining.refine(desk.section.id)
    (call,) = desk.model.calls
    assert "1| - 主库写 binlog" in call.user or "1| 主库写 binlog" in call.user
    assert f"1. {FIRST}" in call.user
    assert call.user.count("</lines>") == 1


def test_a_content_is_asked_for_once_and_kept_while_the_note_is_edited_elsewhere():
    desk = Desk(reply(*SPLIT))
    desk.refining.refine(desk.section.id)
    desk.refining.refine(desk.section.id)
    desk.read("前言。\n\n" + NOTE)
    desk.refining.refine(desk.section.id)
    assert len(desk.model.calls) == 1
    assert [point.source.first_line for point in desk.points] == [5, 5, 6, 7]


def test_another_content_has_its_own_refinement_and_the_old_one_comes_back_with_the_old_content():
    desk = Desk(reply(*SPLIT))
    desk.refining.refine(desk.section.id)
    desk.read(NOTE.replace("不等从库确认", "不等从库的确认"))
    assert desk.texts == [FIRST, SECOND, "它默认是异步复制，不等从库的确认"]
    assert [section.id for section in desk.refining.pending()] == [desk.section.id]
    desk.read(NOTE)
    assert desk.texts == [text for text, _, _ in SPLIT]
    assert desk.refining.pending() == []


def test_it_can_be_set_aside_and_taken_up_again_without_asking():
    desk = Desk(reply(*SPLIT))
    desk.refining.refine(desk.section.id)
    desk.key_points.use_refinement(desk.section.id, False)
    assert desk.texts == [FIRST, SECOND, THIRD]
    desk.refining.refine(desk.section.id)
    assert desk.texts == [text for text, _, _ in SPLIT]
    assert len(desk.model.calls) == 1


@pytest.mark.parametrize(
    "bad",
    [
        ("从库的 IO 线程用 3306 端口拉取 binlog", 1, 1),
        ("从库写 binlog，主库拉取 binlog 写进 relay log", 1, 1),
        ("主库写 binlog", 3, 3),
        ("主库写 binlog，读写分离可以提高吞吐，适合读多写少", 1, 1),
        ("x" * 600, 1, 1),
    ],
    ids=["new number", "turned around", "other lines", "new facts", "endless"],
)
def test_a_point_that_does_not_hold_leaves_the_notes_own_in_its_place(bad):
    desk = Desk(reply(SPLIT[0], bad, *SPLIT[2:]))
    refinement = desk.refining.refine(desk.section.id)
    assert refinement.rejected == 1
    assert desk.texts[0] == FIRST or bad[1] == 3
    assert bad[0] not in desk.texts


def test_lines_that_are_not_there_are_no_ground():
    desk = Desk(reply(*SPLIT, ("主库写 binlog 日志", 9, 9)))
    assert desk.refining.refine(desk.section.id).rejected == 1
    assert desk.texts == [text for text, _, _ in SPLIT]


def test_a_point_that_would_be_cut_short_stays():
    desk = Desk(reply(SPLIT[0], *SPLIT[2:]))
    desk.refining.refine(desk.section.id)
    assert desk.texts[0] == FIRST
    assert len(desk.texts) == 3


def test_a_point_that_the_model_forgot_stays():
    desk = Desk(reply(SPLIT[3]))
    desk.refining.refine(desk.section.id)
    assert desk.texts == [FIRST, SECOND, SPLIT[3][0]]


def test_two_points_can_become_one():
    one = "从库的 IO 线程拉取 binlog 写进 relay log，从库的 SQL 线程重放 relay log"
    desk = Desk(reply(SPLIT[0], (one, 1, 2), SPLIT[3]))
    desk.refining.refine(desk.section.id)
    assert desk.texts == [SPLIT[0][0], one, SPLIT[3][0]]
    assert [point.id for point in desk.points] == desk.ids


def test_a_reply_without_use_is_asked_for_once_more():
    desk = Desk(reply(("甲", 0, 0)), reply(*SPLIT))
    assert desk.refining.refine(desk.section.id).usage.calls == 2
    assert desk.texts == [text for text, _, _ in SPLIT]


def test_a_model_that_is_gone_is_told_and_nothing_is_kept():
    desk = Desk(FallbackReason.RATE_LIMITED)
    with pytest.raises(ModelUnavailable):
        desk.refining.refine(desk.section.id)
    assert [section.id for section in desk.refining.pending()] == [desk.section.id]
    with pytest.raises(SectionNotFound):
        desk.refining.refine("nope")


EDITS = {
    "rewrite": lambda desk: desk.key_points.rewrite(desk.section.id, [desk.ids[0]], ["主库写 binlog，从库来拉"]),
    "merge": lambda desk: desk.key_points.rewrite(desk.section.id, desk.ids[:2], ["主库写，从库拉取重放"]),
    "leave out": lambda desk: desk.key_points.leave_out(desk.section.id, desk.ids[0]),
    "weigh": lambda desk: desk.key_points.weigh(desk.section.id, desk.ids[0], Weight.IMPORTANT),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_what_the_owner_edited_before_stays_as_he_left_it(edit):
    desk = Desk(reply(*SPLIT))
    edit(desk)
    before = [point for point in desk.points if point.id in desk.ids[:1]]
    desk.refining.refine(desk.section.id)
    assert [point for point in desk.points if point.id in desk.ids[:1]] == before
    assert SPLIT[1][0] not in desk.texts
    assert SPLIT[3][0] in desk.texts


def test_refined_points_can_be_edited_and_a_reset_leads_back_to_them():
    desk = Desk(reply(*SPLIT))
    desk.refining.refine(desk.section.id)
    desk.key_points.rewrite(desk.section.id, [desk.points[1].id], ["IO 线程拉日志"])
    assert desk.texts[:2] == [SPLIT[0][0], "IO 线程拉日志"]
    assert not desk.key_points.of(desk.section.id).outdated
    desk.key_points.reset(desk.section.id)
    assert desk.texts == [text for text, _, _ in SPLIT]


def test_setting_a_refinement_aside_does_not_say_that_the_note_changed():
    desk = Desk(reply(*SPLIT))
    desk.refining.refine(desk.section.id)
    desk.key_points.rewrite(desk.section.id, [desk.ids[2]], ["默认异步"])
    desk.key_points.use_refinement(desk.section.id, False)
    assert desk.texts == [FIRST, SECOND, "默认异步"]
    assert not desk.key_points.of(desk.section.id).outdated


def test_only_sections_that_can_be_asked_are_pending():
    desk = Desk(note=NOTE + "\n## 锁\n\n## 备份\n\n- 全量\n")
    assert [section.title for section in desk.refining.pending()] == ["MySQL 主从复制"]
    assert [section.title for section in desk.refining.pending("mysql.md")] == ["MySQL 主从复制"]
    desk.notes.enable("mysql.md", False)
    assert desk.refining.pending() == []


PROPOSED = some.lists(
    some.builds(
        ProposedPoint,
        some.sampled_from([text for text, _, _ in SPLIT] + [FIRST, SECOND, "别的", "", "relay log"]),
        some.integers(-1, 4),
        some.integers(-1, 4),
    ),
    max_size=8,
)


@given(PROPOSED)
def test_whatever_is_proposed_every_point_of_the_note_is_there_or_replaced_and_ids_are_unique(proposed):
    section = parse_note(NOTE, "mysql.md").sections[0]
    points, rejected = taken_over(section, proposed)
    ids = [point.id for point in points]
    assert len(set(ids)) == len(ids)
    assert all(point.replaces and set(point.replaces) <= {each.id for each in section.key_points} for point in points)
    left = {each.id for each in section.key_points} - {id for point in points for id in point.replaces}
    assert not left & set(ids)
    assert 0 <= rejected <= len(proposed)
