"""The watcher on a real disk and fakes behind it: what is saved is indexed within two seconds."""

import os
import time

import pytest

from ingest.watch import Watcher
from tests.unit.test_pipeline import NOTE, House

SECONDS = 2.0


class Watched(House):
    """A house whose notes are watched."""

    def watch(self, copies=None):
        self.watcher = Watcher(self.ingest, copies)
        self.watcher.start()
        assert self.watcher.ready.wait(10)

    def texts(self):
        return "\n".join(section.text for section in self.notes.all_sections())

    def soon(self, is_so, seconds=SECONDS):
        """The seconds until it is so."""
        started = time.perf_counter()
        while not is_so():
            assert time.perf_counter() - started < seconds, "too late"
            time.sleep(0.02)
        return time.perf_counter() - started


@pytest.fixture
def house(tmp_path):
    made = Watched(tmp_path / "notes")
    yield made
    if hasattr(made, "watcher"):
        made.watcher.stop()


def test_a_saved_note_is_in_the_index_within_two_seconds(house):
    house.put("a.md")
    house.run()
    house.watch()
    house.put("a.md", NOTE + "- 备份要加密\n")
    house.soon(lambda: "备份要加密" in house.texts())
    assert house.in_step()


def test_a_note_that_an_editor_puts_in_the_place_of_the_old_one_is_seen(house):
    path = house.put("a.md")
    house.run()
    house.watch()
    for round_ in range(2):
        house.put(".a.md.swp", NOTE + f"- 第 {round_} 次保存\n").replace(path)
        house.soon(lambda: f"第 {round_} 次保存" in house.texts())  # noqa: B023
    assert len(house.notes.sources()) == 1


def test_new_notes_and_new_folders_are_seen_and_so_is_what_is_saved_in_them_later(house):
    house.put("a.md")
    house.run()
    house.watch()
    house.put("b.md", "## 新\n- 新文件的第一条事实\n")
    house.soon(lambda: "新文件的第一条" in house.texts())
    house.put("deep/er/c.md", "## 深\n- 深处的第一条事实\n")
    house.soon(lambda: "深处的第一条" in house.texts())
    time.sleep(0.5)
    house.put("deep/er/c.md", "## 深\n- 深处的第二条事实\n")
    house.soon(lambda: "深处的第二条" in house.texts())


def test_a_deleted_note_and_a_deleted_folder_go(house):
    house.put("a.md")
    house.put("sub/b.md")
    house.put("c.md")
    house.run()
    house.watch()
    (house.root / "a.md").unlink()
    house.soon(lambda: len(house.notes.sources()) == 2)
    (house.root / "sub" / "b.md").unlink()
    (house.root / "sub").rmdir()
    house.soon(lambda: len(house.notes.sources()) == 1)
    assert house.in_step()


def test_a_single_file_is_watched_and_its_neighbours_are_not(house):
    path = house.put("a.md")
    house.run(path)
    house.watch()
    house.put("b.md", "## 邻居\n- 邻居的一条事实\n")
    house.put("a.md", NOTE + "- 备份要加密\n")
    house.soon(lambda: "备份要加密" in house.texts())
    assert "邻居" not in house.texts()


def test_what_a_walk_leaves_out_is_left_out_when_it_is_saved(house):
    house.put("a.md")
    house.put(".interviewerignore", "draft*.md\n")
    house.put("node_modules/x.md")
    house.run()
    house.watch()
    house.put("draft1.md", "## 草稿\n- 草稿的一条事实\n")
    house.put("node_modules/x.md", "## 依赖\n- 依赖的一条事实\n")
    house.put(".hidden.md", "## 隐藏\n- 隐藏的一条事实\n")
    house.put("z.md", "## 末\n- 最后保存的一条事实\n")
    house.soon(lambda: "最后保存" in house.texts())
    assert not any(word in house.texts() for word in ("草稿", "依赖", "隐藏"))


def test_what_is_ingested_while_it_watches_is_watched_too(house, tmp_path):
    house.put("a.md")
    house.run()
    house.watch()
    later = House(tmp_path / "later")
    later.put("b.md")
    house.run(later.root)
    time.sleep(1.5)
    later.put("b.md", NOTE + "- 备份要加密\n")
    house.soon(lambda: "备份要加密" in house.texts())


def test_what_changed_while_nobody_watched_is_brought_in_at_the_start(house):
    house.put("a.md")
    house.run()
    house.put("a.md", NOTE + "- 备份要加密\n")
    house.watch()
    house.soon(lambda: "备份要加密" in house.texts())


def test_an_old_copy_of_a_replica_does_not_replace_what_is_stored(house):
    house.put("a.md", NOTE + "- 备份要加密\n")
    house.run()
    house.put("a.md")
    house.watch(copies=house.root)
    assert "备份要加密" in house.texts()
    house.put("a.md", NOTE + "- 备份要演练\n")
    house.soon(lambda: "备份要演练" in house.texts())


def test_a_folder_that_is_away_at_the_start_loses_nothing(house, tmp_path):
    house.put("a.md")
    house.run()
    away = house.root.rename(tmp_path / "away")
    watcher = Watcher(house.ingest)
    watcher.start()
    time.sleep(0.5)
    assert len(house.notes.sources()) == 1
    away.rename(house.root)
    assert watcher.ready.wait(5)
    house.put("a.md", NOTE + "- 备份要加密\n")
    house.soon(lambda: "备份要加密" in house.texts())
    watcher.stop()


def test_a_bad_file_and_an_index_that_fails_do_not_end_the_watching(house):
    house.put("a.md")
    house.run()
    house.watch()
    (house.root / "b.md").write_bytes(b"\0\1\2")
    os.mkfifo(house.root / "c.md")
    house.vectors.failing = True
    house.put("a.md", NOTE + "- 备份要加密\n")
    time.sleep(0.8)
    house.vectors.failing = False
    house.put("a.md", NOTE + "- 备份要验证\n")
    house.soon(lambda: "备份要验证" in house.texts())


def test_with_nothing_indexed_it_waits_and_it_stops_at_once(house):
    watcher = Watcher(house.ingest)
    watcher.start()
    watcher.start()
    started = time.perf_counter()
    watcher.stop()
    watcher.stop()
    assert time.perf_counter() - started < 2
