"""The notes: adding them, whatever they are, finding in them, switching and removing them."""

from __future__ import annotations

import pytest

from tests.fakes import locked
from tests.ui.words import zh

NOTE = """# 面试

## 缓存

- 缓存雪崩

```console
1. 大量 key 在同一时间过期，请求全部落到数据库
2. 过期时间加上随机值，避免同时失效
```

## Memcached

```console
```
"""
PATH = "缓存 / 缓存雪崩"


@pytest.fixture
def notes(app):
    return app.open("notes")


def upload(app, name, data):
    app.at.file_uploader[0].set_value((name, data, "text/markdown"))
    return app.press(zh("ui.notes.add"))


def add_path(app, path):
    app.at.text_input(key="path").set_value(str(path))
    return app.press(zh("ui.notes.add"))


def paths(product):
    return [section.path for section in product().notes.sections() if section.origin.value == "own"]


@pytest.mark.parametrize(
    "name", ["mine.md", "我的 缓存 笔记.md", 'a\'b "c" $x$ [d](e) <f>.md', "UPPER.MD", "notes.markdown", "n.txt"]
)
def test_an_upload_is_indexed_under_its_own_name(notes, product, name):
    upload(notes, name, NOTE.encode())
    assert "读了 1 个文件：1 个小节（新增 1" in notes.notices[0]
    assert name in notes.text
    assert PATH in paths(product)
    assert zh("ui.notes.gaps", n=1) in notes.text


def test_the_same_upload_again_changes_nothing_and_an_edited_one_replaces(notes, product):
    upload(notes, "mine.md", NOTE.encode())
    upload(notes, "mine.md", NOTE.encode())
    assert "未变 1" in notes.notices[0]
    upload(notes, "mine.md", NOTE.replace("随机值", "随机的一段时间").encode())
    assert "更新 1" in notes.notices[0]
    assert paths(product).count(PATH) == 1


