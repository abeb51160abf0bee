"""`interviewer doctor` as a script calls it."""

from __future__ import annotations

import json

import pytest

from interviewer import bootstrap as bootstrap_module
from interviewer import cli
from interviewer import settings as settings_module
from interviewer.settings import Settings
from tests.fakes import FakeEmbedder


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setattr(settings_module, "ROOT", tmp_path)
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))
    made = bootstrap_module.Container
    monkeypatch.setattr(
        bootstrap_module, "bootstrap", lambda settings, **more: made(settings, embedder=FakeEmbedder(), **more)
    )

    def command(*arguments):
        with pytest.raises(SystemExit) as end:
            cli.main(["doctor", *map(str, arguments)])
        out = capsys.readouterr()
        return end.value.code, out.out, out.err

    return command


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "note.md"
    file.write_text("# 笔记\n\n## 空\n\n## 写错\n\n- Kuberentes 的一条说明\n", "utf-8")
    return file


def test_json_has_the_six_fields_and_nothing_else_on_stdout(run, note, tmp_path):
    code, out, _ = run(note, "--json")
    found = json.loads(out)
    assert code == 0
    assert [(each["kind"], each["line"]) for each in found] == [("gap", 3), ("stub", 5), ("misspelling", 7)]
    assert all(list(each) == ["kind", "path", "file", "line", "message", "suggestion"] for each in found)
    assert {each["file"] for each in found} == {str(note)}
    assert not (tmp_path / "data").exists(), "no index is made"


def test_words_are_in_the_configured_language(run, note, monkeypatch):
    assert "空白 (1)" in run(note)[1]
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "en")
    assert "Gaps (1)" in run(note)[1]


def test_a_healthy_note_is_said_to_be_one(run, tmp_path):
    file = tmp_path / "good.md"
    file.write_text("# 笔记\n\n## 队列\n\n- 消息按顺序写入\n- 位置由消费者保存\n- 副本在故障时接替\n", "utf-8")
    assert run(file, "--json")[1].strip() == "[]"
    assert "没有发现问题" in run(file)[1]


def test_a_file_that_cannot_be_read_is_named_beside_the_others(run, note):
    (note.parent / "bad.md").write_bytes(b"\x00\x01\x02")
    code, out, err = run(note.parent, "--json")
    assert (code, len(json.loads(out))) == (0, 3)
    assert "bad.md" in err and len(err.strip().split("\n")) == 1


def test_a_path_that_is_not_there_is_the_users_problem_and_no_path_wrong_use(run, tmp_path):
    code, out, err = run(tmp_path / "nope", "--json")
    assert (code, out, len(err.strip().split("\n"))) == (1, "", 1)
    assert run()[0] == 2
