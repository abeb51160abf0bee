"""Every command as a script would call it: what it prints where, and how it exits."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from interviewer import bootstrap as bootstrap_module
from interviewer import cli
from interviewer import settings as settings_module
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.notes import Origin
from interviewer.domain.verdicts import VerdictPlace
from interviewer.services.report_files import ReportFormat, file_name
from interviewer.services.reports import build_from
from interviewer.settings import Settings
from tests.fakes import FakeEmbedder

NOTE = """# 面试

## 缓存

### Redis

- 缓存雪崩

```console
1. 大量 key 在同一时间过期，请求全部落到数据库
2. 过期时间加上随机值，避免同时失效
3. 热点数据分布到不同的缓存节点
```

### Memcached

```console

```

## Web

### Nginx

- 平滑重启

```console
主进程重新读取配置，启动新的工作进程，旧的工作进程处理完手上的请求再退出
nginx -t 先检查配置是否正确，再用 nginx -s reload 让主进程重新加载
```
"""
OPEN = """
### 其他

```console
1. 发布之前先在预发环境验证，再分批放量

你们的发布流程是怎样的？
```
"""
AVALANCHE = "缓存 / Redis / 缓存雪崩"
QUESTION = "什么是缓存雪崩？"
GOOD = "大量 key 在同一时间过期，请求全部落到数据库上。"
INGESTED = {"files", "sections", "chunks", "added", "updated", "deleted", "unchanged", "gaps", "stubs"}
INGESTED |= {"open_questions", "errors", "seconds"}
GRADED = {
    *("score", "band", "verdicts", "false_claims", "gate", "grader", "model", "fallback_reason", "unscored_reason"),
    *("usage", "from_cache"),
}


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on stderr, with nothing on stdout."""
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.strip()


@pytest.fixture(scope="module")
def embedder():
    return Usem3Embedder(threads=1)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path, embedder):
    """No setting of this machine, no `.env`, and one embedder for all commands."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setattr(settings_module, "ROOT", tmp_path)
    made = bootstrap_module.bootstrap
    monkeypatch.setattr(
        bootstrap_module, "bootstrap", lambda settings=None, **more: made(settings, embedder=embedder, **more)
    )


def interviewer(*arguments: object, stdin: str = "") -> Result:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.StringIO(stdin)
    try:
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as exit:
            cli.main([str(argument) for argument in arguments])
    finally:
        sys.stdin = before
    return Result(int(exit.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def house(tmp_path_factory, embedder):
    """A folder with a note and an index of it, for tests that only read."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "interview.md").write_text(NOTE, encoding="utf-8")
    made = bootstrap_module.bootstrap(Settings(data_dir=folder / "data"), embedder=embedder)
    made.ingest.ingest([folder / "interview.md"])
    made.close()
    return folder


@pytest.fixture
def run(house):
    return lambda *arguments, stdin="": interviewer("--data-dir", house / "data", *arguments, stdin=stdin)


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "notes" / "interview.md"
    file.parent.mkdir()
    file.write_text(NOTE, encoding="utf-8")
    return file


@pytest.fixture
def own(tmp_path):
    """A data folder of the test's own."""
    return lambda *arguments, stdin="": interviewer(*arguments, "--data-dir", tmp_path / "data", stdin=stdin)


def test_ingest_tells_what_it_found_in_the_agreed_shape(own, note):
    note.write_text(NOTE + OPEN, encoding="utf-8")
    result = own("ingest", note, "--json")
    found = result.json
    assert set(found) >= INGESTED
    assert (found["files"], found["sections"], found["added"]) == (1, 3, 3)
    assert (found["updated"], found["deleted"], found["unchanged"]) == (0, 0, 0)
    assert found["chunks"] >= 3
    assert found["gaps"] == ["缓存 / Memcached"]
    assert found["errors"] == []
    line = (NOTE + OPEN).split("\n").index("你们的发布流程是怎样的？") + 1
    assert found["open_questions"] == [{"path": "Web / 其他", "text": "你们的发布流程是怎样的？", "line": line}]
    assert isinstance(found["seconds"], float)
    assert result.err == ""


