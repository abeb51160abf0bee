from dataclasses import replace

import pytest

from interviewer.domain.adapting import choose_next, level_now
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import Level
from interviewer.domain.sessions import TurnState
from tests.samples import a_key_point, a_question, a_section, a_session, a_turn

PLAN = replace(a_session().plan, adaptive=True)
GOOD, BAD = VerdictKind.COVERED, VerdictKind.MISSED
JUNIOR, MIDDLE, SENIOR = Level.JUNIOR, Level.MIDDLE, Level.SENIOR


def scored(kind, path="Area / Redis / 持久化", section="s"):
    made = Assessment((Verdict(a_key_point(), kind),), "embedded")
    return a_turn(question=a_question(path=path, section_id=section), state=TurnState.GRADED, assessment=made)


def of(level, id, topic="Redis"):
    return a_section(id, steps=("Area", topic, id), level=level)


def test_it_starts_easy():
    assert level_now(PLAN, []) is JUNIOR
    assert level_now(replace(PLAN, level=MIDDLE), []) is MIDDLE


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        ([GOOD], MIDDLE),
        ([GOOD, GOOD], SENIOR),
        ([GOOD, GOOD, GOOD], SENIOR),
        ([GOOD, GOOD, BAD], MIDDLE),
        ([BAD], JUNIOR),
        ([VerdictKind.PARTIAL], JUNIOR),
    ],
)
def test_good_answers_make_it_harder_and_bad_ones_easier(kinds, level):
    assert level_now(PLAN, [scored(kind) for kind in kinds]) is level


def test_a_skipped_question_was_too_hard_and_an_ungraded_one_says_nothing():
    skipped = a_turn(state=TurnState.SKIPPED)
    assert level_now(PLAN, [scored(GOOD), skipped]) is JUNIOR
    assert level_now(PLAN, [scored(GOOD), a_turn(state=TurnState.ANSWERED)]) is MIDDLE


def test_the_next_question_is_of_the_level_reached():
    pool = [of(JUNIOR, "easy"), of(SENIOR, "hard"), of(MIDDLE, "medium")]
    assert choose_next(pool, PLAN, []).id == "easy"
    assert choose_next(pool, PLAN, [scored(GOOD, section="easy")]).id == "medium"


def test_the_nearest_level_stands_in_for_one_that_is_used_up():
    pool = [of(JUNIOR, "easy"), of(SENIOR, "hard")]
    assert choose_next(pool, PLAN, [scored(BAD, section="easy")]).id == "hard"


def test_another_topic_comes_before_more_of_the_same():
    pool = [of(JUNIOR, "a", "Redis"), of(JUNIOR, "b", "Kafka")]
    assert choose_next(pool, PLAN, [scored(BAD)]).id == "b"


def test_nothing_is_asked_twice():
    pool = [of(JUNIOR, "a")]
    assert choose_next(pool, PLAN, [scored(BAD, section="a")]) is None
