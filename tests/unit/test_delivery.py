"""The arithmetic of how an answer was spoken."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.delivery import Delivery, Stretch
from interviewer.domain.delivery_ranges import Measure, Standing, farthest, readings, recommended
from interviewer.domain.delivery_summary import summary_of
from interviewer.domain.fillers import Filler
from interviewer.domain.repeats import Repeat
from interviewer.services.delivery import of_text
from tests.samples import a_delivery

SECONDS = st.floats(0, 600, allow_nan=False)


@st.composite
def deliveries(draw: st.DrawFn) -> Delivery:
    edges = sorted(draw(st.lists(SECONDS, max_size=12).filter(lambda found: len(found) % 2 == 0)))
    speech = tuple(Stretch(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))
    language = draw(st.sampled_from(["zh", "en"]))
    of_words = of_text(draw(st.text(max_size=80)), language, draw(st.sampled_from([0.0, 60.0])))
    last = speech[-1].end if speech else 0.0
    takes = tuple(sorted(draw(st.lists(SECONDS, max_size=2))))
    return replace(of_words.heard_in(last + draw(SECONDS), speech), takes=takes)


def told(delivery: Delivery) -> dict[Measure, Standing]:
    return {each.measure: each.standing for each in readings(delivery)}


def test_the_rate_counts_from_the_first_to_the_last_word() -> None:
    assert a_delivery().rate == pytest.approx(220 / 65 * 60)


def test_latin_words_in_chinese_speech_count_by_their_syllables() -> None:
    assert of_text("用 Kubernetes 部署", "zh").units == 3 + 4


def test_pauses_of_two_seconds_and_more_are_told() -> None:
    speech = (Stretch(0, 10), Stretch(11.9, 20), Stretch(22, 30))
    assert a_delivery(speech=speech).pauses == (Stretch(20, 22),)


def test_silence_before_the_first_and_after_the_last_word_is_no_pause() -> None:
    delivery = a_delivery(speech=(Stretch(9, 40),), seconds=60.0)
    assert delivery.pauses == ()
    assert delivery.first_word == 9
    assert delivery.silence_share == 0


def test_without_a_recording_there_are_fillers_and_no_pauses() -> None:
    delivery = of_text("嗯，我们我们先看日志，那个，再看指标，最后看一下最近有没有发布", "zh")
    assert len(delivery.fillers) == 2
    assert len(delivery.repeats) == 1
    assert set(told(delivery)) == {Measure.FILLERS, Measure.REPEATS}


def test_without_a_transcript_there_are_pauses_and_no_rate() -> None:
    delivery = a_delivery(units=0.0)
    assert set(told(delivery)) == {Measure.FIRST_WORD, Measure.PAUSES, Measure.SILENCE, Measure.LENGTH}


def test_of_a_few_words_no_rate_is_made_up() -> None:
    delivery = a_delivery(speech=(Stretch(0, 2),), units=4.0)
    assert delivery.rate is None
    assert delivery.fillers_in_100 is None


def test_one_filler_in_a_short_answer_is_no_habit() -> None:
    one = Filler("嗯", 0, 1)
    assert told(a_delivery(units=20.0, fillers=(one,)))[Measure.FILLERS] is Standing.WITHIN
    assert told(a_delivery(units=20.0, fillers=(one,) * 3))[Measure.FILLERS] is Standing.HIGH


def test_chinese_fillers_are_at_least_so_many() -> None:
    assert a_delivery("zh").at_least
    assert not a_delivery("en").at_least


def test_the_measure_farthest_outside_is_the_one_to_advise_on() -> None:
    assert farthest(a_delivery()) is None
    slow = a_delivery(units=100.0)
    found = farthest(slow)
    assert found is not None and (found.measure, found.standing) == (Measure.RATE, Standing.LOW)
    late = replace(slow, speech=(Stretch(16, 31), Stretch(33, 82)), seconds=83.0)
    found = farthest(late)
    assert found is not None and found.measure is Measure.FIRST_WORD


def test_the_time_given_sets_the_length_that_is_recommended() -> None:
    given_90 = readings(a_delivery(seconds_given=90.0))[-1]
    assert (given_90.recommended.low, given_90.recommended.high) == (45, 90)
    usual = readings(a_delivery())[-1]
    assert (usual.recommended.low, usual.recommended.high) == (60, 90)


def test_an_answer_to_a_follow_up_may_be_short() -> None:
    short = a_delivery(speech=(Stretch(0, 15),), units=50.0)
    assert told(short)[Measure.LENGTH] is Standing.LOW
    assert told(replace(short, follow_up=True, seconds_given=90.0))[Measure.LENGTH] is Standing.WITHIN


def test_every_measure_has_a_range_in_both_languages() -> None:
    for measure in Measure:
        for language in ("zh", "en"):
            found = recommended(measure, language)
            assert 0 <= found.low < found.high
            assert found.source


def test_a_second_recording_goes_on_where_the_first_one_ended() -> None:
    first = a_delivery(fillers=(Filler("嗯", 0, 1),), seconds=67.0)
    second = a_delivery(speech=(Stretch(8, 20),), seconds=21.0, units=40.0, repeats=(Repeat(3, 5),))
    both = first.followed_by(second, 100)
    assert both.seconds == 88
    assert both.speech[-1] == Stretch(75, 87)
    assert both.repeats == (Repeat(103, 105),)
    assert [pause.seconds for pause in both.pauses] == [3], "what lies between two recordings is no pause"
    assert both.length == 65 + 12


def test_a_session_is_summed_over_its_answers() -> None:
    fast = a_delivery(units=300.0, fillers=(Filler("嗯", 0, 1),))
    found = summary_of([a_delivery(), fast, a_delivery("en")])
    assert found is not None
    assert (found.language, found.answers, found.fillers, found.pauses) == ("zh", 2, 1, 2)
    assert found.rate == pytest.approx((220 + 300) / 130 * 60)
    assert summary_of([]) is None


@given(deliveries())
def test_figures_are_finite_and_shares_are_shares(delivery: Delivery) -> None:
    numbers = [delivery.rate, delivery.fillers_in_100, delivery.repeats_in_100, delivery.length, delivery.first_word]
    assert all(number is None or (math.isfinite(number) and number >= 0) for number in numbers)
    assert delivery.silence_share is None or 0 <= delivery.silence_share <= 1
    assert all(0 <= each.start <= each.end <= delivery.seconds for each in delivery.silences)
    assert sum(each.seconds for each in delivery.spoken) <= delivery.seconds + 1e-6
    for reading in readings(delivery):
        assert math.isfinite(reading.value) and reading.distance >= 0
        assert (reading.distance > 0) <= (reading.standing is not Standing.WITHIN)


@given(deliveries(), deliveries(), st.integers(0, 100))
def test_two_recordings_hold_what_each_of_them_holds(one: Delivery, two: Delivery, place: int) -> None:
    both = one.followed_by(two, place)
    assert both.seconds == one.seconds + two.seconds
    assert len(both.fillers) == len(one.fillers) + len(two.fillers)
    assert both.units == one.units + two.units
