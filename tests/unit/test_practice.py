from dataclasses import replace

import pytest

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.domain.assessment import Assessment, FallbackReason, Verdict, VerdictKind
from interviewer.domain.errors import AnswerTooLong, NothingToAsk, TurnChangedElsewhere
from interviewer.domain.notes import Origin
from interviewer.domain.ports.meter import NoMeter
from interviewer.domain.sessions import TurnState
from interviewer.domain.usage import Usage
from interviewer.services import cached_grading
from interviewer.services.asides import Asides
from interviewer.services.planning import Manner
from interviewer.services.practice import LONGEST_ANSWER, Practice
from tests.fakes import FakeClock, FakeNoteStore, FakeSessionStore
from tests.samples import a_key_point, a_note, a_section


class ScriptedGrader:
    """Gives the verdicts it is told to; `before` runs first, to look at what is stored by then."""

    name = "embedded"

    def __init__(self, *kinds):
        self.kinds = list(kinds)
        self.before = lambda: None

    def grade(self, question, answer):
        self.before()
        kinds = self.kinds or [VerdictKind.COVERED]
        verdicts = [Verdict(p, kinds[at % len(kinds)], "quote") for at, p in enumerate(question.key_points)]
        return Assessment(tuple(verdicts), "embedded")


@pytest.fixture
def notes():
    store = FakeNoteStore()
    points = (a_key_point("k1", "主库写 binlog"), a_key_point("k2", "从库的 IO 线程拉取"))
    sections = [a_section(f"s{n}", steps=("DB", f"T{n}", "复制"), key_points=points) for n in range(4)]
    store.save(a_note("mysql.md", *sections), [])
    return store


@pytest.fixture
def grader():
    return ScriptedGrader()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def practice(notes, grader, clock):
    return Practice(notes, FakeSessionStore(), grader, EmbeddedWriter(), clock)


def begin(practice, count=2, **manner):
    wanted = {"topics": (), "origins": (), "question_count": count, "language": "zh", "seed": 1}
    return practice.start(**wanted, manner=Manner(**manner))


def answer(practice, session, text="主库写 binlog，从库拉取"):
    return practice.submit_answer(session.id, session.turns[-1].id, text, language="zh")


def test_a_session_starts_with_its_first_question(practice):
    session = begin(practice)
    assert len(session.turns) == 1
    assert session.turns[0].state is TurnState.ASKED
    assert session.turns[0].question.text


def test_an_answer_is_saved_before_it_is_graded(practice, grader):
    session = begin(practice)
    seen = []
    grader.before = lambda: seen.append(practice._sessions.get(session.id).turns[0])
    answer(practice, session, "我的回答")
    assert seen[0].answer == "我的回答"
    assert seen[0].state is TurnState.ANSWERED


def test_an_answer_survives_a_grader_that_breaks_and_is_graded_later(practice, grader):
    session = begin(practice)

    def fail():
        raise RuntimeError("crash")

    grader.before = fail
    with pytest.raises(RuntimeError):
        answer(practice, session, "不能丢")
    turn = practice._sessions.get(session.id).current_turn
    assert (turn.answer, turn.state) == ("不能丢", TurnState.ANSWERED)
    grader.before = lambda: None
    assert practice.grade_turn(session.id, turn.id, language="zh").state is TurnState.GRADED


def test_a_lost_point_is_followed_up_and_can_be_won_back(practice, grader):
    session = begin(practice)
    grader.kinds = [VerdictKind.COVERED, VerdictKind.MISSED]
    turn = answer(practice, session)
    assert turn.open_follow_up.follow_up.key_point.id == "k2"
    grader.kinds = [VerdictKind.COVERED]
    turn = practice.submit_answer(session.id, turn.id, "IO 线程来拉", language="zh")
    assert turn.open_follow_up is None
    assert turn.follow_ups[0].recovered
    assert turn.assessment.score == 50


def test_a_perfect_answer_is_not_followed_up(practice):
    assert answer(practice, begin(practice)).follow_ups == ()


