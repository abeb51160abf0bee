from dataclasses import replace

import pytest

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.domain.errors import TurnChangedElsewhere
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import FollowUpTurn, TurnState
from interviewer.domain.timing import seconds_on_question
from interviewer.services.asides import MOST_HINTS, Asides
from tests.fakes import FakeClock, FakeSessionStore
from tests.samples import a_key_point, a_question, a_session, a_turn


class NumberedWriter(EmbeddedWriter):
    """Says which variant, which point and which step it was asked for."""

    def rephrase(self, question, *, variant):
        return f"wording {variant}"

    def hint(self, question, answer, point, *, step):
        return f"{point.id} step {step} after {answer!r}"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def asides(clock):
    points = (a_key_point("light"), a_key_point("heavy", weight=2.0))
    store = FakeSessionStore()
    store.add(a_session(turns=(a_turn(question=a_question(key_points=points)),)))
    return Asides(store, NumberedWriter(), clock)


def now(asides):
    return asides.sessions.get("session1").turns[0]


def do(asides, verb):
    return getattr(asides, verb)("session1", "turn1", seen=now(asides).version)


def follow_up_on(asides):
    asked = FollowUpTurn(FollowUp("再想想？", a_key_point("light"), "zh"))
    asides.sessions.save_turn(replace(now(asides), state=TurnState.GRADED, answer="说过的", follow_ups=(asked,)))


def test_each_rephrasing_is_another_one_and_all_are_kept(asides):
    do(asides, "rephrase")
    do(asides, "rephrase")
    assert now(asides).course.rephrased == ("wording 0", "wording 1")


def test_hints_come_nearer_and_there_are_two(asides):
    for _ in range(MOST_HINTS + 1):
        do(asides, "hint")
    assert now(asides).course.hints == ("heavy step 1 after ''", "heavy step 2 after ''")
    assert now(asides).hints == 2


def test_a_hint_on_a_follow_up_is_on_its_point_and_kept_with_it(asides):
    follow_up_on(asides)
    do(asides, "hint")
    assert now(asides).follow_ups[0].course.hints == ("light step 1 after '说过的'",)
    assert now(asides).course.hints == ()


def test_a_follow_up_is_not_rephrased(asides):
    follow_up_on(asides)
    assert do(asides, "rephrase").course.rephrased == ()


def test_a_pause_stops_the_clock_until_it_is_over(asides, clock):
    clock.advance(seconds=10)
    do(asides, "pause")
    clock.advance(minutes=30)
    assert now(asides).course.paused
    assert seconds_on_question(now(asides), clock.now()) == 10
    do(asides, "resume")
    clock.advance(seconds=5)
    assert not now(asides).course.paused
    assert seconds_on_question(now(asides), clock.now()) == 15


def test_pausing_twice_is_one_pause_and_resuming_twice_changes_nothing(asides):
    do(asides, "pause")
    do(asides, "pause")
    assert len(now(asides).course.pauses) == 1
    do(asides, "resume")
    version = now(asides).version
    do(asides, "resume")
    assert now(asides).version == version


@pytest.mark.parametrize("verb", ["rephrase", "hint", "pause", "resume"])
def test_an_answered_question_is_left_alone(asides, verb):
    asides.sessions.save_turn(replace(now(asides), state=TurnState.GRADED, answer="说过的"))
    before = now(asides)
    do(asides, verb)
    assert now(asides) == before


def test_a_second_window_is_told_that_the_question_moved_on(asides):
    seen = now(asides).version
    do(asides, "hint")
    with pytest.raises(TurnChangedElsewhere):
        asides.hint("session1", "turn1", seen=seen)