def test_ingesting_the_same_file_again_changes_nothing_and_an_edit_only_its_section(own, note):
    own("ingest", note)
    again = own("ingest", note, "--json").json
    assert (again["added"], again["updated"], again["deleted"], again["unchanged"]) == (0, 0, 0, 2)
    note.write_text(NOTE.replace("请求全部落到数据库", "请求都打到数据库"), encoding="utf-8")
    edited = own("ingest", note, "--json").json
    assert (edited["added"], edited["updated"], edited["deleted"], edited["unchanged"]) == (0, 1, 0, 1)


def test_a_file_that_was_deleted_goes_when_its_folder_is_ingested_again(own, note):
    (note.parent / "other.md").write_text("# A\n\n## B\n\n- 这一条说明 B 的作用是什么\n", encoding="utf-8")
    own("ingest", note.parent)
    note.unlink()
    assert own("ingest", note.parent, "--json").json["deleted"] == 2
    assert {each["file"] for each in own("sources", "--json").json} == {str(note.parent / "other.md")}


def test_ingest_in_words_says_the_counts_in_a_sentence(own, note):
    result = own("ingest", note)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("读了 1 个文件：2 个小节（新增 2")


def test_ingest_rebuild_needs_no_path(own, note):
    own("ingest", note)
    assert own("ingest", "--rebuild", "--json").json == {"rebuilt": True}
    assert own("search", "缓存雪崩", "--json").json[0]["path"] == AVALANCHE


def test_a_file_that_cannot_be_read_is_told_beside_those_that_can(own, note):
    (note.parent / "empty.md").write_text("")
    (note.parent / "picture.md").write_bytes(bytes(range(256)) * 20)
    result = own("ingest", note.parent, "--json")
    assert result.json["files"] == 1
    assert {Path(each["file"]).name: each["why"] for each in result.json["errors"]} == {
        "empty.md": "empty",
        "picture.md": "binary",
    }
    assert len(result.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest", "/no/such/place.md"], "/no/such/place.md"),
        (["search", "anything"], "interviewer ingest"),
        (["ask"], "interviewer ingest"),
        (["report", "nope"], "nope"),
        (["sources", "remove", "nope.md"], "nope.md"),
        (["grade", "--question", "Q", "--path", "No / Such", "--answer", "A"], "No / Such"),
        (["grade", "--question", "Q", "--reference", "R is so.", "--answer", "A", "--grader", "llm"], "OPENAI_API_KEY"),
        (["eval", "grading", "--answers", "/no/such.jsonl"], "/no/such.jsonl"),
        (["eval", "grading", "--answers", "/no/such.jsonl", "--grader", "llm"], "OPENAI_API_KEY"),
        (["eval", "retrieval", "--notes", "/no/such.md", "--queries", "/no/such.jsonl"], "/no/such.md"),
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_a_users_problem_exits_1_with_one_line_that_says_what_to_do(own, arguments, said, as_json):
    result = own(*arguments, *(["--json"] if as_json else []))
    assert result.code == 1
    assert said in result.complaint


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["eval"],
        ["ingest"],
        ["search"],
        ["search", "x", "-k", "0"],
        ["search", "x", "-k", "three"],
        ["search", "x", "--no-such-option"],
        ["grade", "--question", "Q"],
        ["grade", "--question", "Q", "--answer", "A"],
        ["grade", "--question", "Q", "--answer", "A", "--path", "P", "--reference", "R"],
        ["grade", "--question", "Q", "--answer", "A", "--reference", "  "],
        ["grade", "--question", "Q", "--answer", "A", "--reference", "R", "--grader", "coin"],
        ["report"],
        ["report", "x", "--format", "docx"],
        ["sources", "use", "nobody"],
        ["sources", "remove"],
        ["eval", "grading"],
        ["eval", "grading", "--answers", "a", "--csv", "b"],
        ["eval", "retrieval", "--notes", "a"],
        ["search", "x", "--data-dir"],
    ],
    ids=" ".join,
)
def test_wrong_use_exits_2_with_one_line(arguments):
    result = interviewer(*arguments, "--json") if "--data-dir" not in arguments else interviewer(*arguments)
    assert result.code == 2
    assert result.complaint


