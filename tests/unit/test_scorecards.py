"""Scorecards: what the machine drafts, what a person makes of it, and what is kept of changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.domain.errors import (
    ChangeNeedsReason,
    InterviewNotFound,
    ScorecardChangedElsewhere,
    ScorecardIncomplete,
    ScorecardUndecided,
    SignerMissing,
)
from interviewer.domain.live import TickState
from interviewer.domain.rating import proposed_rating, score_of
from interviewer.domain.scorecard import ChangedPart, QuestionCard, Recommendation
from interviewer.services.desk.card_draft import draft
from interviewer.services.desk.scorecards import lines, with_proposals, with_rating
from tests.desk_cards import (
    CONTRADICTED,
    COVERED,
    MISSED,
    PARTIAL,
    Cards,
    a_cache_question,
    a_cache_set,
    a_talk,
    an_interview,
    confirmed,
)
from tests.fakes import START
from tests.samples import a_key_point


@pytest.mark.parametrize(
    ("total", "rating"), [(0, 1), (19, 1), (20, 2), (39, 2), (40, 3), (59, 3), (60, 4), (79, 4), (80, 5), (100, 5)]
)
def test_each_fifth_of_the_score_proposes_a_step_of_the_scale(total, rating):
    assert proposed_rating(total) == rating


def test_what_is_proposed_goes_by_the_weights_of_the_points():
    points = (a_key_point("q1-1", "a", weight=3.0), a_key_point("q1-2", "b", weight=1.0))
    questions = a_cache_set(a_cache_question("q1", key_points=points))
    heavy = draft(an_interview(set=questions, talks=(a_talk("q1", COVERED, MISSED),)), START)
    light = draft(an_interview(set=questions, talks=(a_talk("q1", MISSED, COVERED),)), START)
    assert [card.question("q1").proposed for card in (heavy, light)] == [4, 2]


def test_a_point_that_was_said_wrongly_costs_ten_as_in_every_score():
    question = a_cache_question("q1")
    card = draft(an_interview(talks=(a_talk("q1", COVERED, COVERED, CONTRADICTED),)), START).question("q1")
    parts = score_of(question, card)
    assert parts is not None
    assert (round(parts.coverage), parts.penalties, parts.total) == (67, 10, 57)
    assert card.proposed == 3


def test_a_draft_has_proposals_but_neither_ratings_nor_a_recommendation():
    card = draft(an_interview(talks=(a_talk("q1", COVERED, COVERED, COVERED),)), START)
    assert card.is_draft
    assert card.recommendation is None
    assert [(each.rating, each.proposed, each.asked) for each in card.questions] == [
        (None, 5, True),
        (None, None, False),
    ]


def test_a_rating_and_remarks_that_were_given_during_the_interview_are_on_the_draft():
    card = draft(an_interview(talks=(a_talk("q1", COVERED, rating=2, remarks="要提示"),)), START)
    assert (card.question("q1").rating, card.question("q1").remarks) == (2, "要提示")


def test_what_the_interviewer_refused_counts_as_missed_and_what_he_confirmed_is_his():
    talk = a_talk("q1", COVERED, COVERED)
    ticks = (confirmed(talk.ticks[0]), confirmed(talk.ticks[1], TickState.REFUSED))
    card = draft(an_interview(talks=(replace(talk, ticks=ticks),)), START).question("q1")
    assert [(each.kind, each.by_hand) for each in card.marks] == [(COVERED, True), (MISSED, True)]


def test_quotes_of_a_draft_are_slices_of_the_notes_also_when_these_were_changed_after_the_tick():
    talk = a_talk("q1", COVERED, notes="一大批 key 同时过期")
    kept = draft(an_interview(talks=(talk,)), START).question("q1").mark("q1-1")
    lost = draft(an_interview(talks=(replace(talk, notes="改过了"),)), START).question("q1").mark("q1-1")
    assert kept.quote == "同时过期"
    assert (lost.kind, lost.quote) == (COVERED, "")


def test_nothing_is_proposed_where_there_is_nothing_to_go_by():
    own = a_cache_question("own", key_points=(), own=True)
    talks = (a_talk("own", notes="聊了团队"), a_talk("q1", notes=" "))
    card = draft(an_interview(set=a_cache_set(own, a_cache_question("q1")), talks=talks), START)
    assert [each.proposed for each in card.questions] == [None, None]
    assert all(each.asked for each in card.questions)


def test_strengths_and_concerns_are_drafted_from_the_points_in_the_language_of_the_questions():
    talks = (a_talk("q1", COVERED, COVERED, PARTIAL), a_talk("q2", CONTRADICTED))
    card = draft(an_interview(talks=talks), START)
    assert card.strengths == ("雪崩：3 个要点说到 2 个，包括：大量 key 同时过期；过期时间加随机数",)
    assert card.concerns == (
        "雪崩：说成了“同时过期”，笔记里是：大量 key 同时过期",
        "雪崩：没说到：过期时间加随机数；热点数据分布到不同的节点",
    )
    english = draft(an_interview(set=a_cache_set(language="en"), talks=talks), START)
    assert english.strengths[0].startswith("雪崩: 2 of 3 points said, among them: ")


def test_before_anybody_touches_it_a_draft_follows_the_interview_and_is_not_stored():
    desk = Cards()
    met = desk.meet(a_talk("q1", COVERED))
    assert desk.scorecards.of(met).version == 0
    later = desk.interviews.save(met.with_talk(a_talk("q1", COVERED, COVERED)))
    assert len(desk.scorecards.of(later).question("q1").marks) == 2
    assert desk.scorecards.cards.find("i1") is None


def test_a_touched_draft_still_follows_the_interview_and_keeps_what_was_put_on_the_card():
    desk = Cards()
    met = desk.meet(a_talk("q1", COVERED))
    card = desk.scorecards.edit("i1", 0, lambda card: with_rating(card, "q1", 4))
    desk.scorecards.mark("i1", card.version, "q1", "q1-3", COVERED)
    later = desk.interviews.save(met.with_talk(a_talk("q1", COVERED, COVERED, notes="一大批 key 同时过期，打散")))
    own = desk.scorecards.of(later).question("q1")
    assert (own.rating, own.proposed, own.notes) == (4, 5, "一大批 key 同时过期，打散")
    assert [own.mark(f"q1-{at}").kind for at in (1, 2, 3)] == [COVERED, COVERED, COVERED]


def test_a_point_that_is_marked_by_hand_moves_the_score_and_the_proposal():
    desk = Cards()
    desk.meet(a_talk("q1", COVERED))
    assert desk.scorecards.view("i1").questions[0].score == 33
    desk.scorecards.mark("i1", 0, "q1", "q1-2", COVERED)
    seen = desk.scorecards.view("i1")
    assert (seen.questions[0].score, seen.questions[0].card.proposed) == (67, 4)
    assert seen.questions[0].card.mark("q1-1").quote == "同时过期"


def test_proposals_are_taken_over_only_where_nobody_rated():
    desk = Cards()
    desk.meet(a_talk("q1", COVERED, COVERED, COVERED), a_talk("q2", COVERED, rating=4))
    card = desk.scorecards.edit("i1", 0, with_proposals)
    assert [each.rating for each in card.questions] == [5, 4]


def test_of_two_windows_on_one_draft_the_second_is_told():
    desk = Cards()
    desk.meet(a_talk("q1", COVERED))
    desk.scorecards.edit("i1", 0, lambda card: with_rating(card, "q1", 4))
    with pytest.raises(ScorecardChangedElsewhere):
        desk.scorecards.edit("i1", 0, lambda card: with_rating(card, "q1", 2))


def test_a_card_is_signed_with_a_name_and_the_time():
    desk = Cards()
    card = desk.rated({"q1": 4})
    assert card.signed is not None
    assert (card.signed.name, card.signed.at) == ("李娜", desk.clock.now())
    assert [each.what for each in desk.scorecards.view("i1").log] == [ChangedPart.SIGNED]
    assert desk.scorecards.sign("i1", card.version, "another") == card


def test_a_card_is_not_signed_without_a_name_a_recommendation_and_a_rating_for_each_question_that_was_asked():
    desk = Cards()
    desk.meet(a_talk("q1", COVERED), a_talk("q2", COVERED))
    with pytest.raises(SignerMissing):
        desk.scorecards.sign("i1", 0, "  ")
    with pytest.raises(ScorecardIncomplete) as told:
        desk.scorecards.sign("i1", 0, "李娜")
    assert told.value.details["unrated"] == 2
    card = desk.scorecards.edit("i1", 0, lambda card: with_rating(with_rating(card, "q1", 3), "q2", 3))
    with pytest.raises(ScorecardUndecided):
        desk.scorecards.sign("i1", card.version, "李娜")


def test_an_interview_in_which_nothing_was_asked_cannot_be_signed():
    desk = Cards()
    desk.meet()
    card = desk.scorecards.edit("i1", 0, lambda card: replace(card, recommendation=Recommendation.NO))
    with pytest.raises(ScorecardIncomplete):
        desk.scorecards.sign("i1", card.version, "李娜")


def test_a_signed_card_does_not_follow_the_interview_any_more():
    desk = Cards()
    card = desk.rated({"q1": 4})
    met = desk.interviews.save(desk.interviews.get("i1").with_talk(a_talk("q1", CONTRADICTED)))
    assert desk.scorecards.of(met) == card


def test_after_the_signature_a_change_needs_a_name_and_a_reason_and_stands_in_the_log():
    desk = Cards()
    card = desk.rated({"q1": 4})
    for who, why in (("", "听漏了"), ("王强", " ")):
        with pytest.raises(ChangeNeedsReason):
            desk.scorecards.edit("i1", card.version, lambda card: with_rating(card, "q1", 2), who=who, why=why)
    desk.clock.advance(hours=1)
    desk.scorecards.edit("i1", card.version, lambda card: with_rating(card, "q1", 2), who="王强", why="听漏了一句")
    line = desk.scorecards.view("i1").log[-1]
    assert (line.who, line.what, line.before, line.after) == ("王强", ChangedPart.RATING, "4", "2")
    assert (line.why, line.question_id, line.at) == ("听漏了一句", "q1", desk.clock.now())
    assert desk.scorecards.view("i1").card.signed == card.signed


def test_each_part_that_changed_has_a_line_of_its_own_and_what_did_not_has_none():
    desk = Cards()
    card = desk.rated({"q1": 4})

    def changed(card):
        own = replace(card.question("q1"), remarks="后来补充")
        return replace(card.with_question(own), recommendation=Recommendation.STRONG_YES, concerns=("a", "b"))

    card = desk.scorecards.edit("i1", card.version, changed, who="李娜", why="补充")
    card = desk.scorecards.mark("i1", card.version, "q1", "q1-2", COVERED, who="李娜", why="说了")
    again = desk.scorecards.edit("i1", card.version, lambda card: card, who="李娜", why="nothing")
    log = desk.scorecards.view("i1").log[1:]
    assert [(each.what, each.after) for each in log] == [
        (ChangedPart.RECOMMENDATION, "strong_yes"),
        (ChangedPart.CONCERNS, "a\nb"),
        (ChangedPart.REMARKS, "后来补充"),
        (ChangedPart.MARK, "covered"),
    ]
    assert (log[-1].key_point_id, log[-1].before) == ("q1-2", "missed")
    assert again.version == card.version


def test_before_the_signature_nothing_is_logged():
    desk = Cards()
    desk.meet(a_talk("q1", COVERED))
    desk.scorecards.edit("i1", 0, lambda card: with_rating(card, "q1", 4))
    assert desk.scorecards.view("i1").log == ()


def test_the_score_stands_beside_the_rating_and_never_for_it():
    desk = Cards()
    desk.meet(a_talk("q1", COVERED, COVERED, COVERED), a_talk("q2", COVERED))
    seen = desk.scorecards.view("i1")
    assert seen.score == 67
    assert seen.mean_rating is None
    desk.scorecards.edit("i1", 0, lambda card: with_rating(card, "q1", 2))
    assert desk.scorecards.view("i1").mean_rating == 2


def test_a_question_of_another_copy_of_the_set_counts_as_not_asked():
    desk = Cards()
    met = desk.meet(a_talk("q1", COVERED))
    desk.scorecards.edit("i1", 0, lambda card: with_rating(card, "q1", 4))
    wider = replace(met, set=a_cache_set(a_cache_question("q1"), a_cache_question("q2"), a_cache_question("q9")))
    desk.interviews.save(wider)
    assert [each.card.asked for each in desk.scorecards.view("i1").questions] == [True, False, False]


def test_rating_a_question_says_that_it_was_asked():
    card = with_rating(draft(an_interview(), START), "q2", 3)
    assert card.question("q2") == QuestionCard("q2", True, rating=3)


def test_an_unknown_interview_says_so():
    with pytest.raises(InterviewNotFound):
        Cards().scorecards.view("i9")


def test_lines_of_a_box_are_trimmed_and_empty_ones_left_out():
    assert lines(" a \n\n  \nb") == ("a", "b")
