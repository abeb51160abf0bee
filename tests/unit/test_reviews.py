from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.reviews import Days, PointKey, Rating, rating_of, reviews_by_point, streak, up_to
from interviewer.domain.verdicts import VerdictKind
from tests.fakes import START
from tests.samples import an_outcome

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED
AGAIN, HARD, GOOD = Rating
KEY = PointKey("s1", "kp1")
LATER = START + timedelta(days=400)
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def reviews(*outcomes, zone=UTC, now=LATER):
    days = Days(zone, now)
    return [(each.day, each.rating) for each in up_to(reviews_by_point(outcomes, days)[KEY], days.today)]


def on(day, hour=12, zone=UTC, **fields):
    at = datetime(2026, 11, day, hour, tzinfo=zone).astimezone(UTC)
    return an_outcome(at=at, turn_id=f"{day}.{hour}", **fields)


@pytest.mark.parametrize(
    ("kind", "hinted", "rating"),
    [
        (COVERED, False, GOOD),
        (COVERED, True, HARD),
        (PARTIAL, False, HARD),
        (PARTIAL, True, AGAIN),
        (MISSED, False, AGAIN),
        (CONTRADICTED, False, AGAIN),
    ],
)
def test_a_verdict_stands_for_a_rating_and_a_hint_lowers_it(kind, hinted, rating):
    assert rating_of([an_outcome(kind=kind, hinted=hinted)]) is rating


def test_what_a_grader_is_unsure_of_is_asked_again_sooner():
    assert rating_of([an_outcome(kind=COVERED, unsure=True)]) is HARD


def test_a_point_that_a_follow_up_won_back_was_hard():
    lost = an_outcome(kind=MISSED, recovered=True)
    won = an_outcome(kind=COVERED, follow_up=0, recovered=True)
    assert rating_of([lost, won]) is HARD


def test_a_point_that_was_said_only_after_a_hint_in_a_follow_up_was_forgotten():
    lost, said = an_outcome(kind=MISSED), an_outcome(kind=COVERED, follow_up=0, hinted=True)
    assert rating_of([lost, said]) is AGAIN


def test_a_follow_up_that_brought_nothing_leaves_the_answer_as_it_was():
    assert rating_of([an_outcome(kind=PARTIAL), an_outcome(kind=MISSED, follow_up=0)]) is HARD


def test_a_point_asked_twice_in_a_day_was_reviewed_once_and_the_worst_counts():
    assert reviews(on(2, 9, kind=MISSED), on(2, 15, kind=COVERED)) == [(date(2026, 11, 2), AGAIN)]
    assert reviews(on(2, 9, kind=COVERED), on(2, 15, kind=MISSED)) == [(date(2026, 11, 2), AGAIN)]


def test_days_come_in_order_whatever_the_order_of_the_log():
    assert [day.day for day, _ in reviews(on(9), on(2), on(5))] == [2, 5, 9]


def test_the_small_hours_belong_to_the_evening_before():
    assert [day.day for day, _ in reviews(on(2, 23), on(3, 1))] == [2]
    assert [day.day for day, _ in reviews(on(2, 23), on(3, 5))] == [2, 3]


def test_the_day_is_that_of_the_person_and_not_of_greenwich():
    morning, evening = on(3, 7, SHANGHAI), on(3, 21, SHANGHAI)
    assert [day.day for day, _ in reviews(morning, evening, zone=SHANGHAI)] == [3]
    assert [day.day for day, _ in reviews(morning, evening, zone=UTC)] == [2, 3]


@pytest.mark.parametrize("change", [datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 10, 25, tzinfo=BERLIN)])
def test_the_hour_that_comes_or_goes_with_summer_time_changes_no_day(change):
    asked = [change + timedelta(days=day, hours=12) for day in (-1, 0, 1)]
    days = Days(BERLIN, LATER)
    assert [days.of(each.astimezone(UTC)) for each in asked] == [each.date() for each in asked]


def test_a_journey_to_another_zone_moves_no_review_by_more_than_a_day():
    log = [on(day, 20, SHANGHAI) for day in (2, 5, 9)]
    at_home, abroad = reviews(*log, zone=SHANGHAI), reviews(*log, zone=ZoneInfo("America/Los_Angeles"))
    assert len(at_home) == len(abroad)
    assert all(abs((here - there).days) <= 1 for (here, _), (there, _) in zip(at_home, abroad, strict=True))


def test_answers_from_the_future_count_as_of_today_when_a_clock_was_set_back():
    now = datetime(2026, 11, 5, 12, tzinfo=UTC)
    assert reviews(on(5, kind=MISSED), on(9), now=now) == [(date(2026, 11, 5), AGAIN)]
    assert reviews(on(2), on(9), on(20), now=now) == [(date(2026, 11, 2), GOOD), (date(2026, 11, 5), GOOD)]


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), min_size=1, max_size=20), st.randoms())
def test_whatever_clocks_did_each_day_has_one_review_and_none_is_after_today(times, chance):
    log = [an_outcome(at=each.replace(tzinfo=UTC), turn_id=f"t{at}") for at, each in enumerate(times)]
    days = Days(BERLIN, LATER)
    found = [each.day for each in up_to(reviews_by_point(log, days)[KEY], days.today)]
    assert found == sorted(set(found)) and found[-1] <= days.today
    chance.shuffle(log)
    assert [each.day for each in up_to(reviews_by_point(log, days)[KEY], days.today)] == found, (
        "a log is read in any order"
    )


def test_a_streak_goes_on_until_the_end_of_the_next_day():
    today = date(2026, 11, 5)
    assert streak([], today) == 0
    assert streak([date(2026, 11, day) for day in (1, 3, 4)], today) == 2
    assert streak([date(2026, 11, day) for day in (3, 4, 5)], today) == 3
    assert streak([date(2026, 11, day) for day in (2, 3)], today) == 0