def test_without_a_command_a_person_gets_the_help():
    result = interviewer()
    assert result.code == 2
    assert "grade" in result.out
    assert result.err.count("\n") == 1


def test_sections_have_the_agreed_shape(run, house):
    found = {each["path"]: each for each in run("sections", "--json").json}
    section = found[AVALANCHE]
    assert set(section) == {"path", "file", "first_line", "last_line", "status", "level", "key_points"}
    assert (section["file"], section["status"]) == (str(house / "interview.md"), "text")
    assert section["level"] in {"junior", "middle", "senior"}
    assert NOTE.split("\n")[section["first_line"] - 1] == "- 缓存雪崩"
    assert section["first_line"] <= section["key_points"][0]["first_line"] <= section["last_line"]
    assert set(section["key_points"][0]) == {"id", "text", "first_line", "last_line"}
    assert found["缓存 / Memcached"]["status"] == "gap"
    words = run("sections")
    assert AVALANCHE in words.out
    assert words.err == ""


def test_ids_of_key_points_stay_when_the_note_is_edited_elsewhere(own, note):
    def ids():
        return [
            point["id"]
            for each in own("sections", "--json").json
            if each["path"] == AVALANCHE
            for point in each["key_points"]
        ]

    own("ingest", note)
    before = ids()
    note.write_text(NOTE.replace("# 面试\n", "# 面试\n\n前面多了一段话。\n"), encoding="utf-8")
    own("ingest", note)
    assert ids() == before


def test_sources_are_listed_switched_and_removed(own, note):
    own("ingest", note)
    listed = own("sources", "--json").json
    assert [(each["file"], each["origin"], each["enabled"], each["sections"]) for each in listed] == [
        (str(note), "own", True, 2)
    ]
    assert str(note) in own("sources").out
    assert own("sources", "use", "shipped", "--json").json[0]["enabled"] is False
    assert own("search", "缓存雪崩", "--json").json == []
    assert own("sources", "use", "both", "--json").json[0]["enabled"] is True
    assert own("sources", "remove", note, "--json").json == {"removed": str(note)}
    assert own("sources", "--json").json == []
    assert note.exists()


def test_a_source_is_removed_by_its_folder_or_from_another_folder(own, note, monkeypatch):
    monkeypatch.chdir(note.parent)
    own("ingest", "interview.md")
    monkeypatch.chdir(note.parent.parent)
    assert own("sources", "remove", "notes/interview.md").code == 0
    own("ingest", note)
    assert own("sources", "remove", note.parent).code == 0
    assert own("sources", "--json").json == []


def test_search_gives_one_entry_a_section_best_first(run, house):
    found = run("search", "很多 key 一起过期怎么办", "-k", "2", "--json").json
    assert len(found) == 2
    assert set(found[0]) == {"path", "file", "first_line", "last_line", "score", "text"}
    assert found[0]["path"] == AVALANCHE
    assert found[0]["file"] == str(house / "interview.md")
    assert found[0]["score"] >= found[1]["score"]
    assert len({each["path"] for each in found}) == 2
    assert run("search", "缓存雪崩").out.startswith(AVALANCHE)


def test_a_blank_query_finds_nothing_and_says_so_to_a_person(run):
    assert run("search", " ", "--json").json == []
    assert run("search", " ").err.count("\n") == 1