@pytest.mark.parametrize(
    "data",
    [
        NOTE.encode("gb18030"),
        NOTE.encode("utf-16"),
        b"\xff\xfe" + NOTE.encode("utf-16-le"),
        b"\xef\xbb\xbf" + NOTE.encode(),
        NOTE.replace("\n", "\r\n").encode(),
        NOTE.rpartition("```\n\n## Mem")[0].encode(),
    ],
    ids=["gbk", "utf-16", "utf-16-le", "bom", "crlf", "unclosed fence"],
)
def test_any_encoding_and_unclosed_fences_are_read(notes, product, data):
    upload(notes, "mine.md", data)
    assert PATH in paths(product)
    section = next(each for each in product().notes.sections() if each.path == PATH)
    assert [point.text for point in section.key_points][:1] == ["大量 key 在同一时间过期，请求全部落到数据库"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (bytes(range(256)) * 50, "binary"),
        (b"x" * (20 * 1024 * 1024), "too_large"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    ],
    ids=["empty", "blank", "binary", "20 MB", "png"],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(notes, product, data, why):
    upload(notes, "broken.md", data)
    assert zh("error.note_unreadable", file="broken.md", why=zh(f"error.why.{why}")) in notes.notices
    assert paths(product) == []


def test_a_file_that_cannot_be_read_leaves_what_was_indexed_under_its_name(notes, product):
    upload(notes, "mine.md", NOTE.encode())
    upload(notes, "mine.md", b"")
    assert PATH in paths(product)


def test_the_same_heading_twice_and_skipped_levels_are_kept_apart(notes, product):
    upload(notes, "mine.md", ("# A\n\n#### B\n\n- 第一处写了一件事情\n\n#### B\n\n- 第二处写了另一件事情\n").encode())
    texts = [section.text for section in product().notes.sections() if section.origin.value == "own"]
    assert len(texts) == 2
    assert len({section.id for section in product().notes.sections()}) == len(product().notes.sections())


def test_a_path_on_this_machine_can_be_added(notes, product, tmp_path):
    folder = tmp_path / "我的 笔记"
    folder.mkdir()
    (folder / "a b.md").write_text(NOTE, encoding="utf-8")
    add_path(notes, folder)
    assert PATH in paths(product)


def test_a_missing_path_is_named(notes):
    add_path(notes, "/no/such/place.md")
    assert zh("error.path_not_found", path="/no/such/place.md") in notes.notices


@pytest.mark.parametrize("path", ["~nobody-of-that-name/notes", "notes\x00", "a" * 5000])
def test_an_impossible_path_is_a_message(notes, path):
    add_path(notes, path)
    assert len([each for each in notes.notices if each != zh("ui.notes.no_own")]) == 1


def test_a_folder_without_notes_says_what_notes_are(notes, tmp_path):
    (tmp_path / "empty").mkdir()
    add_path(notes, tmp_path / "empty")
    assert zh("error.nothing_to_ingest", path=tmp_path / "empty") in notes.notices


def test_a_file_without_permission_is_named(notes, tmp_path):
    file = tmp_path / "secret.md"
    file.write_text(NOTE, encoding="utf-8")
    with locked(file):
        add_path(notes, file)
    assert zh("error.note_unreadable", file="secret.md", why=zh("error.why.no_permission")) in notes.notices


def test_a_data_folder_that_cannot_be_written_is_a_message(notes, tmp_path):
    (tmp_path / "data" / "notes").write_text("in the way")
    upload(notes, "mine.md", NOTE.encode())
    assert zh("error.data_folder_unusable", folder=tmp_path / "data" / "notes") in notes.notices


def test_a_name_with_a_path_in_it_stays_in_the_data_folder(notes, product, tmp_path):
    upload(notes, "../../outside.md", NOTE.encode())
    assert not list(tmp_path.glob("*.md"))
    assert PATH in paths(product)


def test_searching_shows_the_passage(notes, add_note):
    add_note(NOTE)
    notes.open("notes").at.text_input(key="query").set_value("很多 key 一起过期").run()
    notes.sound()
    assert PATH in notes.at.expander[0].label
    assert "大量 key 在同一时间过期" in notes.text


def test_markup_in_headings_stays_text_in_what_was_found(notes, add_note):
    add_note("# $a$ **b** `c` :red[d] <b>e</b>\n\n- 大量 key 在同一时间过期，请求全部落到数据库\n- 过期时间加随机值\n")
    notes.open("notes").at.text_input(key="query").set_value("很多 key 一起过期").run()
    label = next(each.label for each in notes.sound().at.expander if "mine" in each.label)
    assert not any(mark in label.replace(f"\\{mark}", "") for mark in "$*`[<")


def test_finding_nothing_says_what_to_do(notes, product):
    for source in product().notes.sources():
        product().notes.enable(source.file, False)
    notes.at.text_input(key="query").set_value("缓存").run()
    assert zh("ui.notes.search_nothing") in notes.sound().notices


def test_a_source_can_be_switched_off_and_on(notes, add_note, product):
    file = add_note(NOTE)
    notes.open("notes").at.toggle(key=f"on-{file}").set_value(False).run()
    assert PATH not in paths(product)
    notes.sound().at.toggle(key=f"on-{file}").set_value(True).run()
    assert PATH in paths(product)


def test_a_source_can_be_removed_and_its_file_stays(notes, add_note, product):
    file = add_note(NOTE)
    notes.open("notes").at.button(key=f"yes-{file}").click().run()
    assert paths(product) == []
    assert zh("ui.notes.no_own") in notes.sound().notices
    assert file.exists()


def test_forty_files_are_all_listed(notes, add_note):
    for at in range(40):
        add_note(NOTE, f"note {at:02}.md")
    notes.open("notes")
    assert all(f"note {at:02}.md" in notes.text for at in range(40))


def test_questions_without_an_answer_are_listed(notes, add_note):
    add_note(NOTE + "\n## 其他\n\n```console\n1. 主机调度以 request 为准\n\nlimit 怎么分级？\n```\n")
    assert zh("ui.notes.open", n=1) in notes.open("notes").text
    assert "limit 怎么分级？" in notes.text
