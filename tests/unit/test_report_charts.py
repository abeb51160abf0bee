"""The pictures of a report: what is drawn, and when there is too little to draw."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.sessions import Course, Session, Turn, TurnState
from interviewer.domain.speech import Spoken
from interviewer.services.report_charts import DARK, LIGHT, radar, timeline, topic_bars
from interviewer.services.reports import build
from tests.fakes import START
from tests.samples import a_delivery, a_question, a_session, a_turn, an_assessment

COVERED, PARTIAL, MISSED = VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED
SAID = "从库重放 relay log，主库把改动写进 binlog。"


def asked(at: int, path: str, *kinds: VerdictKind, minutes: float = 0, **fields: Any) -> Turn:
    """A minute's answer to a question; skipped without verdicts."""
    values: dict[str, Any] = {"state": TurnState.SKIPPED}
    if kinds:
        values = {"state": TurnState.GRADED, "answer": SAID, "assessment": an_assessment(*kinds)}
    begun = START + timedelta(minutes=minutes)
    times = {"asked_at": begun, "answered_at": begun + timedelta(minutes=1)}
    return a_turn(f"t{at}", position=at, question=a_question(path=path), **times | values | fields)


def session(*turns: Turn) -> Session:
    return replace(a_session(), turns=turns)


def rows(spec: Any) -> list[dict[str, Any]]:
    return [row for layer in spec["layer"] for row in layer["data"]["values"]]


@pytest.mark.parametrize("areas", [0, 1, 2])
def test_below_three_areas_there_is_no_radar(areas: int) -> None:
    turns = [asked(at, f"领域{at} / 主题 / 节", COVERED) for at in range(areas)]
    assert radar(build(session(*turns, asked(9, "别的 / 主题 / 节"))), "zh", LIGHT) is None


def test_the_radar_has_a_corner_for_each_scored_area_with_its_mean() -> None:
    turns = [asked(at, f"领域{at} / 主题 / 节", COVERED, MISSED) for at in range(3)]
    report = build(session(*turns, asked(3, "领域0 / 主题 / 节", COVERED), asked(4, "没评 / 主题 / 节")))
    spec = radar(report, "zh", LIGHT)
    corners = {row["area"]: row["score"] for row in rows(spec) if "area" in row}
    assert corners == {"领域0": 75, "领域1": 50, "领域2": 50}
    assert spec and "领域0 75，领域1 50" in spec["description"]


def test_the_radar_points_up_with_its_first_area_and_goes_round_clockwise() -> None:
    turns = [asked(at, f"领域{at} / 主题 / 节", COVERED) for at in range(4)]
    found = [(row["x"], row["y"]) for row in rows(radar(build(session(*turns)), "zh", LIGHT)) if "area" in row]
    assert found == [(0, 1), (1, 0), (0, -1), (-1, 0)]


def test_bars_need_two_topics_and_begin_with_the_best() -> None:
    one, two = asked(0, "A / B / C", MISSED), asked(1, "A / D / C", COVERED)
    assert topic_bars(build(session(one)), "en", DARK) is None
    spec = topic_bars(build(session(one, two)), "en", DARK)
    assert [row["name"] for row in rows(spec)][:2] == ["D", "B"]


def test_topics_with_the_same_last_step_are_named_in_full() -> None:
    spec = topic_bars(build(session(asked(0, "A / 网络 / C", COVERED), asked(1, "B / 网络 / C", MISSED))), "zh", LIGHT)
    assert [row["name"] for row in rows(spec)][:2] == ["A / 网络", "B / 网络"]


def test_of_many_topics_the_weakest_twelve_are_drawn() -> None:
    turns = [asked(at, f"A / 主题{at} / C", COVERED if at < 3 else MISSED) for at in range(14)]
    spec = topic_bars(build(session(*turns)), "zh", LIGHT)
    assert [row["score"] for row in rows(spec)][:12] == [100] + [0] * 11
    assert spec and spec["title"]["text"] == "14 个主题里最弱的 12 个"


def test_the_course_is_drawn_on_the_clock_of_the_session() -> None:
    """A night between two questions does not count."""
    turns = asked(0, "A / B / C", COVERED), asked(1, "A / B / D", MISSED, minutes=600)
    spec = timeline(build(session(*turns)), "zh", LIGHT)
    assert [(row["minutes"], row["score"]) for row in rows(spec) if "score" in row][:2] == [(0, 100), (1, 0)]
    assert spec and "第 2 题（1 分钟）0" in spec["description"]


def test_what_has_no_score_is_not_drawn_as_a_zero() -> None:
    turns = asked(0, "A / B / C", COVERED), asked(1, "A / B / C"), asked(2, "A / B / C", COVERED)
    assert {row["score"] for row in rows(timeline(build(session(*turns)), "zh", LIGHT)) if "score" in row} == {100}


def test_one_question_or_a_session_without_times_has_no_course() -> None:
    assert timeline(build(session(asked(0, "A / B / C", COVERED))), "zh", LIGHT) is None
    still = [asked(at, "A / B / C", COVERED, answered_at=START) for at in range(2)]
    assert timeline(build(session(*still)), "zh", LIGHT) is None


def test_the_pace_of_speech_is_drawn_and_typing_beside_it_is_not_mixed_in() -> None:
    spoken = Course(spoken=Spoken(67.0, heard=SAID, delivery=a_delivery()))
    turns = [asked(at, "A / B / C", COVERED, minutes=at, course=spoken) for at in range(2)]
    turns.append(asked(2, "A / B / C", COVERED, minutes=2))
    spec = timeline(build(session(*turns)), "zh", LIGHT)
    assert [row["number"] for row in rows(spec) if "rate" in row] == [1, 2]
    assert any("语速（字/分）" in str(row.get("text")) for row in rows(spec))


def test_a_typed_answer_says_that_thinking_is_in_its_pace() -> None:
    turns = [asked(at, "A / B / C", COVERED, minutes=at) for at in range(2)]
    assert any("含思考" in str(row.get("text")) for row in rows(timeline(build(session(*turns)), "zh", LIGHT)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_specifications_are_plain_json_without_addresses_and_names_stay_data(language: str) -> None:
    name = "<script>alert(1)</script>{{x}}$y$" + "很长的名字" * 12
    turns = [asked(at, f"{name}{at} / {name}{at} / C", COVERED, minutes=at) for at in range(3)]
    report = build(session(*turns))
    for draw in (radar, topic_bars, timeline):
        spec = draw(report, language, DARK)
        assert spec is not None
        text = json.dumps(spec | {"$schema": ""}, ensure_ascii=False)
        assert "http" not in text
        assert "expr" not in text