def test_ask_gives_a_question_on_the_topic(run):
    asked = run("ask", "--topic", AVALANCHE, "--json").json
    assert set(asked) == {"question", "path", "key_points", "level"}
    assert asked["path"] == AVALANCHE
    assert len(asked["key_points"]) == 3
    assert run("ask", "--topic", "缓存").out.strip()
    assert run("ask", "--json").json["path"] in {AVALANCHE, "Web / Nginx / 平滑重启"}


def test_a_gap_cannot_be_asked(run):
    result = run("ask", "--topic", "缓存 / Memcached")
    assert result.code == 1
    assert result.complaint


def test_grade_against_a_section_cites_its_lines(run, house):
    graded = run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", GOOD, "--json").json
    assert set(graded) == GRADED
    assert set(graded["band"]) == {"low", "high", "label"}
    assert graded["grader"] == "embedded"
    first = graded["verdicts"][0]
    assert set(first) == {"key_point", "verdict", "quote", "source", "unsure"}
    assert first["verdict"] == "covered"
    assert first["quote"] in GOOD
    assert first["source"]["file"] == str(house / "interview.md")
    assert NOTE.split("\n")[first["source"]["first_line"] - 1].endswith(first["key_point"])
    assert 0 < graded["score"] < 100


def test_grade_against_a_reference_or_key_points_has_no_source(run):
    graded = run("grade", "--question", QUESTION, "--reference", GOOD, "--answer", GOOD, "--json").json
    assert graded["score"] == 100
    assert graded["verdicts"][0]["source"] is None
    points = ["--key-point", "大量 key 同时过期", "--key-point", "加随机值"]
    graded = run("grade", "--question", QUESTION, *points, "--answer", GOOD, "--json").json
    assert [each["key_point"] for each in graded["verdicts"]] == ["大量 key 同时过期", "加随机值"]


def test_the_answer_can_come_from_standard_input(run):
    given = run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", GOOD, "--json").json
    piped = run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", "-", "--json", stdin=GOOD).json
    assert piped == given


def test_an_answer_that_looks_like_an_option_is_an_answer(run):
    graded = run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", "--json", "--json").json
    assert graded["score"] == 0


@pytest.mark.parametrize(
    ("text", "gate"), [("", "empty"), ("  \n", "empty"), ("asdf qwer zxcv", "gibberish"), (QUESTION, "copied_question")]
)
def test_a_gate_always_gives_a_number(run, text, gate):
    graded = run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", text, "--json").json
    assert (graded["gate"], graded["score"], graded["unscored_reason"]) == (gate, 0, None)


def test_an_answer_of_20000_characters_is_graded_and_a_longer_one_refused_with_its_length(run):
    command = ["grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", "-"]
    long = (GOOD + "另外还有很多别的事情要说。") * 1000
    assert run(*command, "--json", stdin=long[:20_000]).json["score"] > 0
    refused = run(*command, stdin=long[:20_001])
    assert refused.code == 1
    assert "20001" in refused.complaint


def test_a_grade_in_words_shows_the_score_and_every_point(run):
    said = run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", GOOD).out
    assert said.splitlines()[0].isdigit()
    assert "说到了  大量 key 在同一时间过期" in said


def test_a_grade_in_words_says_which_gate_closed(run):
    assert "记 0 分" in run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", "").out


def test_sessions_and_their_reports(own, note, tmp_path, embedder):
    assert own("sessions", "--json").json == []
    assert own("sessions").err.count("\n") == 1
    own("ingest", note)
    session = practised(tmp_path / "data", embedder)
    listed = own("sessions", "--json").json
    assert [each["id"] for each in listed] == [session.id]
    assert set(listed[0]) == {"id", "started", "finished", "topics", "questions", "score", "grader"}
    assert session.id in own("sessions").out
    assert own("report", session.id).out.startswith("# ")
    as_json = own("report", session.id, "--format", "json")
    assert json.loads(as_json.out)["session"] == session.id
    assert own("report", session.id, "--json").json == json.loads(as_json.out)
    written = tmp_path / "report of mine.md"
    assert own("report", session.id, "--format", "md", "-o", written, "--json").json == {"file": str(written)}
    assert GOOD in written.read_text(encoding="utf-8")
    refused = own("report", session.id, "-o", tmp_path / "nowhere" / "report.md")
    assert refused.code == 1
    assert "nowhere" in refused.complaint