def test_the_next_question_waits_until_the_follow_up_is_done(practice, grader):
    session = begin(practice)
    grader.kinds = [VerdictKind.PARTIAL]
    turn = answer(practice, session)
    assert len(practice.ask_next(session.id).turns) == 1
    practice.skip(session.id, turn.id)
    assert len(practice.ask_next(session.id).turns) == 2


def test_a_skipped_question_is_skipped_and_the_next_one_asked(practice):
    session = begin(practice)
    practice.skip(session.id, session.turns[0].id)
    after = practice.ask_next(session.id)
    assert [turn.state for turn in after.turns] == [TurnState.SKIPPED, TurnState.ASKED]


def test_a_session_ends_by_itself_after_its_last_question(practice):
    session = begin(practice)
    for _ in range(2):
        answer(practice, session)
        session = practice.ask_next(session.id)
    assert session.finished_at is not None


def test_ending_grades_what_was_saved_and_not_graded(practice):
    session = begin(practice)
    practice.save_answer(session.id, session.turns[0].id, "回答了")
    ended = practice.end(session.id)
    assert ended.turns[0].state is TurnState.GRADED


def test_a_second_window_cannot_overwrite_an_answer(practice):
    session = begin(practice)
    turn = session.turns[0]
    practice.save_answer(session.id, turn.id, "第一个窗口")
    with pytest.raises(TurnChangedElsewhere):
        practice._sessions.save_turn(turn)
    assert practice.save_answer(session.id, turn.id, "第二个窗口").answer == "第一个窗口"


def test_an_answer_that_arrives_twice_is_stored_once(practice):
    session = begin(practice)
    turn = session.turns[0]
    first = practice.save_answer(session.id, turn.id, "主库写 binlog", seen=turn.version)
    again = practice.save_answer(session.id, turn.id, "主库写 binlog", seen=turn.version)
    assert (first.answer, again.version) == ("主库写 binlog", first.version)
    with pytest.raises(TurnChangedElsewhere):
        practice.save_answer(session.id, turn.id, "别的话", seen=turn.version)


def test_an_answer_to_a_follow_up_that_arrives_twice_does_not_answer_the_next_one(practice, grader):
    grader.kinds = [VerdictKind.MISSED]
    session = begin(practice)
    turn = answer(practice, session)
    seen = turn.version
    for _ in range(2):
        practice.save_answer(session.id, turn.id, "追问的回答", seen=seen)
        practice.grade_turn(session.id, turn.id, language="zh")
    stored = practice._sessions.get(session.id).turns[0]
    assert [each.answer for each in stored.follow_ups] == ["追问的回答", None]


def test_where_another_process_graded_the_answer_meanwhile_its_grade_counts(practice, grader):
    session = begin(practice)
    turn = practice.save_answer(session.id, session.turns[0].id, "主库写 binlog")
    other = Practice(practice._notes, practice._sessions, ScriptedGrader(), practice._writer, practice._clock)
    grader.kinds = [VerdictKind.MISSED]
    grader.before = lambda: other.grade_turn(session.id, turn.id, language="zh")
    graded = practice.grade_turn(session.id, turn.id, language="zh")
    assert graded == practice._sessions.get(session.id).turns[0]
    assert {each.kind for each in graded.assessment.verdicts} == {VerdictKind.COVERED}


def test_an_answer_that_is_too_long_is_refused_with_its_length(practice):
    session = begin(practice)
    with pytest.raises(AnswerTooLong) as error:
        answer(practice, session, "长" * (LONGEST_ANSWER + 1))
    assert error.value.details["length"] == LONGEST_ANSWER + 1


def test_a_graded_answer_can_be_graded_again(practice, grader):
    session = begin(practice)
    turn = answer(practice, session)
    grader.kinds = [VerdictKind.MISSED]
    assert practice.regrade(session.id, turn.id).assessment.score == 0


