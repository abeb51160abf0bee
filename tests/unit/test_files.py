"""Reading files and walking folders, in every state that a disk can be in."""

import os
import socket
import time
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.convert import to_markdown
from ingest.files import LARGEST_BYTES, read_note
from ingest.walk import walk
from interviewer.domain.errors import NoteUnreadable

TEXT = "## 复制\n- 从库重放主库的日志\n"


def why(path):
    with pytest.raises(NoteUnreadable) as raised:
        read_note(path)
    return raised.value.details["why"]


def names(root):
    return [file.relative_to(root).as_posix() for file in walk(root).files]


def put(root, *files):
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_chinese_is_read_in_every_usual_encoding(tmp_path, encoding):
    note = tmp_path / "n.md"
    note.write_bytes(TEXT.encode(encoding))
    assert read_note(note) == TEXT


@pytest.mark.parametrize("bom, encoding", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_with_its_mark_is_read_in_either_order(tmp_path, bom, encoding):
    note = tmp_path / "n.md"
    note.write_bytes(bom + TEXT.encode(encoding))
    assert read_note(note) == TEXT


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_word_is_empty(tmp_path, data):
    (tmp_path / "n.md").write_bytes(data)
    assert why(tmp_path / "n.md") == "empty"


@pytest.mark.parametrize("data", [b"\x7fELF\0\0\1", bytes(range(256)) * 9, b"\xff\xfe\0\0\0\0", b"a\1\2\3\4\5\6\7"])
def test_what_is_no_text_is_told(tmp_path, data):
    (tmp_path / "n.md").write_bytes(data)
    assert why(tmp_path / "n.md") in ("binary", "unknown_encoding")


def test_a_file_of_20_mb_is_too_large_and_is_not_read(tmp_path):
    note = tmp_path / "n.md"
    with note.open("wb") as file:
        file.truncate(20 * 1024 * 1024)
    assert why(note) == "too_large"
    with note.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    assert why(note) == "too_large"


def test_a_missing_file_a_link_to_nowhere_and_a_loop_are_told_apart(tmp_path):
    (tmp_path / "nowhere.md").symlink_to(tmp_path / "x.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    assert why(tmp_path / "missing.md") == "gone"
    assert why(tmp_path / "nowhere.md") == "gone"
    assert why(tmp_path / "loop.md") == "read_failed"
    assert why(tmp_path / "n\0.md") == "read_failed"


def test_devices_pipes_and_sockets_are_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.md"))
        assert [why(tmp_path / "pipe.md"), why(tmp_path / "s.md"), why(Path("/dev/zero"))] == ["not_a_file"] * 3


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    put(tmp_path, "n.md")

    def refused(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)  # the tests may run as root, who may read everything
    assert why(tmp_path / "n.md") == "no_permission"


def test_other_kinds_of_files_are_not_read(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    assert why(tmp_path / "a.png") == "unsupported"


def read_here(path):
    """Without a process of its own for each document: there are hundreds."""
    with patch("ingest.apart._in_a_process", lambda data, path, _suffix: to_markdown(data, path)):
        return read_note(path)


@given(st.binary(max_size=2000), st.sampled_from([".md", ".txt", ".docx", ".pdf"]))
@settings(deadline=None, max_examples=200)
def test_whatever_bytes_a_file_holds_it_is_read_or_told_why_not(tmp_path_factory, data, suffix):
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    try:
        assert read_here(path).strip()
    except NoteUnreadable as error:
        assert error.details["why"]


@given(
    st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"PK\3\4", b"%PDF-1.7\n"]), st.binary()
)
@settings(deadline=None)
def test_whatever_follows_a_mark_is_read_or_told_why_not(tmp_path_factory, mark, data):
    for suffix in (".md", ".docx", ".pdf"):
        path = tmp_path_factory.getbasetemp() / f"marked{suffix}"
        path.write_bytes(mark + data)
        try:
            assert read_here(path).strip()
        except NoteUnreadable as error:
            assert error.details["why"]


def test_a_folder_is_walked_in_order_of_name(tmp_path):
    put(tmp_path, "b.md", "a 1.md", "数据库/主从 复制.markdown", "c/x.txt", "c/y.mdx", "README.md", "LICENSE.txt")
    put(tmp_path, "d.png", "e.MD")
    assert names(tmp_path) == [
        "LICENSE.txt", "README.md", "a 1.md", "b.md", "e.MD", "c/x.txt", "c/y.mdx", "数据库/主从 复制.markdown",
    ]  # fmt: skip


def test_hidden_entries_and_folders_of_programs_are_left_out(tmp_path):
    put(tmp_path, "a.md", ".b.md", ".git/c.md", "node_modules/d.md", "x/node_modules/y/e.md", "venv/f.md", "~$g.docx")
    assert names(tmp_path) == ["a.md"]


def test_ignore_files_hold_below_their_folder_and_the_inner_one_decides(tmp_path):
    put(tmp_path, "a.md", "draft-1.md", "keep/draft-2.md", "build/x.md", "sub/build/y.md", "sub/secret.md", "sub/z.md")
    (tmp_path / ".gitignore").write_text("draft-*.md\n/build/\n", encoding="utf-8")
    (tmp_path / "keep" / ".gitignore").write_text("!draft-2.md\n", encoding="utf-8")
    (tmp_path / "sub" / ".interviewerignore").write_text("# mine\nsecret.md\n", encoding="utf-8")
    assert names(tmp_path) == ["a.md", "keep/draft-2.md", "sub/z.md", "sub/build/y.md"]


def test_interviewerignore_is_stronger_than_gitignore_and_can_take_in_what_is_hidden(tmp_path):
    put(tmp_path, "private.md", ".obsidian/a.md", ".notes/b.md")
    (tmp_path / ".gitignore").write_text("private.md\n", encoding="utf-8")
    (tmp_path / ".interviewerignore").write_text("!private.md\n!.notes\n", encoding="utf-8")
    assert names(tmp_path) == ["private.md", ".notes/b.md"]


def test_the_rules_of_a_repository_hold_in_its_folders_unless_they_name_the_folder_itself(tmp_path):
    put(tmp_path, ".git/HEAD", "docs/a.md", "docs/tmp/b.md", "out/c.md")
    (tmp_path / ".gitignore").write_text("tmp/\nout/\n", encoding="utf-8")
    assert names(tmp_path / "docs") == ["a.md"]
    assert names(tmp_path / "out") == ["c.md"]


def test_a_pattern_that_is_none_does_not_cost_the_others(tmp_path):
    put(tmp_path, "a.md", "b.md")
    (tmp_path / ".gitignore").write_bytes(b"!\n\xff\xfe\nb.md\n")
    assert names(tmp_path) == ["a.md"]


def test_loops_of_links_end_and_linked_folders_are_followed_once(tmp_path):
    put(tmp_path / "notes", "a.md", "sub/b.md")
    put(tmp_path / "elsewhere", "c.md")
    (tmp_path / "notes" / "back").symlink_to(tmp_path / "notes")
    (tmp_path / "notes" / "sub" / "up").symlink_to("..")
    (tmp_path / "notes" / "self").symlink_to("self")
    (tmp_path / "notes" / "more").symlink_to(tmp_path / "elsewhere")
    assert names(tmp_path / "notes") == ["a.md", "sub/b.md", "more/c.md"]


def test_a_folder_that_cannot_be_opened_is_named_and_the_rest_is_walked(tmp_path, monkeypatch):
    put(tmp_path, "a.md", "closed/b.md", "open/c.md")
    real = os.scandir

    def scandir(folder):
        if Path(folder).name == "closed":
            raise PermissionError
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = walk(tmp_path)
    assert [file.name for file in found.files] == ["a.md", "c.md"]
    assert found.unreadable == [tmp_path / "closed"]


def test_ten_thousand_files_are_walked_in_a_moment(tmp_path):
    for folder in range(50):
        (tmp_path / str(folder)).mkdir()
        for file in range(200):
            (tmp_path / str(folder) / f"{file}.md").touch()
    (tmp_path / ".gitignore").write_text("*.log\n/49/\n", encoding="utf-8")
    started = time.perf_counter()
    assert len(walk(tmp_path).files) == 9_800
    assert time.perf_counter() - started < 3