@pytest.mark.parametrize("kind", ReportFormat)
def test_a_report_on_the_command_line_is_what_the_page_gives(own, note, tmp_path, embedder, monkeypatch, kind):
    own("ingest", note)
    session = practised(tmp_path / "data", embedder)
    product = bootstrap_module.Container(Settings(data_dir=tmp_path / "data"), embedder=embedder)
    built = build_from(product.sessions, session.id)
    files = product.report_files
    for language in ("zh", "en"):
        file = tmp_path / f"report.{language}"
        assert own("report", session.id, "--format", kind, "--language", language, "-o", file).code == 0
        assert file.read_bytes() == files.make(built, kind, language)
    monkeypatch.chdir(tmp_path)
    shown = own("report", session.id, "--format", kind, "--language", "zh")
    if kind.is_text:
        assert shown.out.strip() == files.make(built, kind, "zh").decode("utf-8-sig").strip().replace("\r\n", "\n")
    else:
        assert shown.out.strip() == file_name(built, kind)
        assert shown.err.count("\n") == 1 and file_name(built, kind) in shown.err
        assert (tmp_path / file_name(built, kind)).read_bytes() == files.make(built, kind, "zh")
    product.close()


def test_a_report_can_be_made_from_the_database_alone(own, note, tmp_path, embedder):
    own("ingest", note)
    session = practised(tmp_path / "data", embedder)
    before = {kind: own("report", session.id, "--format", kind).out for kind in ("html", "md", "json", "csv")}
    note.unlink()
    shutil.rmtree(tmp_path / "data" / "index")
    assert {kind: own("report", session.id, "--format", kind).out for kind in before} == before


def test_cards_of_a_session_without_a_lost_point_are_refused_in_one_line(own, note, tmp_path, embedder):
    own("ingest", note)
    product = bootstrap_module.Container(Settings(data_dir=tmp_path / "data"), embedder=embedder)
    session = product.practice.start(topics=(AVALANCHE,), origins=(Origin.OWN,), question_count=1, language="zh")
    product.close()
    refused = own("report", session.id, "--format", "anki", "-o", tmp_path / "cards.apkg")
    assert refused.code == 1
    assert "卡片" in refused.complaint
    assert not (tmp_path / "cards.apkg").exists()


def test_corrections_are_listed_exported_and_taken_back(own, note, tmp_path, embedder):
    assert own("corrections", "--json").json == []
    assert own("corrections").err.count("\n") == 1
    own("ingest", note)
    begun = practised(tmp_path / "data", embedder)
    with_product = bootstrap_module.Container(Settings(data_dir=tmp_path / "data"), embedder=embedder)
    verdict = with_product.sessions.get(begun.id).turns[0].assessment.verdicts[0]
    place = VerdictPlace(begun.id, begun.turns[0].id, verdict.key_point.id)
    with_product.corrections.correct(place, VerdictKind.MISSED, reason="这句不算")
    with_product.close()
    (listed,) = own("corrections", "--json").json
    assert (listed["wanted"], listed["reason"], listed["key_point"]) == ("missed", "这句不算", verdict.key_point.text)
    assert verdict.key_point.text in own("corrections").out
    file = tmp_path / "corrections.jsonl"
    assert own("corrections", "export", "-o", file, "--json").json == {"file": str(file), "corrections": 1}
    assert json.loads(file.read_text(encoding="utf-8"))["covered"] == [0.0]
    assert own("corrections", "export", "-o", tmp_path / "nowhere" / "x.jsonl").code == 1
    assert own("corrections", "remove", "nothing").code == 1
    assert own("corrections", "remove", listed["id"], "--json").json == {"removed": listed["id"]}
    assert own("corrections", "--json").json == []