def test_grading_again_takes_up_what_a_stand_in_graded_and_leaves_the_rest(practice, grader):
    session = begin(practice)
    grader.kinds = [VerdictKind.COVERED, VerdictKind.MISSED]
    turn = answer(practice, session)
    kept = turn.assessment
    made = grader.grade
    grader.grade = lambda question, text: replace(made(question, text), fallback_reason=FallbackReason.RATE_LIMITED)
    turn = answer(practice, session, "IO 线程来拉")
    assert turn.may_be_graded_better
    grader.grade = made
    grader.kinds = [VerdictKind.COVERED]
    turn = practice.regrade(session.id, turn.id)
    assert turn.assessment == kept
    assert turn.follow_ups[0].assessment.fallback_reason is None
    assert not turn.may_be_graded_better


def test_what_was_asked_of_a_model_before_still_counts_when_an_answer_is_graded_again(practice, grader):
    session = begin(practice)
    made, took = grader.grade, Usage("gpt-5-mini", 1, 100, 0, 10)
    grader.grade = lambda question, text: replace(made(question, text), usage=took)
    turn = answer(practice, session)
    assert practice.regrade(session.id, turn.id).assessment.usage == took + took
    grader.grade = made
    assert practice.regrade(session.id, turn.id).assessment.usage == took + took


def test_grading_a_good_grade_again_on_request_does_not_take_it_from_what_is_kept(practice, grader):
    session = begin(practice)
    seen = []
    grader.before = lambda: seen.append(cached_grading._anew.get())
    turn = answer(practice, session)
    practice.regrade(session.id, turn.id)
    assert seen == [False, True]


def test_a_section_that_was_removed_meanwhile_is_passed_over(practice, notes):
    session = begin(practice, count=4)
    answer(practice, session)
    notes.delete("mysql.md")
    assert practice.ask_next(session.id).finished_at is not None


def test_without_anything_to_ask_it_says_so(practice):
    with pytest.raises(NothingToAsk):
        practice.start(topics=("nowhere",), origins=(Origin.OWN,), question_count=3, language="zh")


def test_the_reason_of_a_fallback_is_kept(practice, grader):
    session = begin(practice)
    made = Assessment((), "embedded", fallback_reason=FallbackReason.RATE_LIMITED)
    grader.grade = lambda question, answer: Assessment(
        tuple(Verdict(p, VerdictKind.COVERED, "q") for p in question.key_points),
        made.grader,
        fallback_reason=made.fallback_reason,
    )
    assert answer(practice, session).assessment.fallback_reason is FallbackReason.RATE_LIMITED


def test_a_point_that_is_not_won_back_is_asked_for_once_more_and_then_left(practice, grader):
    session = begin(practice)
    grader.kinds = [VerdictKind.COVERED, VerdictKind.MISSED]
    answer(practice, session)
    grader.kinds = [VerdictKind.MISSED]
    turn = answer(practice, session, "想不起来")
    assert turn.open_follow_up is turn.follow_ups[1]
    assert [each.follow_up.key_point.id for each in turn.follow_ups] == ["k2", "k2"]
    turn = answer(practice, session, "还是想不起来")
    assert len(turn.follow_ups) == 2
    assert turn.open_follow_up is None


def test_after_a_point_was_won_back_the_next_worst_one_is_asked_for(practice, grader):
    session = begin(practice)
    grader.kinds = [VerdictKind.PARTIAL, VerdictKind.MISSED]
    answer(practice, session)
    grader.kinds = [VerdictKind.COVERED]
    turn = answer(practice, session, "说出来了")
    assert [each.follow_up.key_point.id for each in turn.follow_ups] == ["k2", "k1"]


def test_the_first_score_stays_whatever_follow_ups_bring(practice, grader):
    session = begin(practice)
    grader.kinds = [VerdictKind.COVERED, VerdictKind.MISSED]
    answer(practice, session)
    grader.kinds = [VerdictKind.COVERED]
    assert answer(practice, session, "说出来了").assessment.score == 50


def test_a_follow_up_knows_when_it_was_asked_and_answered(practice, grader, clock):
    session = begin(practice)
    grader.kinds = [VerdictKind.COVERED, VerdictKind.MISSED]
    asked_at = answer(practice, session).follow_ups[0].asked_at
    clock.advance(seconds=40)
    turn = practice.save_answer(session.id, session.turns[0].id, "再说一点")
    assert (turn.follow_ups[0].answered_at - asked_at).total_seconds() == 40


