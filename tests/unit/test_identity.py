"""Ids of sections and key points outlive edits of the note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ingest.identity import with_kept_ids
from ingest.parse import parse_note
from interviewer.domain.notes import Section

NOTE = """# 笔记

## 1. 主从复制

- 主库把写操作记进 binlog
- 从库的 IO 线程拉取 binlog，写进 relay log
- 从库的 SQL 线程重放 relay log
- 默认是异步复制，主库宕机可能丢数据

## 2. 备份

- 每天做一次全量备份，放到异地
- 恢复要定期演练，没演练过的备份不算备份
- 大库用物理备份，小库用逻辑备份
"""


def read(text: str, *before: Section) -> tuple[Section, ...]:
    return with_kept_ids(before, parse_note(text, "mysql.md").sections)


def edited(old: str, new: str, *more: tuple[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The text by id of all points before and after an edit of the note."""
    text = NOTE
    for was, now in [(old, new), *more]:
        assert was in text
        text = text.replace(was, now)
    before = read(NOTE)
    return points(before), points(read(text, *before))


def points(sections: tuple[Section, ...]) -> dict[str, str]:
    return {point.id: point.text for section in sections for point in section.key_points}


def test_a_note_that_is_read_for_the_first_time_has_the_ids_of_the_parser():
    assert read(NOTE) == parse_note(NOTE, "mysql.md").sections


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## 2. 备份", "前面加一段说明。\n\n## 2. 备份"),
        ("# 笔记\n", "# 笔记\n\n## 0. 索引\n\n- 最左前缀原则决定能不能用上索引\n- 回表要多查一次主键\n"),
        ("## 2. 备份", "## 3. 备份"),
        ("## 2. 备份", "## 2. 备份与恢复"),
        ("## 1. 主从复制", "## 数据库\n\n### 主从复制"),
        ("- 每天", "-   每天"),
        ("- 每天做一次全量备份，放到异地\n", ""),
    ],
    ids=["text above", "section above", "renumbered", "heading mended", "moved below", "white space", "one point less"],
)
def test_points_that_were_not_edited_themselves_keep_their_ids(old, new):
    before, after = edited(old, new)
    kept = {text: id for id, text in after.items()}
    assert all(kept[text] == id for id, text in before.items() if text in kept)
    assert len(kept.keys() & set(before.values())) >= 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("写进 relay log", "写到 relay log 文件"),
        ("binlog，写进", "bin log，写进"),
        ("SQL 线程重放", "SQL 线程（可以多个）重放"),
        ("主库宕机可能丢数据", "主库宕机会丢几秒数据"),
        ("大库用物理备份，小库用逻辑备份", "几十 GB 以上的大库用物理备份，小库逻辑备份就够"),
    ],
)
def test_a_point_that_is_recognisably_the_same_keeps_its_id(old, new):
    before, after = edited(old, new)
    assert before.keys() == after.keys()
    assert sum(before[id] != after[id] for id in before) == 1


def test_a_point_that_says_something_else_has_an_id_of_its_own():
    before, after = edited("恢复要定期演练，没演练过的备份不算备份", "xtrabackup 在线热备，不锁表")
    assert len(after.keys() - before.keys()) == 1


def test_a_point_that_goes_does_not_give_its_id_to_a_new_one_elsewhere():
    before, after = edited(
        "- 主库把写操作记进 binlog\n", "", ("可能丢数据\n", "可能丢数据\n- 半同步要等一个从库确认收到\n")
    )
    gone = before.keys() - after.keys()
    assert [before[id] for id in gone] == ["主库把写操作记进 binlog"]
    assert len(after) == len(before)


def test_points_that_change_places_keep_their_ids():
    lines = NOTE.splitlines(keepends=True)
    lines[4:8] = reversed(lines[4:8])
    before = read(NOTE)
    assert points(read("".join(lines), *before)) == points(before)


def test_an_edited_section_under_a_new_heading_is_known_by_its_points():
    before, after = edited("## 2. 备份", "## 容灾", ("每天做一次全量备份，放到异地", "每周全量、每天增量"))
    assert len(before.keys() & after.keys()) == 6
    kept = {section.id for section in read(NOTE)}
    changed = NOTE.replace("## 2. 备份", "## 容灾").replace("每天做一次全量备份，放到异地", "每周全量、每天增量")
    assert {section.id for section in read(changed, *read(NOTE))} == kept


def test_a_section_of_the_same_name_that_is_put_before_another_takes_nothing_from_it():
    before = read("## 锁\n\n- 行锁锁住索引上的记录\n- 间隙锁防止幻读\n")
    added = "## 锁\n\n- 表锁开销小，粒度大\n- 元数据锁挡住改表\n\n"
    first, second = read(added + "## 锁\n\n- 行锁锁住索引上的记录\n- 间隙锁防止幻读\n", *before)
    assert second.id == before[0].id
    assert first.id != second.id
    assert {point.id for point in second.key_points} == {point.id for point in before[0].key_points}


def test_a_new_point_with_the_first_words_of_an_edited_one_gets_an_id_of_its_own():
    first = read("## 锁\n\n- 行锁锁住索引上的记录\n- 间隙锁防止幻读\n")
    edited = read("## 锁\n\n- 行锁锁住的是索引上的记录\n- 间隙锁防止幻读\n", *first)
    both = read("## 锁\n\n- 行锁锁住的是索引上的记录\n- 间隙锁防止幻读\n- 行锁锁住索引上的记录\n", *edited)
    ids = [point.id for point in both[0].key_points]
    assert ids[:2] == [point.id for point in first[0].key_points]
    assert len(set(ids)) == 3


def test_reading_the_same_again_changes_nothing():
    before = read(NOTE.replace("binlog", "Binlog"), *read(NOTE.replace("## 2. 备份", "## 容灾备份")))
    assert read(NOTE.replace("binlog", "Binlog"), *before) == before


LINES = some.lists(some.sampled_from(["# a", "## b", "## c", "- 甲乙丙丁一", "- 甲乙丙丁二", "- xyz uvw", "", "- 好"]))


@given(some.lists(LINES, min_size=2, max_size=4))
def test_whatever_is_edited_ids_stay_unique(versions):
    sections: tuple[Section, ...] = ()
    for lines in versions:
        sections = read("\n".join(lines), *sections)
        ids = [section.id for section in sections]
        assert len(set(ids)) == len(ids)
        for section in sections:
            held = [point.id for point in section.key_points]
            assert len(set(held)) == len(held)