def practised(data_dir, embedder):
    made = bootstrap_module.Container(Settings(data_dir=data_dir), embedder=embedder)
    begun = made.practice.start(topics=[AVALANCHE], origins=[Origin.OWN], question_count=1, language="zh", seed=1)
    made.practice.submit_answer(begun.id, begun.turns[0].id, GOOD, language="zh")
    ended = made.practice.end(begun.id)
    made.close()
    return ended


def test_the_data_folder_comes_from_the_option_anywhere_or_from_the_environment(house, monkeypatch):
    data = house / "data"
    before = interviewer("--data-dir", data, "--json", "sections").json
    assert interviewer("sections", "--json", f"--data-dir={data}").json == before
    assert interviewer("--json", "sections", "--data-dir", data).json == before
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(data))
    assert interviewer("sections", "--json").json == before


def test_words_after_two_dashes_are_no_options(run):
    assert run("--json", "search", "--", "--json").code == 0


def test_messages_follow_the_configured_language(own, monkeypatch):
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "en")
    assert own("search", "x").complaint.startswith("Nothing is indexed yet.")
    monkeypatch.setenv("INTERVIEWER_LANGUAGE", "zh")
    assert not own("search", "x").complaint.isascii()


def test_a_misspelt_setting_is_named(own, monkeypatch):
    monkeypatch.setenv("INTERVIEWER_LANGAUGE", "en")
    result = own("sections")
    assert result.code == 1
    assert "INTERVIEWER_LANGUAGE" in result.complaint


def test_an_index_that_another_process_owns_is_left_alone(house, run):
    lock = FileLock(house / "data" / "index" / "owner.lock")
    with lock:
        result = run("search", "缓存", "--json")
    assert result.code == 1
    assert "--data-dir" in result.complaint
    assert run("search", "缓存", "--json").code == 0


def test_what_needs_no_index_works_while_another_process_owns_it(house, run):
    with FileLock(house / "data" / "index" / "owner.lock"):
        assert run("sessions", "--json").json == []
        assert run("sections", "--json").json
        assert run("grade", "--question", QUESTION, "--path", AVALANCHE, "--answer", GOOD, "--json").json["score"]


def test_an_index_made_by_another_embedder_is_named_with_the_way_out(own, note, monkeypatch):
    own("ingest", note)
    made = bootstrap_module.Container
    monkeypatch.setattr(
        bootstrap_module,
        "bootstrap",
        lambda settings, **more: made(settings, embedder=FakeEmbedder(dimensions=512), **more),
    )
    result = own("search", "缓存")
    assert result.code == 1
    assert "--rebuild" in result.complaint
    assert own("ingest", "--rebuild").code == 0
    assert own("search", "缓存雪崩", "--json").json


def test_a_database_that_cannot_be_reached_is_one_line_without_its_password(own, monkeypatch):
    pytest.importorskip("psycopg")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:secret@127.0.0.1:1/none")
    result = own("sessions", "--json")
    assert result.code == 1
    assert "127.0.0.1" in result.complaint
    assert "secret" not in result.err


