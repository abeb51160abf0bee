"""What people really hand to `ingest`: every kind of file and path gives plain good behaviour or a clear line."""

from __future__ import annotations

import codecs
import shutil
from pathlib import Path

import pytest

from tests.fakes import locked
from tests.unit.test_cli import AVALANCHE, NOTE, embedder, interviewer, surroundings

__all__ = ["embedder", "surroundings"]


@pytest.fixture
def own(tmp_path):
    return lambda *arguments: interviewer(*arguments, "--data-dir", tmp_path / "data")


@pytest.fixture
def write(tmp_path):
    """A file of these bytes, by its name."""

    def make(name: str, data: bytes) -> Path:
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    return make


def points(own, path=AVALANCHE):
    section = next(each for each in own("sections", "--json").json if each["path"] == path)
    return [point["text"] for point in section["key_points"]]


@pytest.mark.parametrize(
    "data",
    [
        NOTE.encode("gb18030"),
        NOTE.encode("gbk"),
        codecs.BOM_UTF16_LE + NOTE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + NOTE.encode("utf-16-be"),
        codecs.BOM_UTF8 + NOTE.encode(),
        NOTE.replace("\n", "\r\n").encode(),
        NOTE.replace("\n", "\r").encode(),
        NOTE.rstrip().removesuffix("```").encode(),
        NOTE.encode() + b"\x0c",
    ],
    ids=["gb18030", "gbk", "utf-16 le", "utf-16 be", "utf-8 bom", "crlf", "cr", "unclosed fence", "form feed"],
)
def test_any_usual_encoding_line_end_and_an_unclosed_fence_are_read_the_same(own, write, data):
    assert own("ingest", write("note.md", data), "--json").json["errors"] == []
    assert points(own) == [
        "大量 key 在同一时间过期，请求全部落到数据库",
        "过期时间加上随机值，避免同时失效",
        "热点数据分布到不同的缓存节点",
    ]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.md", b"", "empty"),
        ("blank.md", b" \n\r\n\t\n", "empty"),
        ("bom.md", codecs.BOM_UTF8, "empty"),
        ("picture.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
        ("large.md", b"# A\n\n" + b"text " * (4 * 1024 * 1024), "too_large"),
        ("program.exe", b"MZ", "unsupported"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_with_its_reason_and_the_rest_goes_on(own, write, name, data, why):
    broken, good = write(name, data), write("good.md", NOTE.encode())
    result = own("ingest", broken, good, "--json")
    assert [(each["file"], each["why"]) for each in result.json["errors"]] == [(str(broken), why)]
    assert result.json["files"] == 1
    assert result.err.count("\n") == 1
    assert str(broken) in result.err


@pytest.mark.parametrize(
    "name", ["with space.md", "我的 缓存笔记.md", "a'b\"c.md", "-dash.md", "100% $HOME.md", "émoji 😀.md", "UPPER.MD"]
)
def test_a_file_may_have_any_name(own, write, name, monkeypatch):
    file = write(name, NOTE.encode())
    assert own("ingest", file, "--json").json["files"] == 1
    assert {each["file"] for each in own("sources", "--json").json} == {str(file)}
    assert own("sources", "remove", file).code == 0
    monkeypatch.chdir(file.parent)
    arguments = ["--", name] if name.startswith("-") else [name]
    assert interviewer("--data-dir", file.parent.parent / "data", "--json", "ingest", *arguments).json["files"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "/no/such/place.md",
        "no such place",
        "",
        "a" * 5000,
        "~nobody-of-that-name/x.md",
    ],
)
def test_a_path_that_is_not_there_is_one_line(own, path):
    result = own("ingest", path, "--json")
    assert result.code in (1, 2)
    assert result.complaint


def test_an_empty_path_to_remove_removes_nothing(own, write, monkeypatch):
    file = write("note.md", NOTE.encode())
    monkeypatch.chdir(file.parent)
    own("ingest", file)
    assert own("sources", "remove", "").code == 1
    assert len(own("sources", "--json").json) == 1


def test_the_same_heading_twice_and_levels_that_are_skipped_keep_every_section(own, write):
    text = (
        "# A\n\n#### B\n\n- 第一处写了一件事情\n\n#### B\n\n- 第二处写了另一件事情\n\n## C\n\n- 第三处写了第三件事情\n"
    )
    assert own("ingest", write("note.md", text.encode()), "--json").json["sections"] == 3
    found = [each for each in own("sections", "--json").json if each["status"] != "gap"]
    ids = [point["id"] for each in found for point in each["key_points"]]
    assert len(ids) == len(set(ids)) == 3
    assert [each["first_line"] for each in found] == sorted({each["first_line"] for each in found})


def test_the_same_file_named_twice_or_by_another_path_is_one_source(own, write, monkeypatch):
    file = write("note.md", NOTE.encode())
    monkeypatch.chdir(file.parent)
    assert own("ingest", "note.md", file, "./note.md", "--json").json["files"] == 1
    assert own("ingest", file, "--json").json["added"] == 0
    assert len(own("sources", "--json").json) == 1


def test_a_folder_without_notes_says_what_notes_are(own, tmp_path):
    (tmp_path / "empty").mkdir()
    result = own("ingest", tmp_path / "empty")
    assert result.code == 1
    assert ".md" in result.complaint


def test_a_file_of_one_very_long_line_is_read(own, write):
    found = own("ingest", write("line.md", ("# A\n\n" + "一句没有换行的话，" * 20_000).encode()), "--json").json
    assert found["sections"] == 1
    assert found["seconds"] < 30


def test_a_file_without_permission_is_reported(own, write):
    file = write("secret.md", NOTE.encode())
    with locked(file):
        assert own("ingest", file, "--json").json["errors"] == [{"file": str(file), "why": "no_permission"}]


def test_a_damaged_index_is_made_anew_by_the_command_that_the_message_names(own, write, tmp_path):
    own("ingest", write("note.md", NOTE.encode()))
    (tmp_path / "data" / "index" / "chroma" / "chroma.sqlite3").write_bytes(b"no database any more" * 500)
    result = own("search", "缓存雪崩", "--json")
    assert result.code == 1
    assert "--rebuild" in result.complaint
    assert own("ingest", "--rebuild").code == 0
    assert own("search", "缓存雪崩", "--json").json[0]["path"] == AVALANCHE


def test_a_deleted_index_comes_back_from_the_stored_notes(own, write, tmp_path):
    own("ingest", write("note.md", NOTE.encode()))
    shutil.rmtree(tmp_path / "data" / "index")
    assert own("search", "缓存雪崩", "--json").json[0]["path"] == AVALANCHE