def test_when_the_minutes_are_over_the_session_ends_with_the_present_question(practice, clock):
    session = begin(practice, count=4, minutes=1)
    clock.advance(seconds=61)
    answer(practice, session)
    assert practice.has_asked_all(practice._sessions.get(session.id))
    assert practice.ask_next(session.id).finished_at is not None


def test_an_adaptive_session_asks_as_many_as_were_planned_and_none_twice(practice):
    session = begin(practice, count=3, adaptive=True)
    while session.finished_at is None:
        answer(practice, session)
        session = practice.ask_next(session.id)
    assert len(session.turns) == 3
    assert len({turn.question.section_id for turn in session.turns}) == 3


def test_an_adaptive_session_passes_over_what_was_removed_meanwhile(practice, notes):
    session = begin(practice, count=3, adaptive=True)
    answer(practice, session)
    notes.delete("mysql.md")
    assert practice.ask_next(session.id).finished_at is not None


def test_an_ungraded_answer_does_not_hold_up_who_wants_to_go_on(practice):
    session = begin(practice)
    practice.save_answer(session.id, session.turns[0].id, "先不等评分")
    assert len(practice.ask_next(session.id).turns) == 1
    after = practice.ask_next(session.id, grade_later=True)
    assert [turn.state for turn in after.turns] == [TurnState.ANSWERED, TurnState.ASKED]
    assert after.current_turn is after.turns[1]


def test_an_answer_that_is_graded_late_gets_no_follow_up(practice, grader):
    session = begin(practice)
    practice.save_answer(session.id, session.turns[0].id, "先不等评分")
    practice.ask_next(session.id, grade_later=True)
    grader.kinds = [VerdictKind.MISSED]
    turn = practice.grade_turn(session.id, session.turns[0].id, language="zh")
    assert (turn.state, turn.follow_ups) == (TurnState.GRADED, ())


def test_ending_grades_all_that_is_left_follow_ups_too_and_says_how_far_it_is(practice, grader):
    session = begin(practice)
    grader.kinds = [VerdictKind.COVERED, VerdictKind.MISSED]
    answer(practice, session)
    practice.save_answer(session.id, session.turns[0].id, "追问的回答")
    session = practice.ask_next(session.id)
    practice.save_answer(session.id, session.turns[1].id, "第二题")
    told = []
    ended = practice.end(session.id, lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]
    assert ended.turns[0].follow_ups[0].assessment is not None
    assert ended.turns[1].state is TurnState.GRADED


def test_answering_ends_a_pause(practice, clock):
    session = begin(practice)
    Asides(practice._sessions, practice._writer, clock).pause(session.id, session.turns[0].id, seen=1)
    clock.advance(minutes=2)
    turn = practice.save_answer(session.id, session.turns[0].id, "回来了")
    assert not turn.course.paused


def test_an_incident_drill_tells_the_symptom_and_leads_through_it(notes, practice):
    failing = a_section("f", steps=("K8s", "Service", "某个 Service 访问不通，你按什么顺序排查？"))
    notes.save(a_note("k8s.md", failing), [])
    session = practice.start(
        topics=(), origins=(), question_count=2, language="zh", seed=1, manner=Manner(preset="incident-drill")
    )
    assert [turn.question.section_id for turn in session.turns] == ["f"]
    assert "某个 Service 访问不通" in session.turns[0].question.text
    assert "什么顺序" not in session.turns[0].question.text


def test_what_happens_to_turns_is_counted(notes, grader, clock):
    counted = []

    class Counting(NoMeter):
        def count(self, name, amount=1.0, /, **labels):
            counted.append((name, *labels.values()))

    practice = Practice(notes, FakeSessionStore(), grader, EmbeddedWriter(), clock, meter=Counting())
    session = begin(practice)
    practice.submit_answer(session.id, session.turns[0].id, "主库写 binlog", language="zh")
    practice.skip(practice.ask_next(session.id).id, practice.ask_next(session.id).turns[-1].id)
    assert counted == [("turns", what) for what in ("asked", "answered", "graded", "asked", "skipped")]
