"""What every Scheduler does, whatever it makes of a history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.fsrs_scheduler import FsrsScheduler
from interviewer.domain.reviews import Rating, Review
from tests.fakes import FakeScheduler

DAY = date(2026, 11, 2)
SCHEDULERS = {"fake": FakeScheduler(), "fsrs": FsrsScheduler()}
steps = st.lists(st.tuples(st.integers(1, 400), st.sampled_from(Rating)), min_size=1, max_size=25)


@pytest.fixture(params=list(SCHEDULERS), scope="module")
def scheduler(request):
    return SCHEDULERS[request.param]


def history(gaps):
    day, reviews = DAY, []
    for gap, rating in gaps:
        day += timedelta(days=gap)
        reviews.append(Review(day, rating))
    return reviews


@given(steps)
def test_a_point_is_never_due_on_the_day_it_was_asked_or_before(scheduler, gaps):
    memory = scheduler.replay(history(gaps))
    assert memory.due > memory.last == history(gaps)[-1].day


@given(steps)
def test_the_better_the_last_answer_the_later_it_is_asked_again(scheduler, gaps):
    *before, last = history(gaps)
    due = [scheduler.replay([*before, Review(last.day, rating)]).due for rating in Rating]
    assert due == sorted(due)


@given(steps)
def test_the_same_history_gives_the_same_days(scheduler, gaps):
    first, again = scheduler.replay(history(gaps)), type(scheduler)().replay(history(gaps))
    assert first == again


@given(steps, st.integers(-400, 4000))
def test_the_history_may_begin_on_any_day(scheduler, gaps, later):
    shift = timedelta(days=later)
    memory = scheduler.replay(history(gaps))
    moved = scheduler.replay([Review(each.day + shift, each.rating) for each in history(gaps)])
    assert (moved.due, moved.stability, moved.difficulty) == (memory.due + shift, memory.stability, memory.difficulty)


@given(steps, st.lists(st.integers(-30, 800), min_size=2, max_size=6))
def test_recall_is_a_probability_that_falls_as_days_go_by(scheduler, gaps, days):
    memory = scheduler.replay(history(gaps))
    recall = [scheduler.recall(memory, memory.last + timedelta(days=each)) for each in sorted(days)]
    assert all(0 <= each <= 1 for each in recall)
    assert recall == sorted(recall, reverse=True)


@given(steps)
def test_reviews_and_lapses_are_counted(scheduler, gaps):
    memory = scheduler.replay(history(gaps))
    assert memory.reviews == len(gaps)
    assert memory.lapses == sum(rating is Rating.AGAIN for _, rating in gaps)


def test_a_point_that_was_missed_comes_back_the_next_day(scheduler):
    well_known = [Review(DAY + timedelta(days=each), Rating.GOOD) for each in (0, 2, 9)]
    missed = scheduler.replay([*well_known, Review(DAY + timedelta(days=40), Rating.AGAIN)])
    known = scheduler.replay([*well_known, Review(DAY + timedelta(days=40), Rating.GOOD)])
    assert missed.due - missed.last < known.due - known.last
    assert scheduler.replay([Review(DAY, Rating.AGAIN)]).due == DAY + timedelta(days=1)


def test_intervals_grow_while_it_goes_well(scheduler):
    reviews, gaps = [Review(DAY, Rating.GOOD)], []
    for _ in range(5):
        memory = scheduler.replay(reviews)
        gaps.append((memory.due - memory.last).days)
        reviews.append(Review(memory.due, Rating.GOOD))
    assert gaps == sorted(set(gaps))
