"""Candidates of one set beside each other, by name and by letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.blind import letters
from interviewer.domain.scorecard import Recommendation
from tests.desk_cards import Cards, a_candidate, days
from tests.fakes import START

ADA = a_candidate("c2", "Ada Lovelace", made_at=START + days(1))


def a_desk() -> Cards:
    desk = Cards()
    desk.rated({"q1": 4, "q2": 2}, id="i1")
    desk.rated({"q1": 2, "q2": 2}, id="i2", recommendation=Recommendation.NO)
    desk.rated({"q1": 5}, id="i3", candidate=ADA, recommendation=Recommendation.STRONG_YES)
    return desk


def test_candidates_compare_on_the_questions_that_all_of_them_were_rated_on():
    found = a_desk().candidates.compare("set1")
    assert found is not None
    assert found.common == {"q1"}
    assert {each.label: each.rating for each in found.standings} == {"张伟": 3, "Ada Lovelace": 5}
    assert found.standings[1].ratings == {"q1": 3, "q2": 2}
    assert found.standings[1].recommendations == (Recommendation.YES, Recommendation.NO)


def test_who_has_no_signed_card_is_counted_and_not_compared():
    desk = a_desk()
    desk.rated({"q1": 1}, id="i4", candidate=a_candidate("c3", "Eve"), sign=False)
    found = desk.candidates.compare("set1")
    assert (len(found.standings), found.waiting) == (2, 1)


def test_nobody_was_asked_a_set_that_is_not_there():
    assert a_desk().candidates.compare("set9") is None


def test_blind_there_are_letters_for_names_also_inside_what_was_written():
    desk = a_desk()
    version = desk.scorecards.view("i3").card.version

    def told(card):
        from dataclasses import replace

        return replace(card, strengths=("Ada explains well", "LOVELACE, Ada: calm"), concerns=("ada lovelace is late",))

    desk.scorecards.edit("i3", version, told, who="李娜", why="补充")
    found = desk.candidates.compare("set1", blind=True)
    labels = [each.label for each in found.standings]
    assert labels == sorted(labels)
    assert all(len(label) == 1 for label in labels)
    words = " ".join(line for each in found.standings for line in (*each.strengths, *each.concerns)).casefold()
    assert "ada" not in words and "lovelace" not in words and "explains well" in words


@given(st.lists(st.uuids().map(str), unique=True, max_size=60))
def test_a_letter_stays_when_others_come_after_and_no_two_have_the_same(ids):
    given_ = letters(ids, "set1")
    assert len(set(given_.values())) == len(ids)
    for count in range(len(ids)):
        earlier = letters(ids[:count], "set1")
        assert all(given_[each] == letter for each, letter in earlier.items())


def test_letters_do_not_tell_who_came_first():
    firsts = [min(found, key=found.get) for at in range(200) if (found := letters(["a", "b", "c"], f"set{at}"))]
    assert all(40 < firsts.count(each) < 95 for each in "abc")
