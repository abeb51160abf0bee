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
