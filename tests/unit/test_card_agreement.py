"""Several interviewers on one candidate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from interviewer.domain.errors import CandidateNotFound
from interviewer.services.desk.agreement import FEWEST_COMMON, Row, agreement
from tests.desk_cards import Cards, a_cache_question, a_cache_set, many_questions

QUESTION = a_cache_question("q1")


def rows(left: list[int | None], right: list[int | None]) -> list[Row]:
    return [Row(QUESTION, pair) for pair in zip(left, right, strict=True)]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=FEWEST_COMMON, max_size=30))
def test_kappa_is_the_quadratically_weighted_one(pairs):
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    found = agreement(rows(left, right), 0, 1).kappa
    if len({*left, *right}) == 1:
        assert found is None
    else:
        reference = cohen_kappa_score(left, right, labels=[1, 2, 3, 4, 5], weights="quadratic")
        assert found == pytest.approx(reference)


def test_with_few_common_ratings_there_is_no_kappa_but_what_they_have_in_common_is_told():
    found = agreement(rows([5, 4, None, 2], [5, 2, 3, None]), 0, 1)
    assert found.few
    assert (found.common, found.same, found.apart, found.kappa) == (2, 1, 1.0, None)


def test_where_all_ratings_are_the_same_there_is_no_kappa():
    found = agreement(rows([4] * 6, [4] * 6), 0, 1)
    assert not found.few
    assert (found.same, found.kappa) == (6, None)


def test_two_interviewers_stand_side_by_side_with_where_they_differ_most_first():
    desk = Cards()
    questions = many_questions(6)
    desk.rated({f"q{at}": 3 for at in range(1, 7)}, id="i1", by="李娜", set=questions)
    second = {"q1": 3, "q2": 5, "q3": 3, "q4": 4, "q5": 3, "q6": 1}
    desk.rated({**second, "q2": 5, "q4": 5}, id="i2", by="王强", set=questions)
    ((shown, found),) = desk.candidates.side_by_side("c1")
    assert shown.id == questions.id
    assert [each.card.signed.name for each in found.cards] == ["李娜", "王强"]
    assert [row.question.id for row in found.furthest] == ["q2", "q4", "q6"]
    assert [pair.common for pair in found.pairs] == [6]


def test_a_card_that_is_not_signed_is_counted_and_not_shown():
    desk = Cards()
    desk.rated({"q1": 3}, id="i1")
    desk.rated({"q1": 5}, id="i2", sign=False)
    ((_, found),) = desk.candidates.side_by_side("c1")
    assert (len(found.cards), found.drafts) == (1, 1)
    assert found.pairs == ()


def test_interviews_on_different_sets_are_not_mixed():
    desk = Cards()
    desk.rated({"q1": 3}, id="i1")
    desk.rated({"q1": 3}, id="i2", set=a_cache_set(id="set2"))
    assert len(desk.candidates.side_by_side("c1")) == 2
    with pytest.raises(CandidateNotFound):
        desk.candidates.side_by_side("nobody")
