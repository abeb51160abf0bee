"""What a report tells of a session as a whole: how the score came about, what to fix, what was strong, what changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from interviewer.domain.assessment import (
    Assessment,
    FalseClaim,
    UnscoredReason,
    Verdict,
    VerdictKind,
    unscored,
)
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import Course, FollowUpTurn, Pause, Session, Turn, TurnState
from interviewer.domain.verdicts import CorrectionMark
from interviewer.services.report_sentences import compared, how_worked_out, kind_of, quote_of
from interviewer.services.report_text import to_json, to_markdown
from interviewer.services.reports import build, build_from
from tests.fakes import START, FakeSessionStore
from tests.samples import a_key_point, a_question, a_session, a_turn

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED
REDIS, LVS = "数据库 / Redis / 数据类型", "网络 / LVS / 调度算法"


def graded(path: str, *kinds: VerdictKind, weights: tuple[float, ...] = (), **details: Any) -> Turn:
    """A minute's answer; its key points are named after the path and their number."""
    sizes = weights or (1.0,) * len(kinds)
    points = tuple(a_key_point(f"{path}{at}", f"{path}要点{at}", weight=sizes[at]) for at in range(len(kinds)))
    verdicts = tuple(
        Verdict(point, kind, "" if kind is MISSED else "说过", 0.8) for point, kind in zip(points, kinds, strict=True)
    )
    made = Assessment(verdicts, **{"grader": "embedded", **details})
    question = a_question(path=path, key_points=points)
    until = START + timedelta(minutes=1)
    return a_turn(
        path, question=question, state=TurnState.GRADED, answer="说过的话", answered_at=until, assessment=made
    )


def session(*turns: Turn, id: str = "now", days: int = 0) -> Session:
    numbered = tuple(replace(turn, id=f"{id}-{at}", session_id=id, position=at) for at, turn in enumerate(turns))
    return replace(a_session(id), turns=numbered, started_at=START + timedelta(days=days))


def skipped(path: str) -> Turn:
    return replace(graded(path, MISSED), state=TurnState.SKIPPED, assessment=None, answer="")


def won_back(turn: Turn, at: int) -> Turn:
    point = turn.question.key_points[at]
    then = Assessment((Verdict(point, COVERED, "补充"),), "embedded")
    return replace(turn, follow_ups=(FollowUpTurn(FollowUp("再想想？", point, "zh"), "补充", then),))


def changed(turn: Turn, at: int, **fields: Any) -> Turn:
    """With fields of one verdict set."""
    assert turn.assessment
    verdicts = list(turn.assessment.verdicts)
    verdicts[at] = replace(verdicts[at], **fields)
    return replace(turn, assessment=replace(turn.assessment, verdicts=tuple(verdicts)))


def test_the_score_is_told_as_the_mean_of_its_questions_and_what_does_not_count() -> None:
    failed = replace(graded(LVS, MISSED), assessment=unscored(UnscoredReason.GRADER_FAILED, "llm"))
    waiting = replace(graded(LVS, MISSED), state=TurnState.ANSWERED, assessment=None)
    report = build(session(graded(REDIS, COVERED, CONTRADICTED), graded(LVS, COVERED), skipped(LVS), failed, waiting))
    assert [(row.number, row.coverage, row.penalties, row.score) for row in report.headline.rows] == [
        (1, 50.0, 10, 40),
        (2, 100.0, 0, 100),
    ]
    assert report.headline.total == 140
    told = "".join(how_worked_out(report, "zh"))
    assert "得分合计 140，平均后四舍五入是 70 分" in told
    for said in ("跳过的第 3 题", "没能评分的第 4 题", "还没有评分的第 5 题"):
        assert said in told


def test_one_scored_question_is_no_mean_and_none_is_no_working() -> None:
    assert "只有第 1 题评了分" in how_worked_out(build(session(graded(REDIS, COVERED))), "zh")[0]
    assert how_worked_out(build(session(skipped(REDIS))), "zh") == []


