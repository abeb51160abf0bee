"""Edited and refined key points on the command line."""

from __future__ import annotations

import json
import re

import pytest

from interviewer import bootstrap as bootstrap_module
from interviewer.domain.edits import Weight
from interviewer.settings import Settings
from tests.stub_openai import KEY, Status, StubOpenAI
from tests.unit.test_cli import AVALANCHE, embedder, house, interviewer, note, own, run, surroundings  # noqa: F401


@pytest.fixture
def edit(tmp_path, embedder):  # noqa: F811
    """Edits the avalanche's points in the data folder of the test."""

    def change(verb, *arguments):
        made = bootstrap_module.Container(Settings(data_dir=tmp_path / "data"), embedder=embedder)
        section = next(each for each in made.notes.sections() if each.path == AVALANCHE)
        getattr(made.key_points, verb)(
            section.id, *[section.key_points[a].id if isinstance(a, int) else a for a in arguments]
        )
        made.close()

    return change


def points(result):
    return next(each for each in result.json if each["path"] == AVALANCHE)["key_points"]


def test_sections_ask_and_grade_use_the_edited_points(own, note, edit):  # noqa: F811
    own("ingest", note)
    edit("weigh", 0, Weight.IMPORTANT)
    edit("leave_out", 2)
    edit("add", ["加一层本地缓存兜底"])
    found = points(own("sections", "--json"))
    assert [each["text"] for each in found][2] == "加一层本地缓存兜底"
    assert [each.get("weight") for each in found] == [2.0, None, None]
    assert (found[2]["first_line"], found[2]["last_line"]) == (None, None)
    assert own("ask", "--topic", AVALANCHE, "--json").json["key_points"] == [each["text"] for each in found]
    graded = own(
        "grade", "--question", "雪崩是怎么回事？", "--path", AVALANCHE, "--json",
        "--answer", "大量 key 在同一时间过期，请求全部落到数据库。这是我知道的。",
    ).json  # fmt: skip
    assert [each["key_point"] for each in graded["verdicts"]] == [each["text"] for each in found]
    assert graded["score"] == 50
    own("ingest", note)
    assert points(own("sections", "--json")) == found


def echo(body):
    """Each line of the section as a point, and one point that is made up."""
    lines = re.findall(r"^(\d+)\| (?:\d+[.)] |- )?(.+)$", body["messages"][-1]["content"], re.MULTILINE)
    said = [{"text": f"{text}", "first_line": int(at), "last_line": int(at)} for at, text in lines]
    return json.dumps(
        {"points": [*said, {"text": "每 42 秒检查一次", "first_line": 1, "last_line": 1}]}, ensure_ascii=False
    )


@pytest.fixture
def server(monkeypatch):
    with StubOpenAI(echo) as running:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


def test_refining_asks_once_a_section_and_says_what_came_of_it(own, note, server):  # noqa: F811
    own("ingest", note)
    result = own("refine", "--topic", AVALANCHE, "--json").json
    assert result == {"sections": 1, "points": 2, "rejected": 1, "calls": 1}
    assert own("refine", "--topic", AVALANCHE, "--json").json["sections"] == 0
    assert own("refine", "--json").json["sections"] == 1
    assert len(server.requests) == 2
    assert [each["text"] for each in points(own("sections", "--json"))][1:] == [
        "过期时间加上随机值，避免同时失效",
        "热点数据分布到不同的缓存节点",
    ]


def test_refining_without_a_key_or_with_a_wrong_topic_is_one_line(own, note, server, monkeypatch):  # noqa: F811
    own("ingest", note)
    assert "nowhere" in own("refine", "--topic", "nowhere").complaint
    server.will(*[Status(401)] * 4)
    assert own("refine").code == 1
    monkeypatch.delenv("OPENAI_API_KEY")
    assert "OPENAI_API_KEY" in own("refine").complaint
