"""`interviewer today` as a script would call it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interviewer import bootstrap as bootstrap_module
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.goals import Goal
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Plan, Session, Turn, TurnState
from interviewer.settings import Settings
from tests.unit.test_cli import NOTE, embedder, interviewer, surroundings  # noqa: F401  # fixtures

TODAY = {"day", "minutes", "points", "sections", "all_points", "all_sections", "seconds_a_question", "waiting_points"}
TODAY |= {"next_day", "goal"}


@pytest.fixture
def practised(tmp_path, embedder):  # noqa: F811
    """A data folder with one section that was answered a month ago."""
    file = tmp_path / "interview.md"
    file.write_text(NOTE, encoding="utf-8")
    made = bootstrap_module.bootstrap(Settings(data_dir=tmp_path / "data"))
    made.ingest.ingest([file])
    section = next(each for each in made.notes.sections() if len(each.key_points) == 3)
    at = datetime.now(UTC) - timedelta(days=30)
    verdicts = tuple(Verdict(point, VerdictKind.COVERED) for point in section.key_points)
    question = Question("问", section.id, section.path, section.key_points, section.text, "zh")
    turn = Turn("t", "s", 0, question, TurnState.GRADED, at, "答", at, Assessment(verdicts, "embedded"))
    made.sessions.add(Session("s", at, Plan((), (), 1, "zh", (section.id,)), (turn,), at))
    today = datetime.now(UTC).date()
    made.goals.save(Goal("SRE 面试", today + timedelta(days=20)), today)
    made.close()
    return tmp_path / "data"


def test_what_is_due_is_listed_with_its_points_and_the_goal(practised):
    result = interviewer("today", "--json", "--data-dir", practised).json
    assert set(result) == TODAY
    (section,) = result["sections"]
    assert (result["points"], result["minutes"], len(section["points"])) == (3, 2, 3)
    assert set(section["points"][0]) == {"id", "text", "recall", "last", "due", "reviews", "graders"}
    assert result["goal"]["name"] == "SRE 面试"


def test_the_same_in_words(practised):
    said = interviewer("today", "--data-dir", practised).out
    assert "缓存雪崩" in said and "SRE 面试" in said


def test_with_nothing_practised_nothing_is_due(tmp_path):
    result = interviewer("today", "--json", "--data-dir", tmp_path / "new").json
    assert (result["points"], result["sections"], result["next_day"], result["goal"]) == (0, [], None, None)
    assert interviewer("today", "--data-dir", tmp_path / "new").out


def test_no_time_at_all_is_wrong_use(tmp_path):
    assert interviewer("today", "--minutes", "0", "--data-dir", tmp_path).code == 2


def test_a_goal_is_set_changed_and_dropped_by_a_command(practised):
    day = str(datetime.now(UTC).date() + timedelta(days=90))
    wanted = ("--name", "平台面试", "--day", day, "--minutes", 30)
    made = interviewer("goal", *wanted, "--json", "--data-dir", practised)
    assert (made.json["name"], made.json["day"], made.json["minutes_a_day"]) == ("平台面试", day, 30)
    assert interviewer("goal", "--minutes", 45, "--json", "--data-dir", practised).json["name"] == "平台面试"
    assert "平台面试" in interviewer("goal", "--data-dir", practised).out
    interviewer("goal", "--drop", "--data-dir", practised)
    assert interviewer("goal", "--json", "--data-dir", practised).json is None


def test_a_goal_without_a_day_or_on_a_topic_that_is_not_there_is_told_what_to_do(practised, tmp_path):
    assert interviewer("goal", "--name", "面试", "--data-dir", tmp_path / "new").code == 2
    refused = interviewer("goal", "--topic", "没有的主题", "--data-dir", practised)
    assert refused.code == 1 and "主题" in refused.err
    late = interviewer("goal", "--day", "2001-01-01", "--data-dir", practised)
    assert late.code == 1 and "日期" in late.err
