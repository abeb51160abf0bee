"""The commands, when several people's sessions are in one database."""

from __future__ import annotations

import gzip
import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest
import typer

from interviewer import cli
from interviewer import settings as settings_module
from interviewer.bootstrap import Container
from interviewer.settings import Settings
from tests.people import ANN, BOB, LOGIN, SECRET, give_all, rows_of

IDS = ("ann-session", "ann-gone", "ann-correction")
ON_SESSIONS = {
    ("sessions",): [[], ["--deleted"], ["--search", SECRET]],
    ("sessions", "rename"): [[id, "bob was here"] for id in IDS],
    ("sessions", "delete"): [[id] for id in IDS],
    ("sessions", "restore"): [[id] for id in IDS],
    ("report",): [[id, "--format", "json"] for id in IDS],
    ("corrections",): [[]],
    ("corrections", "remove"): [[id] for id in IDS],
    ("corrections", "export"): [["-o", "{folder}/corrections.jsonl"]],
    ("export",): [["-o", "{folder}/all.jsonl.gz", "--with-recordings"]],
    ("import",): [["{folder}/anns.jsonl.gz"], ["{folder}/anns.jsonl.gz", "--preview"]],
    ("today",): [[]],
    ("goal",): [[], ["--drop"]],
}
OF_NOTES = {"ingest", "doctor", "sections", "refine", "sources", "search", "ask"}
OF_NO_ROWS = {"grade", "eval", "run", "version"}
SHARED = {"desk"}


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setattr(settings_module, "ROOT", tmp_path)
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))


def run(*arguments):
    """Gives code, and stdout with stderr."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as exit:
        cli.main([str(each) for each in arguments])
    assert "Traceback" not in err.getvalue()
    return int(exit.value.code or 0), out.getvalue() + err.getvalue()


def test_every_command_says_whose_rows_it_is_about():
    known = {names[0] for names in ON_SESSIONS} | OF_NOTES | OF_NO_ROWS | SHARED
    assert set(typer.main.get_command(cli.app).commands) == known
    for group in ("sessions", "corrections"):
        below = set(typer.main.get_command(cli.app).commands[group].commands)
        assert below == {names[1] for names in ON_SESSIONS if names[0] == group and len(names) > 1}


def test_no_command_shows_or_changes_what_is_anothers(tmp_path):
    product = Container(Settings(data_dir=tmp_path / "data"))
    give_all(product.for_user(ANN))
    assert run("export", "-o", tmp_path / "anns.jsonl.gz", "--user", ANN.id)[0] == 0
    assert SECRET in run("sessions", "--user", "Ann@Example.com")[1]
    before = rows_of(ANN, product.database)
    for who in (["--user", BOB.id], []):
        for command, calls in ON_SESSIONS.items():
            for arguments in calls:
                given = [each.format(folder=tmp_path) for each in arguments]
                said = run(*command, *given, *who)[1]
                assert command == ("import",) or SECRET not in said.replace(SECRET if "--search" in given else "-", "")
                assert rows_of(ANN, product.database) == before, (command, given, who)
        for file in ("corrections.jsonl", "all.jsonl.gz"):
            content = (tmp_path / file).read_bytes()
            text = (gzip.decompress(content) if file.endswith("gz") else content).decode()
            told = [json.loads(line).get("kind") for line in text.splitlines() if SECRET in line]
            assert not set(told) - {"preference"}  # the goal came with the import, and has no id that is anybody's
    product.close()


def test_with_a_login_on_postgres_a_person_must_be_named(monkeypatch):
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://app@127.0.0.1:9/app")
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "en")
    for command in (["sessions"], ["today"], ["corrections"], ["report", "x"]):
        code, said = run(*command)
        assert code == 1
        assert said == (
            "This database has the sessions of several people. Say whose you mean: --user name@example.com.\n"
        )
    for command in (["sessions", "--user", "ann@example.com"], ["sections"]):
        assert "127.0.0.1:9" in run(*command)[1]  # so far as to ask the database


def test_a_user_is_named_by_an_address():
    for wrong in ("", "ann", "@x"):
        assert run("sessions", "--user", wrong) == (2, "--user needs an e-mail address\n")
    assert run("sessions", "--user=local")[0] == 0
