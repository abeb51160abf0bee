"""`interviewer desk` as a script would call it."""

from __future__ import annotations

import io

import pytest

from interviewer.domain.probing import leaks
from interviewer.services.desk.files import read_set
from tests.fakes import START
from tests.stub_openai import KEY, StubOpenAI
from tests.unit.test_cli import AVALANCHE, embedder, house, interviewer, note, own, run, surroundings  # noqa: F401


@pytest.fixture
def built(own, note, tmp_path):  # noqa: F811
    """The file of a set on the note."""
    own("ingest", note)
    file = tmp_path / "set.yaml"
    assert own("desk", "build", "--topics", AVALANCHE, "--minutes", "45", "-o", str(file)).code == 0
    return file


def test_a_set_is_written_with_all_that_it_needs(built):
    question = read_set(built, START).questions[0]
    assert question.path == AVALANCHE
    assert len(question.key_points) == 3
    assert len(question.ladder) == 3
    assert question.anchors.good


def test_build_prints_what_it_made(own, built, tmp_path):  # noqa: F811
    made = own("desk", "build", "--topics", "缓存, Web", "-o", str(tmp_path / "two.csv"), "--json").json
    assert {each["path"] for each in made["questions"]} == {AVALANCHE, "Web / Nginx / 平滑重启"}
    assert read_set(tmp_path / "two.csv", START).questions[0].key_points


def test_a_job_description_steers_the_choice(own, built, tmp_path):  # noqa: F811
    (tmp_path / "jd.txt").write_text("维护 Nginx，平滑重启", "utf-8")
    arguments = ("desk", "build", "--questions", "1", "--jd", str(tmp_path / "jd.txt"), "-o", str(tmp_path / "x.md"))
    assert own(*arguments).code == 0
    assert "平滑重启" not in built.read_text("utf-8")


def test_probes_say_what_they_are_after_and_give_nothing_away(own, built):  # noqa: F811
    answer = "大量 key 在同一时间过期，请求全部落到数据库上，用某种机制来防。"
    found = own("desk", "probe", "--set", str(built), "--question", "1", "--answer", answer, "--json").json
    question = read_set(built, START).questions[0]
    assert len(found) == 3
    assert {"probe", "targets", "why"} <= found[0].keys()
    assert found[0]["targets"] in [point.text for point in question.key_points[1:]]
    assert "vague" in {each["why"] for each in found}
    for each in found:
        assert not any(
            leaks(each["probe"], point, question.text + question.path + answer) for point in question.key_points
        )


def test_the_answer_may_come_from_standard_input(own, built, monkeypatch):  # noqa: F811
    monkeypatch.setattr("sys.stdin", io.StringIO("不知道"))
    assert own("desk", "probe", "--set", str(built), "--answer", "-", "--json").json


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", "--topics", "没有", "-o", "x.yaml"), 1),
        (("build", "-o", "x.yaml", "--jd", "nowhere.txt"), 1),
        (("build", "-o", "x.yaml", "--minutes", "0"), 2),
        (("build", "-o", "x.yaml", "--language", "fr"), 2),
        (("build",), 2),
        (("probe", "--set", "nowhere.yaml", "--answer", "x"), 1),
        (("probe", "--answer", "x"), 2),
    ],
)
def test_what_is_wrong_is_one_line(own, built, arguments, code):  # noqa: F811
    result = own("desk", *arguments)
    assert result.code == code
    assert result.complaint


def test_a_number_that_the_set_has_not_is_named(own, built):  # noqa: F811
    result = own("desk", "probe", "--set", str(built), "--question", "9", "--answer", "x")
    assert (result.code, "9" in result.complaint) == (1, True)


def test_a_broken_file_is_named_with_its_line(own, built):  # noqa: F811
    built.write_text(built.read_text("utf-8").replace("minutes: 45", "minutes: soon"), "utf-8")
    assert "minutes" in own("desk", "probe", "--set", str(built), "--answer", "x").complaint


def test_a_model_is_asked_for_where_there_is_none(own, built):  # noqa: F811
    assert "OPENAI_API_KEY" in own("desk", "build", "-o", "x.yaml", "--llm").complaint


def test_what_the_model_did_not_write_is_told_and_the_templates_stay(own, built, tmp_path, monkeypatch):  # noqa: F811
    with StubOpenAI(lambda _: "no") as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        arguments = ("desk", "build", "--topics", AVALANCHE, "--json", "-o", str(tmp_path / "other.yaml"))
        asked = own(*arguments).json["questions"][0]
        sent = len(server.requests)
        plain = own(*arguments, "--no-llm").json["questions"][0]
    assert (asked["drafted_by"], asked["fallback_reason"]) == ("templates", "unusable_reply")
    assert (plain["drafted_by"], plain["fallback_reason"]) == ("templates", None)
    assert not any("red_flags" in str(each) for each in server.requests[sent:])
    assert read_set(tmp_path / "other.yaml", START).questions[0].ladder
