"""An ingest on fakes: what is counted, kept, skipped and forgotten."""

import os
import time
from pathlib import Path

import pytest

from ingest import changes
from ingest.pipeline import Ingest
from ingest.records import MemoryRecords
from interviewer.adapters.file_records import FileRecords
from interviewer.domain.errors import IndexUnavailable, NothingToIngest, PathNotFound, SourceNotFound
from interviewer.domain.notes import Chunk, ChunkKind, Origin
from tests.fakes import FakeLexicalIndex, FakeNoteStore, FakeVectorIndex

NOTE = (
    "## 复制\n- 主库写 binlog\n- 从库拉取日志\n- 从库重放日志\n\n"
    "## 备份\n- 每天全量备份一次\n- 恢复要演练\n- 异地存一份\n"
)


class House:
    """An ingest with its fakes, and a folder of notes that are old enough to be trusted by their times."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes = FakeNoteStore()
        self.vectors = FakeVectorIndex()
        self.lexical = FakeLexicalIndex()
        self.records = MemoryRecords()
        self.ingest = Ingest(self.notes, self.vectors, self.lexical, self.records)

    def put(self, name: str, text: str = NOTE) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *paths: Path, **options):
        return self.ingest.ingest(paths or [self.root], **options)

    def counts(self, *paths: Path, **options):
        result = self.run(*paths, **options).as_json()
        return {name: result[name] for name in ("files", "added", "updated", "deleted", "unchanged")}

    def in_step(self) -> bool:
        chunks = {chunk.id for chunk in self.notes.chunks()}
        return self.vectors.ids() == chunks and set(self.lexical.hashes()) == {
            section.id for section in self.notes.all_sections() if section.text
        }


@pytest.fixture
def house(tmp_path):
    return House(tmp_path / "notes")


@pytest.fixture
def settled(monkeypatch):
    """Files count as old at once."""
    monkeypatch.setattr("ingest.records._SETTLED_SECONDS", -1.0)


def reads(monkeypatch):
    """The names of the files that are read from now on."""
    read: list[str] = []
    real = changes.read_note
    monkeypatch.setattr(changes, "read_note", lambda path: (read.append(path.name), real(path))[1])
    return read


def test_a_first_ingest_adds_and_a_second_finds_nothing_to_do(house):
    house.put("a.md")
    house.put("sub/b.md")
    assert house.counts() == {"files": 2, "added": 4, "updated": 0, "deleted": 0, "unchanged": 0}
    assert house.counts() == {"files": 2, "added": 0, "updated": 0, "deleted": 0, "unchanged": 4}
    assert house.in_step()


def test_only_the_section_that_changed_is_updated(house):
    house.put("a.md")
    house.run()
    house.put("a.md", NOTE.replace("异地存一份", "异地存两份"))
    assert house.counts() == {"files": 1, "added": 0, "updated": 1, "deleted": 0, "unchanged": 1}
    assert house.in_step()


def test_a_mended_heading_and_a_mended_point_keep_their_ids_and_the_index_in_step(house):
    note = house.put("a.md")
    house.run()
    before = house.notes.all_sections()
    note.write_text(NOTE.replace("## 备份", "## 备份与恢复").replace("拉取日志", "拉取 binlog"), encoding="utf-8")
    assert house.counts() == {"files": 1, "added": 0, "updated": 2, "deleted": 0, "unchanged": 0}
    after = house.notes.all_sections()
    assert [section.id for section in after] == [section.id for section in before]
    assert [[point.id for point in section.key_points] for section in after] == [
        [point.id for point in section.key_points] for section in before
    ]
    assert house.in_step()


def test_a_section_that_goes_is_counted_and_forgotten(house):
    house.put("a.md")
    house.run()
    house.put("a.md", NOTE.split("## 备份")[0])
    assert house.counts() == {"files": 1, "added": 0, "updated": 0, "deleted": 1, "unchanged": 1}
    assert house.in_step()


def test_a_file_that_is_deleted_goes_only_when_its_folder_is_ingested(house):
    house.put("a/a.md")
    house.put("b/b.md")
    house.run()
    (house.root / "a" / "a.md").unlink()
    assert house.counts(house.root / "b")["deleted"] == 0
    assert house.counts(house.root / "a") == {"files": 0, "added": 0, "updated": 0, "deleted": 2, "unchanged": 0}
    assert [Path(source.file).name for source in house.notes.sources()] == ["b.md"]
    assert house.in_step()


def test_a_deleted_folder_can_be_named_to_forget_it(house, tmp_path):
    house.put("a/a.md")
    house.put("b.md")
    house.run()
    (house.root / "a" / "a.md").unlink()
    (house.root / "a").rmdir()
    assert house.counts(house.root / "a")["deleted"] == 2


def test_a_file_that_is_ignored_from_now_on_goes(house):
    house.put("a.md")
    house.put("draft.md")
    house.run()
    house.put(".interviewerignore", "draft.md\n")
    assert house.counts() == {"files": 1, "added": 0, "updated": 0, "deleted": 2, "unchanged": 2}


def test_an_unchanged_file_is_not_even_opened(house, monkeypatch, settled):
    house.put("a.md")
    house.put("b.md", "## 空\n\n## 薄\n- 一\n\n## 问\n- 事实一条\n\n为什么？\n")
    first = house.run().as_json()
    read = reads(monkeypatch)
    again = house.run().as_json()
    assert read == []
    for name in ("files", "sections", "chunks", "gaps", "stubs", "open_questions"):
        assert again[name] == first[name]


def test_a_file_that_was_only_touched_is_read_and_not_written(house, monkeypatch, settled):
    path = house.put("a.md")
    house.run()
    stored = house.notes.notes[str(path)]
    os.utime(path, (1, 1))
    read = reads(monkeypatch)
    assert house.counts()["unchanged"] == 2
    assert read == ["a.md"]
    assert house.notes.notes[str(path)] is stored
    house.run()
    assert read == ["a.md"]


def test_a_change_of_the_same_size_in_the_same_moment_is_seen(house):
    house.put("a.md")
    house.run()
    house.put("a.md", NOTE.replace("一次", "两次"))
    assert house.counts()["updated"] == 1


def test_a_change_that_keeps_size_and_time_is_seen(house, settled):
    path = house.put("a.md")
    house.run()
    info = path.stat()
    house.put("a.md", NOTE.replace("一次", "两次"))
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert house.counts()["updated"] == 1


def test_a_new_parser_reads_everything_anew(house, monkeypatch, settled):
    house.put("a.md")
    house.run()
    read = reads(monkeypatch)
    monkeypatch.setattr(changes, "PARSER_VERSION", "next")
    house.run()
    house.run()
    assert read == ["a.md"]


def test_records_that_are_lost_cost_one_more_reading_and_nothing_else(house, monkeypatch, settled):
    house.put("a.md")
    first = house.run().as_json()
    house.records.records.clear()
    read = reads(monkeypatch)
    again = house.run().as_json()
    assert (again["unchanged"], again["chunks"]) == (first["added"], first["chunks"])
    house.run()
    assert read == ["a.md"]


def test_one_bad_file_is_named_and_the_rest_is_read(house):
    house.put("a.md")
    (house.root / "b.md").write_bytes(b"\0\1\2")
    house.put("c.md", "")
    (house.root / "d.md").symlink_to(house.root / "nowhere.md")
    os.mkfifo(house.root / "e.md")
    house.put("笔记 2.md")
    report = house.run()
    assert report.files == 2
    assert [(Path(file).name, why) for file, why in report.errors] == [
        ("b.md", "binary"),
        ("c.md", "empty"),
        ("d.md", "gone"),
        ("e.md", "not_a_file"),
    ]


def test_a_file_that_can_no_longer_be_read_keeps_what_was_stored_of_it(house):
    path = house.put("a.md")
    house.run()
    path.write_bytes(b"\0\1\2")
    report = house.run()
    assert report.errors == [(str(path), "binary")]
    assert len(house.notes.all_sections()) == 2


def test_a_file_that_goes_between_the_walk_and_the_reading_is_named(house):
    path = house.put("b.md")
    house.put("a.md")
    report = house.run(progress=lambda done, _total, _name: path.unlink() if done == 1 else None)
    assert (report.files, report.errors) == (1, [(str(path), "gone")])


def test_a_folder_that_cannot_be_opened_is_named_and_loses_nothing(house, monkeypatch):
    house.put("a.md")
    house.put("closed/b.md")
    house.run()
    real_scan, real_look = os.scandir, os.lstat

    def scandir(folder):
        if Path(folder).name == "closed":
            raise PermissionError
        return real_scan(folder)

    def lstat(path, **options):
        if "closed" in str(path):
            raise PermissionError
        return real_look(path, **options)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr("ingest.selection.os.lstat", lstat)
    report = house.run()
    assert report.errors == [(str(house.root / "closed"), "no_permission")]
    assert report.as_json()["deleted"] == 0


def test_a_missing_path_and_a_folder_without_notes_are_told(house):
    with pytest.raises(PathNotFound):
        house.run(house.root / "missing")
    house.root.mkdir()
    with pytest.raises(NothingToIngest):
        house.run()


def test_a_device_is_named(house):
    assert house.run(Path("/dev/null")).errors == [("/dev/null", "not_a_file")]


def test_the_same_file_by_two_ways_is_one_source(house, monkeypatch):
    path = house.put("a.md")
    (house.root / "link.md").symlink_to(path)
    assert house.run(house.root, path).files == 1
    monkeypatch.chdir(house.root)
    assert house.counts(Path("a.md"), Path("./a.md"))["unchanged"] == 2
    assert len(house.notes.sources()) == 1


def test_two_files_that_are_given_by_the_same_words_are_two_sources(house, monkeypatch):
    for folder in ("x", "y"):
        house.put(f"{folder}/a.md")
        monkeypatch.chdir(house.root / folder)
        house.run(Path("a.md"))
    assert [source.file for source in house.notes.sources()] == [str(house.root / "y" / "a.md"), "a.md"]


def test_relative_paths_are_looked_for_where_the_user_stood(house):
    house.put("sub/a.md")
    report = house.run(Path("sub"), start=house.root)
    assert report.files == 1
    assert [(source.file, source.location) for source in house.notes.sources()] == [
        ("sub/a.md", str(house.root / "sub" / "a.md"))
    ]


def test_shipped_notes_are_named_from_their_base_and_found_again_in_another_place(house, tmp_path):
    house.put("knowledge/db/a.md")
    options = {"origin": Origin.SHIPPED, "base": house.root}
    assert house.counts(house.root / "knowledge", **options)["added"] == 2
    assert [(source.file, source.location) for source in house.notes.sources()] == [("knowledge/db/a.md", "")]
    moved = house.root.rename(tmp_path / "moved")
    assert house.counts(moved / "knowledge", origin=Origin.SHIPPED, base=moved)["unchanged"] == 2
    (moved / "knowledge" / "db" / "a.md").unlink()
    assert house.counts(moved / "knowledge", origin=Origin.SHIPPED, base=moved)["deleted"] == 2


def test_the_users_folders_leave_shipped_notes_alone(house):
    house.put("knowledge/a.md")
    house.put("mine/b.md")
    house.run(house.root / "knowledge", origin=Origin.SHIPPED, base=house.root)
    house.run(house.root / "mine")
    assert len(house.notes.sources()) == 2


def test_an_ingest_that_is_cancelled_keeps_what_was_done_and_goes_on_from_there(house, monkeypatch, settled):
    for number in range(5):
        house.put(f"{number}.md")
    asked = iter([False, False, True])
    report = house.run(cancelled=lambda: next(asked))
    assert report.stopped
    assert (report.files, report.as_json()["added"]) == (2, 4)
    assert house.in_step()
    read = reads(monkeypatch)
    assert house.counts() == {"files": 5, "added": 6, "updated": 0, "deleted": 0, "unchanged": 4}
    assert read == ["2.md", "3.md", "4.md"]


def test_a_cancelled_ingest_deletes_nothing(house):
    house.put("a.md")
    house.put("b.md")
    house.run()
    (house.root / "b.md").unlink()
    assert house.run(cancelled=lambda: True).as_json()["deleted"] == 0


def test_an_interrupt_from_the_keyboard_while_reading_keeps_what_was_read(house):
    for number in range(3):
        house.put(f"{number}.md")

    def interrupt(done, _total, _name):
        if done == 2:
            raise KeyboardInterrupt

    report = house.run(progress=interrupt)
    assert report.stopped
    assert report.files == 2
    assert house.in_step()


def test_an_interrupt_while_writing_leaves_nothing_half_written(house, monkeypatch):
    for number in range(3):
        house.put(f"{number}.md")
    monkeypatch.setattr("ingest.pipeline._BATCH_FILES", 2)
    save_all, calls = house.notes.save_all, []

    def interrupted(notes):
        calls.append(len(notes))
        if len(calls) == 1:
            raise KeyboardInterrupt
        save_all(notes)

    house.notes.save_all = interrupted
    report = house.run()
    assert (report.stopped, report.files) == (True, 2)
    assert house.in_step()
    assert house.counts() == {"files": 3, "added": 2, "updated": 0, "deleted": 0, "unchanged": 4}


def test_an_index_that_fails_is_told_and_the_next_ingest_sees_the_change_again(house):
    house.put("a.md")
    house.vectors.failing = True
    with pytest.raises(IndexUnavailable):
        house.run()
    house.vectors.failing = False
    assert house.counts()["added"] == 2
    assert house.in_step()


def test_progress_names_each_file_and_ends_with_all(house):
    for number in range(3):
        house.put(f"{number}.md")
    seen = []
    house.run(progress=lambda done, total, name: seen.append((done, total, Path(name).name)))
    assert seen == [(0, 3, "0.md"), (1, 3, "1.md"), (2, 3, "2.md"), (3, 3, "")]


def test_a_source_can_be_removed_and_comes_back_when_it_is_ingested(house):
    path = house.put("a.md")
    house.run()
    house.ingest.remove(str(path))
    assert house.notes.sources() == []
    assert house.in_step()
    assert house.counts()["added"] == 2
    with pytest.raises(SourceNotFound):
        house.ingest.remove("other.md")


def test_repair_makes_lost_indexes_whole(house):
    house.put("a.md")
    house.run()
    house.vectors.rows.clear()
    house.lexical.rows.clear()
    house.lexical.rows["stray"] = ("x", frozenset())
    house.ingest.repair()
    assert house.in_step()


def test_repair_drops_chunks_that_the_store_never_learnt_of(house):
    house.put("a.md")
    house.run()
    house.vectors.upsert([Chunk("stray", "s", ChunkKind.PIECE, "written before a crash, and never stored")])
    assert house.ingest.repair() == 1
    assert house.in_step()


def test_the_folders_and_single_files_to_watch_are_known(house):
    house.put("all/a.md")
    house.put("all/sub/b.md")
    single = house.put("one/c.md")
    house.put("one/d.md")
    house.run(house.root / "all" / "sub")
    house.run(house.root / "all", single)
    assert house.ingest.watched() == ([house.root / "all"], [single])
    house.ingest.remove(str(single))
    for source in house.notes.sources():
        house.ingest.remove(source.file)
    assert house.ingest.watched() == ([], [])


def test_records_outlive_the_process_and_survive_a_damaged_file(house, tmp_path, settled, monkeypatch):
    file = tmp_path / "records.sqlite3"
    house.put("笔记.md", "## 空\n\n## 问\n- 事实一条\n\n为什么？\n")
    first = Ingest(house.notes, house.vectors, house.lexical, FileRecords(file)).ingest([house.root])
    records = FileRecords(file)
    read = reads(monkeypatch)
    again = Ingest(house.notes, house.vectors, house.lexical, records).ingest([house.root])
    assert read == []
    assert (again.gaps, again.open_questions) == (first.gaps, first.open_questions)
    assert records.folders() == [str(house.root)]
    records.close()
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"no database" * 100)
    assert FileRecords(damaged).all() == {}
    assert FileRecords(Path("/dev/null/x")).all() == {}


def test_thousands_of_files_cost_time_in_proportion(house, settled):
    def seconds(count):
        for number in range(count):
            house.put(f"{number // 100}/{number}.md", f"## 节 {number}\n- 一条事实说明一件事情\n")
        started = time.perf_counter()
        house.run()
        return time.perf_counter() - started

    seconds(50)
    few, many = seconds(300), seconds(1_500)
    started = time.perf_counter()
    assert house.run().files == 1_500
    assert many < 15 * max(few, 0.05)
    assert time.perf_counter() - started < many
