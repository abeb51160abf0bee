"""While the app runs it owns the index, and commands go through it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from bench.app_server import app_server
from interviewer.adapters.owner_link import ROUTE, OwnerLink, find_owner
from interviewer.cli import main
from interviewer.domain.errors import IndexOwnedElsewhere, PathNotFound
from interviewer.settings import ROOT

KNOWLEDGE = ROOT / "tests" / "browser" / "knowledge"


@pytest.fixture(scope="module")
def server():
    with app_server({"INTERVIEWER_KNOWLEDGE_DIR": str(KNOWLEDGE)}) as running:
        yield running


@pytest.fixture
def command(server, capsys):
    """Runs a command beside the app and gives (exit status, JSON, words on stderr)."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--data-dir", str(server.data_dir), "--json"])
        said = capsys.readouterr()
        return ended.value.code, json.loads(said.out) if said.out else None, said.err

    return run


def test_a_note_ingested_beside_the_app_is_found_and_goes_again(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my notes.md").write_text("## 跳表\n- 每层是下一层的稀疏索引\n- 查找先走高层\n- 插入时随机定层\n")
    status, report, words = command("ingest", "my notes.md")
    assert status == 0, words
    assert (status, report["added"]) == (0, 1)
    _, found, _ = command("search", "跳表怎么查找")
    assert (found[0]["path"], found[0]["file"]) == ("跳表", "my notes.md")
    assert command("sources", "remove", "my notes.md")[0] == 0
    _, found, _ = command("search", "跳表怎么查找")
    assert all(each["path"] != "跳表" for each in found)


def test_a_problem_there_is_told_here(command):
    status, _, words = command("ingest", "/nowhere/at/all.md")
    assert status == 1
    assert "/nowhere/at/all.md" in words


def test_the_note_with_the_token_is_for_its_owner_only(server):
    note = server.data_dir / "index" / "owner.json"
    assert note.stat().st_mode & 0o077 == 0


def test_without_the_token_nothing_is_done(server):
    link = find_owner(server.data_dir / "index")
    request = urllib.request.Request(
        link.url + ROUTE, data=b'{"command": "rebuild", "arguments": {}}', headers={"Authorization": "Bearer guess"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403


@pytest.mark.parametrize("arguments", [("nonsense", {}), ("search", {"wrong": 1}), ("ingest", {})])
def test_a_command_that_cannot_be_read_is_refused_in_a_sentence(server, arguments):
    link = find_owner(server.data_dir / "index")
    with pytest.raises(Exception) as error:
        link.run(*arguments)
    assert type(error.value).__name__ in ("InterviewerError", "IndexOwnedElsewhere")


def test_errors_come_back_as_what_they_were(server):
    link = find_owner(server.data_dir / "index")
    with pytest.raises(PathNotFound):
        link.run("ingest", {"paths": ["nope.md"], "folder": "/"})


def test_an_owner_that_is_gone_is_named(tmp_path):
    with pytest.raises(IndexOwnedElsewhere):
        OwnerLink(tmp_path, "http://127.0.0.1:9", "x").run("rebuild", {})
