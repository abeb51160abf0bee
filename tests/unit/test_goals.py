from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.errors import GoalUnusable
from interviewer.domain.goals import Goal, Work, least_a_day, project, topics_that_fit
from interviewer.i18n import LANGUAGES
from interviewer.services.goal_words import sentences
from interviewer.services.goals import Goals
from tests.fakes import FakePreferences, FakeScheduler
from tests.samples import a_key_point, a_section

TODAY = date(2026, 11, 2)
GOAL = date(2026, 11, 22)


def doubling(count):
    return 2**count


def work(count, topic="T", due=None):
    return [Work(f"{topic}{at}", topic, due) for at in range(count)]


def sections(count, topic="T1"):
    return [a_section(f"{topic}{n}", steps=("Area", topic, f"H{n}"), key_points=(a_key_point(),)) for n in range(count)]


@pytest.fixture
def goals():
    return Goals(FakePreferences(), FakeScheduler())


def test_everything_is_asked_and_reviewed_when_there_is_time():
    made = project(work(10), TODAY, GOAL, 5, doubling)
    assert made.fits
    assert sum(day.new for day in made.days) == 10
    assert max(day.new + day.reviews for day in made.days) <= 5


def test_new_sections_are_spread_over_the_first_three_quarters_of_the_days():
    made = project(work(15), TODAY, GOAL, 20, doubling)
    assert {day.new for day in made.days[:15]} == {1}
    assert {day.new for day in made.days[15:]} == {0}


def test_what_is_due_goes_before_what_is_new():
    made = project(work(3, due=TODAY) + work(9, "N"), TODAY, GOAL, 3, doubling)
    assert (made.days[0].reviews, made.days[0].new) == (3, 0)


def test_it_says_what_would_be_left():
    made = project(work(100), TODAY, GOAL, 2, doubling)
    assert not made.fits
    assert made.left


def test_with_no_day_left_nothing_can_be_done():
    assert project(work(1), TODAY, TODAY, 9, doubling).left == ("T0",)
    assert least_a_day(work(1), TODAY, TODAY, doubling) is None


@given(st.integers(1, 60), st.integers(2, 60))
def test_the_fewest_questions_a_day_are_enough_and_one_less_is_not(count, days):
    goal = TODAY + timedelta(days=days)
    least = least_a_day(work(count), TODAY, goal, doubling)
    assert least is not None
    assert project(work(count), TODAY, goal, least, doubling).fits
    assert least == 1 or not project(work(count), TODAY, goal, least - 1, doubling).fits


def test_it_names_topics_that_can_be_done_in_the_time_there_is():
    all_of_it = work(8, "A") + work(200, "B") + work(8, "C")
    assert topics_that_fit(all_of_it, ["A", "B", "C"], TODAY, GOAL, 3, doubling) == ("A", "C")


def test_a_goal_is_kept_changed_and_forgotten(goals):
    assert goals.get() is None
    goals.save(Goal(" SRE  面试 ", GOAL, ("Area / T1",), 20), TODAY)
    assert goals.get() == Goal("SRE 面试", GOAL, ("Area / T1",), 20)
    goals.save(Goal("二面", GOAL), TODAY)
    assert goals.get() == Goal("二面", GOAL)
    goals.forget()
    assert goals.get() is None


@pytest.mark.parametrize(
    ("goal", "why"),
    [
        (Goal(" ", GOAL), "goal.name"),
        (Goal("长" * 61, GOAL), "goal.name"),
        (Goal("SRE", TODAY), "goal.past"),
        (Goal("SRE", date(2036, 1, 1)), "goal.far"),
        (Goal("SRE", GOAL, (), 0), "goal.minutes"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused_with_the_reason(goals, goal, why):
    with pytest.raises(GoalUnusable) as raised:
        goals.save(goal, TODAY)
    assert raised.value.details["why"] == why
    assert goals.get() is None


@pytest.mark.parametrize("stored", ["{", "[]", '{"name": 1}', '{"name":"a","day":"x","topics":[],"minutes_a_day":1}'])
def test_a_stored_goal_that_cannot_be_read_is_no_goal(stored):
    preferences = FakePreferences()
    preferences.put("goal", stored)
    assert Goals(preferences, FakeScheduler()).get() is None


def test_the_plan_says_what_comes_today(goals):
    plan = goals.plan(Goal("SRE", GOAL, ("Area / T1",), 20), sections(15) + sections(5, "T2"), [], TODAY, 120)
    assert (plan.sections, plan.days_left, plan.a_day, plan.new_today) == (15, 20, 10, ("T10",))
    assert plan.fits


def test_a_plan_that_does_not_fit_says_how_many_minutes_would_do(goals):
    hard = Goal("SRE", GOAL, (), 2)
    plan = goals.plan(hard, sections(60) + sections(4, "T2"), [], TODAY, 120)
    assert not plan.fits
    assert plan.needed_minutes > 2
    enough = Goal("SRE", GOAL, (), plan.needed_minutes)
    assert goals.plan(enough, sections(60) + sections(4, "T2"), [], TODAY, 120).fits
    assert plan.topics_that_fit == ("Area / T2",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_to_a_goal_is_told_in_words(goals, language):
    told = sentences(goals.plan(Goal("SRE", GOAL, (), 2), sections(60) + sections(4, "T2"), [], TODAY, 120), language)
    assert "SRE" in told[0] and "20" in told[0]
    assert any("T2" in each for each in told)
    fits = sentences(goals.plan(Goal("SRE", GOAL), sections(4), [], TODAY, 120), language)
    assert len(fits) == 3
    assert len(sentences(goals.plan(Goal("SRE", TODAY), sections(4), [], TODAY, 120), language)) == 1
    assert len(sentences(goals.plan(Goal("SRE", GOAL), [], [], TODAY, 120), language)) == 2
