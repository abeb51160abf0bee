"""What every SessionStore does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.assessment import Band, Certainty, FalseClaim, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.errors import SessionNotFound, TurnChangedElsewhere
from interviewer.domain.notes import Level, Origin
from interviewer.domain.ports import SessionStore
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import Course, FollowUpTurn, Mode, Pause, Plan, Style, Turn, TurnState
from interviewer.domain.speech import Spoken
from interviewer.domain.usage import Usage
from tests.contract.conftest import STORES
from tests.fakes import START, FakeSessionStore
from tests.samples import a_key_point, a_question, a_session, a_turn, an_assessment

COVERED, PARTIAL, MISSED = VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> SessionStore:
    if request.param == "fake":
        return FakeSessionStore()
    return SqlSessionStore(request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url")))


def a_follow_up() -> FollowUp:
    return FollowUp("binlog 呢？", a_key_point(), "zh")


def graded(turn: Turn, *kinds: VerdictKind, grader: str = "embedded") -> Turn:
    assessment = an_assessment(*kinds, grader=grader)
    return replace(turn, state=TurnState.GRADED, answer="relay log", assessment=assessment)


def test_a_session_comes_back_as_it_was_added(store):
    plan = Plan(("Database",), (Origin.OWN,), 3, "en", ("s1", "s2", "s3"))
    store.add(a_session(plan=plan))
    assert store.get("session1") == a_session(plan=plan)


def test_a_plan_keeps_how_the_session_is_held(store):
    plan = Plan((), (), 2, "zh", ("s1",), "en", Level.SENIOR, True, 10, 120, Mode.INTERVIEW, Style.PRESSING, "warm-up")
    store.add(a_session(plan=plan))
    assert store.get("session1").plan == plan


def test_a_session_can_be_added_with_its_turns(store):
    store.add(a_session(turns=(a_turn(),)))
    (turn,) = store.get("session1").turns
    assert turn == a_turn(version=1)
    assert store.save_turn(turn).version == 2


def test_an_unknown_session_says_so(store):
    with pytest.raises(SessionNotFound):
        store.get("none")
    with pytest.raises(SessionNotFound):
        store.finish("none", START)
    with pytest.raises(SessionNotFound):
        store.save_turn(a_turn(session="none"))


def test_a_turn_keeps_all_that_came_of_it(store):
    store.add(a_session())
    verdict = Verdict(a_key_point(), PARTIAL, "relay log", 0.61, "没有提到 binlog")
    assessment = replace(
        an_assessment(grader="llm"),
        verdicts=(verdict,),
        false_claims=(FalseClaim("主库会等从库", "异步复制不等"),),
        band=Band(40, 60, Certainty.FAIRLY_SURE),
        model="some-model",
        raw_reply='{"a": "\\u0000"}',
        usage=Usage("some-model", 2, 1_234, 1_000, 56),
        from_cache=True,
    )
    follow_ups = (
        FollowUpTurn(FollowUp("binlog 呢？", a_key_point(), "zh"), "", None),
        FollowUpTurn(FollowUp("还有呢？", a_key_point(), "zh"), "binlog", an_assessment(COVERED)),
        FollowUpTurn(FollowUp("为什么？", a_key_point(), "zh")),
    )
    turn = a_turn(
        state=TurnState.GRADED,
        answer="用 relay log，\n主库会等从库。",
        answered_at=START + timedelta(seconds=80, microseconds=5),
        assessment=assessment,
        follow_ups=follow_ups,
    )
    saved = store.save_turn(turn)
    assert saved == replace(turn, version=1)
    assert store.get("session1").turns == (saved,)


def test_a_turn_keeps_how_it_came_to_the_answer(store):
    store.add(a_session())
    course = Course(
        ("换个说法",), ("想想日志",), (Pause(START, START + timedelta(seconds=9)),), Spoken(61.5, "r1", "瑞类 log")
    )
    saved = store.save_turn(a_turn(course=course, follow_ups=(FollowUpTurn(a_follow_up(), course=course),)))
    (turn,) = store.get("session1").turns
    assert turn == saved
    assert turn.course == turn.follow_ups[0].course == course


def test_each_save_counts_the_version_up(store):
    store.add(a_session())
    first = store.save_turn(a_turn())
    second = store.save_turn(replace(first, answer="relay log", state=TurnState.ANSWERED))
    assert (first.version, second.version) == (1, 2)
    assert store.get("session1").turns == (second,)


def test_a_stale_version_is_refused_and_changes_nothing(store):
    store.add(a_session())
    first = store.save_turn(a_turn())
    kept = store.save_turn(replace(first, answer="from one tab"))
    with pytest.raises(TurnChangedElsewhere):
        store.save_turn(replace(first, answer="from the other tab"))
    with pytest.raises(TurnChangedElsewhere):
        store.save_turn(replace(kept, version=7))
    assert store.get("session1").turns == (kept,)


def test_the_same_new_turn_is_stored_once(store):
    store.add(a_session())
    store.save_turn(a_turn())
    with pytest.raises(TurnChangedElsewhere):
        store.save_turn(a_turn())


def test_two_tabs_cannot_both_create_the_next_turn(store):
    store.add(a_session())
    first = store.save_turn(a_turn("from one tab", position=0))
    with pytest.raises(TurnChangedElsewhere):
        store.save_turn(a_turn("from the other tab", position=0))
    assert store.get("session1").turns == (first,)


def test_a_turn_that_was_never_stored_cannot_be_updated(store):
    store.add(a_session())
    with pytest.raises(TurnChangedElsewhere):
        store.save_turn(a_turn(version=1))


def test_two_sessions_have_positions_of_their_own(store):
    store.add(a_session("one"))
    store.add(a_session("two"))
    store.save_turn(a_turn("t1", session="one", position=0))
    store.save_turn(a_turn("t2", session="two", position=0))
    assert [len(store.get(each).turns) for each in ("one", "two")] == [1, 1]


def test_turns_come_in_the_order_of_their_position(store):
    store.add(a_session())
    for position in (2, 0, 1):
        store.save_turn(a_turn(f"t{position}", position=position))
    assert [turn.position for turn in store.get("session1").turns] == [0, 1, 2]


def test_times_come_back_aware_and_in_utc(store):
    beijing = timezone(timedelta(hours=8))
    at = datetime(2026, 11, 3, 1, 2, 3, 456789, tzinfo=beijing)
    store.add(a_session(started_at=at))
    store.save_turn(a_turn(asked_at=at, answered_at=at))
    session = store.get("session1")
    assert session.started_at == session.turns[0].asked_at == session.turns[0].answered_at == at
    assert store.summaries()[0].started_at == at


def test_the_database_gives_times_in_utc(store):
    store.add(a_session(started_at=START))
    assert store.get("session1").started_at.tzinfo == UTC


def test_the_first_end_of_a_session_counts(store):
    store.add(a_session())
    store.finish("session1", START + timedelta(minutes=20))
    store.finish("session1", START + timedelta(minutes=30))
    assert store.get("session1").finished_at == START + timedelta(minutes=20)


def test_a_deleted_session_takes_its_turns_with_it(store):
    store.add(a_session())
    turn = store.save_turn(a_turn())
    store.delete("session1", START)
    store.delete("session1", START)
    assert store.summaries() == []
    assert store.unfinished() is None
    assert store.recent_section_ids(5) == set()
    assert store.choices().topics == ()
    with pytest.raises(SessionNotFound):
        store.get("session1")
    with pytest.raises(SessionNotFound):
        store.save_turn(turn)
    with pytest.raises(SessionNotFound):
        store.finish("session1", START)
    with pytest.raises(SessionNotFound):
        store.rename("session1", "x")


def test_the_newest_session_that_waits_is_the_unfinished_one(store):
    assert store.unfinished() is None
    for minutes, id in enumerate(("oldest", "waiting", "ended", "never asked")):
        store.add(a_session(id, started_at=START + timedelta(minutes=minutes)))
        if id != "never asked":
            store.save_turn(a_turn(f"turn of {id}", session=id))
    store.finish("ended", START + timedelta(hours=1))
    assert store.unfinished() == store.get("waiting")


def test_recent_sections_are_those_of_the_newest_sessions_that_asked_something(store):
    for minutes, id in enumerate(("old", "middle", "new", "empty")):
        store.add(a_session(id, started_at=START + timedelta(minutes=minutes)))
        for position in range(0 if id == "empty" else 2):
            question = a_question(section_id=f"{id}{position}")
            store.save_turn(a_turn(f"{id}{position}", session=id, position=position, question=question))
    assert store.recent_section_ids(0) == set()
    assert store.recent_section_ids(1) == {"new0", "new1"}
    assert store.recent_section_ids(2) == {"new0", "new1", "middle0", "middle1"}
    assert len(store.recent_section_ids(10)) == 6


def test_the_history_is_newest_first(store):
    for minutes, id in ((5, "b"), (50, "c"), (1, "a")):
        store.add(a_session(id, started_at=START + timedelta(minutes=minutes)))
    assert [each.id for each in store.summaries()] == ["c", "b", "a"]


def test_a_line_of_the_history_names_topics_in_the_order_asked(store):
    store.add(a_session())
    paths = ["Network / DNS / 递归", "Database / MySQL / 主从", "Network / DNS / TTL", "Redis"]
    for position, path in enumerate(paths):
        store.save_turn(a_turn(f"t{position}", position=position, question=a_question(path=path)))
    (line,) = store.summaries()
    assert line.topics == ("Network / DNS", "Database / MySQL", "Redis")
    assert (line.questions, line.answered, line.score, line.grader) == (2, 0, None, "")


def test_a_line_of_the_history_counts_answers_and_takes_the_mean_of_the_grades(store):
    store.add(a_session())
    store.save_turn(graded(a_turn("t0", position=0), COVERED, COVERED))
    store.save_turn(graded(a_turn("t1", position=1), COVERED, PARTIAL, MISSED, MISSED, MISSED, MISSED, MISSED, MISSED))
    store.save_turn(a_turn("t2", position=2, state=TurnState.ANSWERED, answer="..."))
    store.save_turn(a_turn("t3", position=3, state=TurnState.SKIPPED))
    store.save_turn(a_turn("t4", position=4))
    (line,) = store.summaries()
    assert (line.answered, line.score, line.grader) == (3, 60, "embedded"), "(100 + 19) / 2 = 59.5, rounded half up"


def test_an_unscored_turn_is_answered_but_has_no_part_in_the_mean(store):
    store.add(a_session())
    store.save_turn(graded(a_turn("t0", position=0), COVERED, MISSED))
    failed = unscored(UnscoredReason.GRADER_FAILED, "llm")
    store.save_turn(a_turn("t1", position=1, state=TurnState.GRADED, answer="...", assessment=failed))
    (line,) = store.summaries()
    assert (line.answered, line.score, line.grader) == (2, 50, "embedded")


def test_two_kinds_of_grader_in_a_session_are_mixed(store):
    store.add(a_session())
    store.save_turn(graded(a_turn("t0", position=0), COVERED, grader="llm"))
    assert store.summaries()[0].grader == "llm"
    store.save_turn(graded(a_turn("t1", position=1), MISSED, grader="embedded"))
    assert store.summaries()[0].grader == "mixed"


def test_an_ended_session_says_when_in_the_history(store):
    store.add(a_session())
    store.finish("session1", START + timedelta(minutes=20))
    assert store.summaries()[0].finished_at == START + timedelta(minutes=20)


def test_a_quote_stays_a_slice_of_an_answer_with_characters_that_no_database_takes(store):
    store.add(a_session())
    answer, quote = "a\0用 relay\ud800 log，b\udfff", "用 relay\ud800 log"
    assessment = replace(an_assessment(), verdicts=(Verdict(a_key_point(), COVERED, quote),))
    saved = store.save_turn(a_turn(answer=answer, assessment=assessment))
    (stored,) = store.get("session1").turns
    assert stored == saved
    assert len(stored.answer) == len(answer)
    assert stored.assessment.verdicts[0].quote in stored.answer