def test_corrections_and_doubts_are_told_where_the_score_is_explained() -> None:
    turn = changed(graded(REDIS, COVERED, MISSED), 0, unsure=True)
    before = turn.assessment.verdicts[1].bare if turn.assessment else None
    assert before
    turn = changed(turn, 1, kind=COVERED, corrected=CorrectionMark("c1", before, START))
    told = "".join(how_worked_out(build(session(turn)), "en"))
    assert "1 verdicts were set by the candidate; as graded the score is 50" in told
    assert "In question 1 a verdict is unsure" in told


def test_areas_are_scored_by_the_first_heading() -> None:
    report = build(session(graded(REDIS, COVERED), graded("数据库 / MySQL / 锁", MISSED), graded(LVS, COVERED)))
    assert [(each.area, each.score, each.questions) for each in report.areas] == [("数据库", 50, 2), ("网络", 100, 1)]


def test_what_was_wrong_is_fixed_before_what_was_lacking_and_then_what_cost_most() -> None:
    claim = FalseClaim("Redis 是多线程的", "命令由一个线程执行。")
    heavy = graded(LVS, COVERED, MISSED, weights=(1.0, 3.0))
    report = build(session(heavy, graded(REDIS, COVERED, PARTIAL, CONTRADICTED, false_claims=(claim,))))
    assert [(fix.number, kind_of(fix, "zh"), quote_of(fix)) for fix in report.fixes] == [
        (2, "说反了", "说过"),
        (2, "说错了", "Redis 是多线程的"),
        (1, "没说到", ""),
    ]
    assert [round(fix.cost) for fix in report.fixes] == [43, 20, 75]
    assert report.fixes[1].sentence == "命令由一个线程执行。"


def test_a_point_that_was_won_back_or_does_not_count_is_not_to_be_fixed() -> None:
    report = build(session(won_back(graded(REDIS, COVERED, MISSED), 1), graded(LVS, COVERED, MISSED, weights=(1, 0))))
    assert report.fixes == ()


def test_a_point_that_was_lost_twice_is_named_once() -> None:
    turn = graded(REDIS, COVERED, MISSED)
    assert len(build(session(turn, turn)).fixes) == 1


def test_the_sentence_to_practise_is_the_point_as_it_is_said() -> None:
    turn = graded(REDIS, MISSED)
    point = replace(turn.question.key_points[0], text="RS:副本数由 controller 维持")
    turn = changed(turn, 0, key_point=point)
    assert build(session(turn)).fixes[0].sentence == "RS：副本数由 controller 维持。"


def test_strengths_are_covered_points_with_the_candidates_words_the_best_question_first() -> None:
    report = build(session(graded(REDIS, COVERED, MISSED), graded(LVS, COVERED, COVERED), skipped(LVS)))
    assert [(each.number, each.verdict.quote) for each in report.strengths] == [(2, "说过"), (1, "说过"), (2, "说过")]


def test_what_was_helped_doubted_or_set_by_a_person_is_no_strength() -> None:
    turn = graded(REDIS, COVERED, COVERED, COVERED, weights=(2.0, 1.0, 1.0))
    assert turn.assessment
    mark = CorrectionMark("c1", turn.assessment.verdicts[2].bare, START)
    turn = changed(changed(turn, 1, unsure=True), 2, corrected=mark)
    assert build(session(replace(turn, course=Course(hints=("想想原因",))))).strengths == ()


def test_at_most_three_fixes_and_five_strengths() -> None:
    report = build(session(*(graded(f"甲 / {at} / 乙", COVERED, COVERED, MISSED, MISSED) for at in range(6))))
    assert (len(report.fixes), len(report.strengths)) == (3, 5)


