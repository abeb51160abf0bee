"""Measuring a chat model as grader: what is told before money is spent, and that every answer is accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import accuracy, figures
from interviewer.domain.usage import Usage
from interviewer.services.evaluation_files import GradedAnswer, read_jsonl
from tests.stub_openai import KEY, Body, Status, StubOpenAI

KINDS = ("full", "half", "vague")


def reply(body: Body) -> str:
    user = body["messages"][-1]["content"]
    answer = user.partition("<answer>\n")[2].partition("\n</answer>")[0]
    said = {"point": 1, "quote": answer.partition("，")[0], "verdict": "covered", "remark": ""}
    missed = {"point": 2, "quote": "", "verdict": "missed", "remark": "没有说到。"}
    return json.dumps({"verdicts": [said, missed], "false_claims": []}, ensure_ascii=False)


@pytest.fixture
def server() -> Iterator[StubOpenAI]:
    with StubOpenAI(reply) as running:
        yield running


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    rows = [
        {
            "question": "怎么备份数据库？",
            "key_points": ["每周先做一次全量备份", "每小时再传一次增量日志"],
            "answer": f"每周先做第 {at} 次全量备份，别的我就不太清楚了",
            "kind": KINDS[at % 3],
            "covered": [1, 0],
            "score": 50,
        }
        for at in range(9)
    ]
    file = tmp_path / "answers-x.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return file


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: StubOpenAI, answers: Path):
    for name, value in {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.url}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(accuracy, "ROOT", tmp_path)
    monkeypatch.setattr(figures, "RESULTS", tmp_path / "results")

    def call(*arguments: str, code: object = 0) -> None:
        monkeypatch.setattr("sys.argv", ["accuracy", *arguments])
        with pytest.raises(SystemExit) as ended:
            accuracy.main()
        assert ended.value.code == code or (isinstance(code, str) and code in str(ended.value.code))

    return call


def test_nothing_is_asked_of_the_model_before_the_estimate_was_agreed_to(run, server, answers, capsys) -> None:
    run("gpt-5-mini", str(answers), code=1)
    told = capsys.readouterr().err
    assert "9 answers" in told
    assert "about $0.00" in told
    assert "YES=1" in told
    assert server.requests == []


def test_without_a_key_it_says_what_is_missing(run, monkeypatch, answers) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setattr("interviewer.settings.ROOT", answers.parent)
    run("gpt-5-mini", str(answers), "--yes", code="OPENAI_API_KEY")


def test_every_answer_is_graded_or_fallen_back_with_its_reason(run, server, answers, tmp_path) -> None:
    server.will(Status(503), Status(503), Status(401))
    run("some/model", str(answers), "--yes", "--limit", "6")
    made = json.loads((tmp_path / "results" / "accuracy-some-model.json").read_text("utf-8"))
    told = made["figures"]["sets"]["answers-x.jsonl"]
    assert told["n"] == 6
    assert told["graded_by"] == {"embedded": 2, "llm": 4}
    assert told["fallbacks"] == {"server_error": 1, "wrong_key": 1}
    assert told["unscored"] == 0
    assert {row["kind"] for row in told["answers"]} == set(KINDS)
    assert made["figures"]["price_known"] is False
    assert made["inputs"]


def test_a_second_run_asks_only_for_what_fell_back(run, server, answers, tmp_path) -> None:
    server.will(Status(503), Status(503))
    run("gpt-5-mini", str(answers), "--yes")
    asked = len(server.requests)
    run("gpt-5-mini", str(answers), "--yes")
    told = json.loads((tmp_path / "results" / "accuracy-gpt-5-mini.json").read_text("utf-8"))
    told = told["figures"]["sets"]["answers-x.jsonl"]
    assert told["graded_by"] == {"llm": 9}
    assert told["from_cache"] == 8
    assert len(server.requests) - asked <= 2


def test_a_limit_takes_answers_evenly_from_all_kinds_and_the_same_ones_each_time(answers) -> None:
    read = read_jsonl(answers)
    some = accuracy.chosen_from(read, 3)
    assert sorted(each.kind for each in some) == sorted(KINDS)
    assert accuracy.chosen_from(read, 3) == some
    assert accuracy.chosen_from(read, None) == accuracy.chosen_from(read, 99) == read


def test_the_estimate_grows_with_the_answers_and_is_told_for_one_call_and_three(answers) -> None:
    read: list[GradedAnswer] = read_jsonl(answers)
    one, all_of_them = accuracy.estimated("gpt-5-mini", read[:1]), accuracy.estimated("gpt-5-mini", read)
    assert 600 < one.prompt_tokens < 1_500
    assert (all_of_them.calls, all_of_them.completion_tokens) == (9, 9 * one.completion_tokens)
    assert "at most" in accuracy.told(all_of_them)
    assert "not known" in accuracy.told(Usage("local", 1, 1, 0, 1))
