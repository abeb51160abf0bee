"""The commands on the history, and those that move everything to another machine."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest

from interviewer import cli
from interviewer import settings as settings_module
from interviewer.bootstrap import Container
from interviewer.settings import Settings
from tests.samples import a_session, a_turn


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setattr(settings_module, "ROOT", tmp_path)


@pytest.fixture
def run(tmp_path):
    """Gives code, stdout and stderr of a command in the folder of that name."""

    def run_one(*arguments, home="data"):
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as exit:
            cli.main([str(each) for each in arguments] + ["--data-dir", str(tmp_path / home)])
        assert "Traceback" not in err.getvalue()
        return int(exit.value.code or 0), out.getvalue(), err.getvalue()

    return run_one


@pytest.fixture
def held(tmp_path):
    """Two sessions in the data folder."""
    product = Container(Settings(data_dir=tmp_path / "data"))
    for id, answer in (("a", "中继日志"), ("b", "随机值")):
        product.sessions.add(a_session(id, turns=(a_turn(f"{id}-0", session=id, version=1, answer=answer),)))
    product.close()


def ids(said):
    return sorted(each["id"] for each in json.loads(said[1]))


def test_sessions_are_found_by_their_words(run, held):
    assert ids(run("sessions", "--search", "中继日志", "--json")) == ["a"]
    code, out, err = run("sessions", "--search", "没有")
    assert (code, out, err.count("\n")) == (0, "", 1)


def test_a_session_is_named_and_found_by_its_name(run, held):
    assert json.loads(run("sessions", "rename", "b", "SRE  二面", "--json")[1]) == {"renamed": "b", "name": "SRE 二面"}
    assert "SRE 二面" in run("sessions")[1]
    assert ids(run("sessions", "--search", "二面", "--json")) == ["b"]


def test_a_session_is_deleted_and_restored(run, held):
    assert json.loads(run("sessions", "delete", "a", "--json")[1]) == {"deleted": "a"}
    assert ids(run("sessions", "--json")) == ["b"]
    assert ids(run("sessions", "--deleted", "--json")) == ["a"]
    assert run("report", "a")[0] == 1
    assert json.loads(run("sessions", "restore", "a", "--json")[1]) == {"restored": "a"}
    assert ids(run("sessions", "--json")) == ["a", "b"]


@pytest.mark.parametrize(
    "command", [["rename", "x", "y"], ["delete", "x"], ["restore", "x"], ["rename", "a", "y" * 121]]
)
def test_what_cannot_be_done_is_one_line(run, held, command):
    code, out, err = run("sessions", *command)
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_everything_moves_to_another_folder_once(run, held, tmp_path):
    file = tmp_path / "all.jsonl.gz"
    made = json.loads(run("export", "-o", file, "--json")[1])
    assert (made["records"], made["unreadable"]) == ({"session": 2, "turn": 2}, 0)
    assert not file.with_name("all.jsonl.gz.part").exists()
    assert json.loads(run("import", file, "--preview", "--json", home="new")[1])["session"]["added"] == 2
    assert ids(run("sessions", "--json", home="new")) == []
    assert json.loads(run("import", file, "--json", home="new")[1])["turn"]["added"] == 2
    assert json.loads(run("import", file, "--json", home="new")[1])["turn"]["same"] == 2
    assert run("import", file, home="new")[1] == "练习：相同 2\n题目：相同 2\n"
    assert ids(run("sessions", "--json", home="new")) == ["a", "b"]


def test_an_export_says_that_recordings_stay(run, held, tmp_path):
    assert "录音" in run("export", "-o", tmp_path / "all.gz")[1]
    assert "录音" not in run("export", "-o", tmp_path / "all.gz", "--with-recordings")[1]


def test_what_is_no_such_file_is_one_line(run, held, tmp_path):
    (tmp_path / "notes.md").write_text("# 笔记")
    for file in (tmp_path / "notes.md", tmp_path / "missing", tmp_path):
        code, out, err = run("import", file)
        assert (code, out, err.count("\n")) == (1, "", 1)
    assert run("export", "-o", tmp_path / "nowhere" / "all.gz")[0] == 1
