"""`interviewer doctor --system` as a script calls it."""

import json

import pytest

from interviewer import bootstrap as bootstrap_module
from interviewer import cli
from interviewer import settings as settings_module
from interviewer.settings import Settings
from tests.fakes import FakeEmbedder
from tests.stub_openai import KEY, StubOpenAI

PARTS = [
    "settings",
    "versions",
    "data_folder",
    "database",
    "clock",
    "embedder",
    "index",
    "model",
    "transcription",
    "voice",
    "printing",
]


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


def reasons(out):
    return {each["part"]: (each["health"], each["reason"]) for each in json.loads(out)["parts"]}


def test_a_fresh_installation_is_looked_at_without_making_anything(run, tmp_path):
    code, out, _ = run("--system", "--json")
    assert code == 0
    assert list(reasons(out)) == PARTS
    assert reasons(out)["database"] == ("ok", "new")
    assert reasons(out)["index"] == ("warning", "empty")
    assert not (tmp_path / "data").exists()


def test_after_an_ingest_the_counts_agree_and_words_are_in_the_configured_language(run, tmp_path, monkeypatch, capsys):
    note = tmp_path / "note.md"
    note.write_text("# 笔记\n\n## 队列\n\n- 消息按顺序写入\n- 位置由消费者保存\n- 副本在故障时接替\n", "utf-8")
    with pytest.raises(SystemExit):
        cli.main(["ingest", str(note)])
    capsys.readouterr()
    assert reasons(run("--system", "--json")[1])["index"] == ("ok", "ok")
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "en")
    assert "Data folder" in run("--system")[1]


def test_a_problem_ends_with_1_and_says_what_to_do(run, monkeypatch):
    monkeypatch.setenv("TRANSCRIPTION_PROVIDER", "local")
    monkeypatch.setattr("interviewer.adapters.local_transcriber.installed", lambda: False)
    code, out, err = run("--system")
    assert code == 1 and not err
    assert "speech-local" in out


def test_settings_that_cannot_be_read_are_the_one_finding(run, monkeypatch):
    monkeypatch.setenv("INTERVIEWER_PROT", "8501")
    code, out, _ = run("--system", "--json")
    assert code == 1
    assert reasons(out) == {"settings": ("problem", "unknown_setting")}


def test_a_database_that_does_not_answer_is_named_without_its_password(run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:geheim@127.0.0.1:1/app")
    code, out, err = run("--system", "--json")
    assert code == 1
    assert reasons(out)["database"] == ("problem", "database_unavailable")
    assert reasons(out)["index"][0] in ("problem", "warning")
    assert "geheim" not in out + err


def test_the_models_server_is_asked_for_its_list_and_for_a_word_only_on_request(run, monkeypatch):
    with StubOpenAI() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert reasons(run("--system", "--json")[1])["model"] == ("warning", "no_list")
        server.lists = ["gpt-5-mini"]
        assert reasons(run("--system", "--json")[1])["model"] == ("ok", "ok")
        monkeypatch.setenv("OPENAI_API_KEY", "another-key")
        assert reasons(run("--system", "--json")[1])["model"] == ("problem", "wrong_key")
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        assert not server.requests
        assert reasons(run("--system", "--try-llm", "--json")[1])["model"] == ("ok", "replied")
        assert len(server.requests) == 1


@pytest.mark.parametrize("arguments", [[], ["--system", "notes"]])
def test_notes_or_the_system_one_of_them(run, arguments):
    code, out, err = run(*arguments)
    assert code == 2 and not out and len(err.strip().splitlines()) == 1
