"""Which question is at hand, for how long, and notes that two windows write."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from interviewer.domain.live import Interview
from interviewer.domain.live_course import at_hand, closed, joined, paused, resumed, seconds_on, turned_to
from tests.desk_cards import an_interview
from tests.fakes import START


def later(minutes: float):
    return START + timedelta(minutes=minutes)


def begun() -> Interview:
    return turned_to(replace(an_interview(), began_at=START), "q1", START)


def test_before_it_began_the_first_question_is_at_hand_and_its_clock_stands() -> None:
    assert at_hand(an_interview()) == "q1"
    assert seconds_on(an_interview(), "q1", later(5)) == 0


def test_turning_to_a_question_closes_the_one_before() -> None:
    interview = turned_to(begun(), "q2", later(3))

    assert at_hand(interview) == "q2"
    assert interview.talk("q1").ended_at == later(3)
    assert seconds_on(interview, "q1", later(9)) == 180
    assert seconds_on(interview, "q2", later(9)) == 360


def test_time_adds_up_when_one_comes_back_to_a_question() -> None:
    interview = turned_to(turned_to(begun(), "q2", later(3)), "q1", later(10))

    assert seconds_on(interview, "q1", later(12)) == 5 * 60
    assert interview.talk("q1").began_at == START
    assert interview.talk("q1").ended_at is None


def test_turning_to_the_question_at_hand_changes_nothing() -> None:
    assert turned_to(begun(), "q1", later(4)) == begun()


def test_a_pause_does_not_count_for_the_question_nor_for_the_whole() -> None:
    interview = resumed(paused(begun(), later(2)), later(5))

    assert seconds_on(interview, "q1", later(6)) == 180
    assert interview.seconds(later(6)) == 180


def test_while_it_is_paused_the_clock_stands() -> None:
    interview = paused(begun(), later(2))

    assert seconds_on(interview, "q1", later(50)) == 120
    assert paused(interview, later(7)) == interview


def test_a_pause_on_another_question_takes_nothing_from_this_one() -> None:
    interview = turned_to(resumed(paused(begun(), later(1)), later(3)), "q2", later(4))

    assert seconds_on(interview, "q2", later(6)) == 120


def test_nothing_runs_on_after_the_end() -> None:
    interview = replace(closed(begun(), later(7)), ended_at=later(7))

    assert seconds_on(interview, "q1", later(60)) == 7 * 60


@pytest.mark.parametrize(
    ("stored", "typed", "base", "expected"),
    [
        ("a", "ab", "a", "ab"),
        ("ab", "ab", "a", "ab"),
        ("a\nelsewhere", "a", "a", "a\nelsewhere"),
        ("a\nelsewhere", "a here", "a", "a here\nelsewhere"),
        ("a elsewhere", "a here", "a", "a elsewhere\nhere"),
        ("a\nelsewhere", "b", "a", "b\nelsewhere"),
        ("other", "mine", "base", "other\nmine"),
        ("other and mine", "mine", "base", "other and mine"),
        ("", "mine", "", "mine"),
    ],
)
def test_what_two_windows_wrote_is_all_kept(stored: str, typed: str, base: str, expected: str) -> None:
    assert joined(stored, typed, base) == expected
