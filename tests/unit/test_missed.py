from dataclasses import replace
from datetime import timedelta

from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import FollowUpTurn, TurnState
from interviewer.services.missed import missed_section_ids
from tests.fakes import START, FakeSessionStore
from tests.samples import a_key_point, a_question, a_session, a_turn

COVERED, MISSED = VerdictKind.COVERED, VerdictKind.MISSED


def a_store(*sessions):
    """Sessions of (section, verdict) pairs, oldest first."""
    store = FakeSessionStore()
    for day, asked in enumerate(sessions):
        turns = tuple(answered(f"{day}-{at}", at, *each) for at, each in enumerate(asked))
        store.add(a_session(f"day{day}", started_at=START + timedelta(days=day), turns=turns))
    return store


def answered(id, position, section, kind):
    made = Assessment((Verdict(a_key_point(), kind),), "embedded")
    question = a_question(section_id=section)
    return a_turn(
        id, session=f"day{id[0]}", position=position, question=question, state=TurnState.GRADED, assessment=made
    )


def test_what_lost_points_comes_newest_first():
    store = a_store([("old", MISSED)], [("first", MISSED), ("well", COVERED), ("last", VerdictKind.PARTIAL)])
    assert missed_section_ids(store) == ["last", "first", "old"]


def test_what_went_well_later_is_not_missed_any_more():
    assert missed_section_ids(a_store([("a", MISSED)], [("a", COVERED)])) == []
    assert missed_section_ids(a_store([("a", COVERED)], [("a", MISSED)])) == ["a"]


def test_what_a_follow_up_won_back_is_not_missed():
    store = a_store([("a", MISSED)])
    turn = store.get("day0").turns[0]
    made = Assessment((Verdict(a_key_point(), COVERED, "q"),), "embedded")
    won = FollowUpTurn(FollowUp("再想想？", a_key_point(), "zh"), "说出来了", made)
    store.save_turn(replace(turn, follow_ups=(won,)))
    assert missed_section_ids(store) == []


def test_a_skipped_question_was_not_missed():
    store = FakeSessionStore()
    store.add(a_session(turns=(a_turn(state=TurnState.SKIPPED),)))
    assert missed_section_ids(store) == []