@pytest.mark.parametrize("command", [["sessions"], ["ingest", "note.md"], ["search", "x"]])
def test_a_data_folder_that_cannot_be_made_is_named(tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("note.md").write_text(NOTE, encoding="utf-8")
    Path("taken").write_text("a file")
    result = interviewer(*command, "--data-dir", tmp_path / "taken")
    assert result.code == 1
    assert str(tmp_path / "taken") in result.complaint


def test_eval_retrieval_measures_on_an_index_of_its_own(own, note, tmp_path):
    queries = tmp_path / "queries.jsonl"
    rows = [
        ("很多 key 一起过期怎么办", AVALANCHE, "zh", "spoken"),
        ("how to reload nginx", "Web / Nginx", "en", "short"),
    ]
    queries.write_text(
        "".join(json.dumps({"query": q, "topic": t, "language": code, "style": s}) + "\n" for q, t, code, s in rows)
    )
    found = own("eval", "retrieval", "--notes", note, "--queries", queries, "--json").json
    assert set(found) == {"n", "recall_at_1", "recall_at_3", "mrr", "by_language", "by_style", "p50_ms", "p95_ms"}
    assert (found["n"], found["recall_at_3"]) == (2, 1.0)
    assert set(found["by_language"]) == {"zh", "en"}
    assert not (tmp_path / "data" / "index").exists()


def test_eval_grading_measures_both_kinds_of_files(own, tmp_path):
    answers = tmp_path / "answers.jsonl"
    row = {
        "topic": "T",
        "question": QUESTION,
        "key_points": ["大量 key 同时过期", "过期时间加随机值"],
        "reference": GOOD,
    }
    marked = [
        (GOOD, [1, 0], 50, "partial"),
        ("过期时间上加一个随机值。", [0, 1], 50, "partial"),
        ("不知道。", [0, 0], 0, "blank"),
    ]
    lines = [row | {"answer": a, "covered": c, "score": s, "kind": k} for a, c, s, k in marked]
    answers.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = own("eval", "grading", "--answers", answers, "--json").json
    measured = {"n", "keypoint_auc", "keypoint_f1", "score_pearson", "score_mae", "by_kind", "unscored", "in_sample"}
    assert set(found) == measured | {"p50_ms"}
    assert set(found["by_kind"]["partial"]) == {"n", "mean_score", "mae"}
    assert (found["n"], found["unscored"], found["in_sample"]) == (3, 0, False)
    table = tmp_path / "answers.csv"
    rows = [f"{GOOD},1", "不知道,0", "No submission,0"]
    lines = ["question,reference,answer,score", *(f"{QUESTION},{GOOD},{row}" for row in rows)]
    table.write_text("\n".join(lines), encoding="utf-8")
    found = own("eval", "grading", "--csv", table, "--json").json
    assert set(found) == {"n", "pearson", "rmse", "qwk", "unscored", "in_sample"}
    assert found["n"] == 2


@pytest.mark.parametrize("content", [b"", b"not json\n", b"[1]\n", b'{"query": "x"}\n', b"\xff\xfe\x00"])
def test_a_broken_file_of_queries_is_named_with_its_line(own, note, tmp_path, content):
    queries = tmp_path / "queries.jsonl"
    queries.write_bytes(content)
    result = own("eval", "retrieval", "--notes", note, "--queries", queries, "--json")
    assert result.code == 1
    assert str(queries) in result.complaint


def test_version_is_one_value(run):
    assert set(run("version", "--json").json) == {"version"}
    assert run("version").out.strip() == run("version", "--json").json["version"]


def test_a_process_of_its_own_prints_json_only_also_of_names_that_are_no_text(house, tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("INTERVIEWER_", "OPENAI_"))
    }
    odd = os.fsencode(tmp_path) + b"/\xff odd.md"
    Path(os.fsdecode(odd)).write_text(NOTE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ingest", odd, "--json", "--data-dir", str(tmp_path / "data")],
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["files"] == 1


def test_a_port_that_is_taken_is_named_with_another_one(own):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = own("run", "--port", port)
    assert result.code == 1
    assert str(port) in result.complaint


def test_a_port_that_is_none_is_named_with_what_is_allowed(own):
    result = own("run", "--port", "99999")
    assert result.code == 1
    assert "65535" in result.complaint


def test_a_second_app_on_the_same_folder_is_refused(house, run, monkeypatch):
    monkeypatch.setattr("interviewer.serve._refuse_taken", lambda address, port: None)
    with FileLock(house / "data" / "index" / "owner.lock"):
        result = run("run")
    assert result.code == 1
    assert "--data-dir" in result.complaint
