from dataclasses import replace

import pytest

from interviewer.domain.assessment import Assessment, Gate, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import Course, FollowUpTurn, Turn, TurnState
from interviewer.services.ladder import next_rung
from tests.fakes import START
from tests.samples import a_key_point, a_question

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED
POINTS = tuple(a_key_point(f"k{at}", f"要点 {at}") for at in range(4))


def a_graded_turn(*kinds, **fields):
    points = POINTS[: len(kinds)]
    verdicts = tuple(Verdict(point, kind) for point, kind in zip(points, kinds, strict=True))
    assessment = replace(Assessment(verdicts, "embedded"), **fields)
    question = a_question(key_points=points)
    return Turn("t", "s", 0, question, TurnState.GRADED, START, "第一次说的", START, assessment)


def followed(turn, at, kind, answer="后来说的", course=Course()):  # noqa: B008  # frozen
    point = turn.question.key_points[at]
    made = Assessment((Verdict(point, kind, "q"),), "embedded") if kind else None
    follow_up = FollowUpTurn(FollowUp("再想想？", point, "zh"), answer, made, course)
    return replace(turn, follow_ups=(*turn.follow_ups, follow_up))


def lost_in(rung):
    return [verdict.key_point.id for verdict in rung.assessment.verdicts if verdict.kind is not COVERED]


def test_the_first_follow_up_may_be_on_any_lost_point_and_gives_no_help():
    rung = next_rung(a_graded_turn(COVERED, MISSED, PARTIAL))
    assert (lost_in(rung), rung.answer, rung.nudge) == (["k1", "k2"], "第一次说的", False)


@pytest.mark.parametrize("kind", [MISSED, CONTRADICTED])
def test_a_point_that_was_not_won_back_is_asked_for_again_with_a_nudge(kind):
    rung = next_rung(followed(a_graded_turn(COVERED, MISSED, PARTIAL), 1, kind))
    assert (lost_in(rung), rung.nudge) == (["k1"], True)
    assert rung.answer == "第一次说的\n后来说的"


def test_a_point_that_is_still_only_half_said_is_asked_for_again():
    rung = next_rung(followed(a_graded_turn(COVERED, MISSED, PARTIAL), 2, PARTIAL))
    assert (lost_in(rung), rung.nudge) == (["k2"], True)


def test_a_point_that_was_won_back_makes_room_for_the_next_one():
    rung = next_rung(followed(a_graded_turn(COVERED, MISSED, PARTIAL), 1, COVERED))
    assert (lost_in(rung), rung.nudge) == (["k2"], False)


def test_a_point_that_was_said_after_a_hint_is_not_asked_for_again_though_it_is_not_won_back():
    turn = followed(a_graded_turn(COVERED, MISSED, PARTIAL), 1, COVERED, course=Course(hints=("往前想。",)))
    assert not turn.won_back(turn.follow_ups[0])
    assert lost_in(next_rung(turn)) == ["k2"]


def test_two_follow_ups_are_the_most():
    turn = followed(followed(a_graded_turn(COVERED, MISSED, PARTIAL), 1, MISSED), 1, MISSED)
    assert next_rung(turn) is None


@pytest.mark.parametrize("answer", ["", None])
def test_a_follow_up_that_was_passed_over_or_stands_is_followed_by_none(answer):
    assert next_rung(followed(a_graded_turn(MISSED), 0, None, answer)) is None


def test_a_perfect_answer_and_one_that_said_nothing_are_not_followed_up():
    assert next_rung(a_graded_turn(COVERED, COVERED)) is None
    assert next_rung(a_graded_turn(MISSED, MISSED, gate=Gate.EMPTY)) is None


def test_what_could_not_be_graded_is_not_followed_up():
    turn = a_graded_turn(MISSED)
    assert next_rung(replace(turn, assessment=unscored(UnscoredReason.GRADER_FAILED, "llm"))) is None


def test_a_point_that_the_question_was_hinted_at_is_never_won_back():
    hinted = replace(a_graded_turn(MISSED, MISSED), course=Course(hints=("从头想。",)))
    assert not (turn := followed(hinted, 0, COVERED)).won_back(turn.follow_ups[0])
    assert (turn := followed(hinted, 1, COVERED)).won_back(turn.follow_ups[0])


def test_named_points_are_followed_up_before_worse_ones():
    turn = a_graded_turn(COVERED, CONTRADICTED, PARTIAL)
    assert lost_in(next_rung(turn, ("k2", "other"))) == ["k2"]
    assert lost_in(next_rung(turn, ("k0",))) == ["k1", "k2"], "that one was covered"
    assert lost_in(next_rung(followed(turn, 2, COVERED), ("k2",))) == ["k1"]
