"""The values of the interviewer's desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.live import Consent, Interview, Talk, Tick, TickState, merged
from interviewer.domain.sessions import Pause

START = datetime(2026, 11, 28, 9, tzinfo=UTC)


def a_set(*ids: str) -> QuestionSet:
    return QuestionSet("s", "SRE", "en", 45, START, questions=tuple(SetQuestion(id, f"What is {id}?") for id in ids))


def order(questions: QuestionSet) -> list[str]:
    return [each.id for each in questions.questions]


@pytest.mark.parametrize(("to", "expected"), [(0, "bac"), (1, "abc"), (2, "acb"), (-5, "bac"), (99, "acb")])
def test_a_question_moves_to_its_new_place_and_no_further_than_the_ends(to: int, expected: str) -> None:
    assert order(a_set("a", "b", "c").moved("b", to)) == list(expected)


def test_an_edited_question_keeps_its_place_and_a_new_one_comes_last() -> None:
    edited = a_set("a", "b").with_question(SetQuestion("a", "Why a?")).with_question(SetQuestion("c", "And c?"))

    assert [each.text for each in edited.questions] == ["Why a?", "What is b?", "And c?"]


def test_what_the_interviewer_said_of_a_point_outlives_new_suggestions() -> None:
    refused = Tick("p1", VerdictKind.COVERED, TickState.REFUSED)
    confirmed = Tick("p2", VerdictKind.COVERED, TickState.CONFIRMED)
    old = Tick("p3", VerdictKind.PARTIAL)

    now = merged([refused, confirmed, old], [Tick("p1", VerdictKind.COVERED, quote="again")])

    assert set(now) == {refused, confirmed}


def test_a_refused_tick_does_not_count() -> None:
    assert Tick("p", VerdictKind.COVERED).counts
    assert not Tick("p", VerdictKind.COVERED, TickState.REFUSED).counts
    assert not Tick("p", VerdictKind.PARTIAL).counts


def test_the_timer_stands_still_in_a_pause() -> None:
    pause = Pause(START + timedelta(minutes=1), START + timedelta(minutes=3))
    interview = Interview("i", a_set("a"), "c", "A. B.", START, began_at=START, pauses=(pause,))

    assert interview.seconds(START + timedelta(minutes=10)) == 8 * 60


def test_talks_stand_in_the_order_of_the_set() -> None:
    interview = Interview("i", a_set("a", "b"), "c", "A. B.", START).with_talk(Talk("b")).with_talk(Talk("a", "said"))

    assert [each.question_id for each in interview.talks] == ["a", "b"]
    assert interview.talk("a").notes == "said"


def test_nothing_is_recorded_before_the_candidate_agreed() -> None:
    interview = Interview("i", a_set("a"), "c", "A. B.", START)
    refused = Interview("i", a_set("a"), "c", "A. B.", START, consent=Consent(False, START))
    agreed = Interview("i", a_set("a"), "c", "A. B.", START, consent=Consent(True, START))

    assert [each.may_record for each in (interview, refused, agreed)] == [False, False, True]