def test_the_course_leaves_out_pauses_and_long_absences() -> None:
    pause = Pause(START + timedelta(seconds=10), START + timedelta(seconds=40))
    first = replace(graded(REDIS, COVERED), course=Course(pauses=(pause,)))
    night = replace(graded(LVS, COVERED), answered_at=START + timedelta(hours=9))
    report = build(session(first, night, skipped(LVS)))
    assert [each.minutes for each in report.timeline] == [0, 0.5, 10.5]
    assert [each.seconds for each in report.timeline] == [30, 9 * 3600, None]
    assert report.timeline[2].score is None


def test_a_short_or_quick_answer_has_no_pace() -> None:
    long = replace(graded(REDIS, COVERED), answer="从库重放主库的日志并且追上进度" * 4)
    report = build(session(graded(REDIS, COVERED), long))
    assert report.timeline[0].pace is None
    pace = report.timeline[1].pace
    assert pace and (pace.rate, pace.language, pace.spoken) == (60, "zh", False)


def test_two_sessions_are_compared_on_the_topics_that_both_scored() -> None:
    before = session(graded(REDIS, MISSED, COVERED), skipped(LVS), id="before")
    report = build(session(graded(REDIS, COVERED), graded(LVS, COVERED), days=1), before)
    assert report.comparison and report.comparison.session_id == "before"
    assert [(each.topic, each.change) for each in report.comparison.topics] == [("数据库 / Redis", 50)]
    assert compared(report.comparison, "zh") == ["Redis：上次 50，这次 100，多 50 分"]


def test_scores_of_different_graders_are_shown_and_not_compared() -> None:
    before = session(graded(REDIS, MISSED, COVERED, grader="llm", model="some-model"), id="before")
    report = build(session(graded(REDIS, COVERED), days=1), before)
    assert report.comparison and report.comparison.topics[0].change is None
    told = compared(report.comparison, "en")
    assert "another grader, so not compared" in told[0]
    assert "different graders cannot be compared" in told[1]


def test_without_a_common_topic_there_is_no_comparison() -> None:
    before = session(graded(LVS, COVERED), id="before")
    assert build(session(graded(REDIS, COVERED)), before).comparison is None


@pytest.fixture
def stored() -> FakeSessionStore:
    store = FakeSessionStore()
    for day, turns in enumerate(
        ([graded(REDIS, MISSED)], [graded(REDIS, COVERED, MISSED)], [graded(LVS, COVERED)], [skipped(REDIS)])
    ):
        store.sessions[f"day{day}"] = session(*turns, id=f"day{day}", days=day)
    return store


def test_it_is_compared_with_the_last_session_before_it_that_scored_its_topic(stored: FakeSessionStore) -> None:
    stored.sessions["now"] = session(graded(REDIS, COVERED), days=9)
    stored.sessions["later"] = session(graded(REDIS, COVERED), id="later", days=10)
    report = build_from(stored, "now")
    assert report.comparison and report.comparison.session_id == "day1"


def test_a_first_session_on_a_topic_is_compared_with_none(stored: FakeSessionStore) -> None:
    assert build_from(stored, "day0").comparison is None
    assert build_from(stored, "day2").comparison is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_files_tell_all_of_it_and_answers_stay_text(language: str) -> None:
    claim = FalseClaim("<script>x</script> | $y$", "不是 **这样** | 的")
    before = session(graded(REDIS, MISSED, grader="llm"), id="before")
    turns = graded(REDIS, COVERED, MISSED, false_claims=(claim,)), graded(LVS, CONTRADICTED, PARTIAL)
    report = build(session(*turns, days=1), before)
    text = to_markdown(report, language)
    assert "<script" not in text
    assert "{" not in text
    assert "\\*\\*这样" in text
    data = json.loads(to_json(report))
    assert [each["false_claim"] is None for each in data["fixes"]] == [True, False, True]
    assert data["comparison"]["topics"][0]["change"] is None
    assert data["score_made_of"]["questions"][0]["penalties"] == 20
    assert data["timeline"][1]["minutes"] == 1.0
