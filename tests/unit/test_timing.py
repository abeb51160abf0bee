from dataclasses import replace
from datetime import timedelta

from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import Course, FollowUpTurn, Pause, Session, TurnState
from interviewer.domain.timing import (
    LONGEST_COUNTED,
    nothing_left_to_ask,
    seconds_on_follow_up,
    seconds_on_question,
    seconds_on_session,
    time_is_up,
)
from tests.fakes import START
from tests.samples import a_key_point, a_session, a_turn


def at(**by):
    return START + timedelta(**by)


def answered(position=0, after=60, **fields):
    return a_turn(f"t{position}", position=position, state=TurnState.GRADED, answered_at=at(seconds=after), **fields)


def a_timed_session(*turns, minutes=1, count=9) -> Session:
    session = a_session()
    return replace(session, plan=replace(session.plan, minutes=minutes, question_count=count), turns=turns)


def test_the_time_of_a_question_ends_with_its_answer():
    assert seconds_on_question(answered(after=75), at(hours=3)) == 75


def test_the_time_of_an_open_question_goes_on():
    assert seconds_on_question(a_turn(), at(seconds=20)) == 20


def test_pauses_do_not_count():
    pauses = (Pause(at(seconds=10), at(seconds=30)), Pause(at(seconds=40), at(seconds=45)))
    assert seconds_on_question(answered(after=60, course=Course(pauses=pauses)), at(hours=1)) == 35


def test_a_pause_that_goes_on_stops_the_time_where_it_began():
    paused = a_turn(course=Course(pauses=(Pause(at(seconds=10)),)))
    assert seconds_on_question(paused, at(minutes=5)) == 10


def test_a_clock_that_was_set_back_gives_no_negative_time():
    assert seconds_on_question(a_turn(), at(seconds=-5)) == 0


def test_a_follow_up_has_a_time_of_its_own_where_it_was_kept():
    asked = FollowUpTurn(FollowUp("再想想？", a_key_point(), "zh"), asked_at=at(seconds=90))
    assert seconds_on_follow_up(asked, at(seconds=100)) == 10
    assert seconds_on_follow_up(replace(asked, answer="嗯", answered_at=at(seconds=95)), at(hours=1)) == 5
    assert seconds_on_follow_up(replace(asked, asked_at=None), at(hours=1)) is None


def test_reading_feedback_between_questions_does_not_count():
    later = a_turn("t1", position=1, asked_at=at(minutes=30))
    assert seconds_on_session(a_timed_session(answered(), later), at(minutes=30, seconds=5)) == 65


def test_a_question_left_open_over_night_does_not_use_up_the_session():
    assert seconds_on_session(a_timed_session(a_turn()), at(hours=12)) == LONGEST_COUNTED


def test_when_the_minutes_are_over_the_present_question_is_the_last():
    session = a_timed_session(answered(after=59))
    assert not time_is_up(session, at(hours=1))
    assert not nothing_left_to_ask(session, at(hours=1))
    session = a_timed_session(answered(after=60))
    assert nothing_left_to_ask(session, at(hours=1))


def test_a_session_without_a_limit_ends_by_its_number_of_questions():
    assert not nothing_left_to_ask(a_timed_session(answered(after=6000), minutes=0), at(hours=9))
    assert nothing_left_to_ask(a_timed_session(answered(), minutes=0, count=1), at(hours=9))
