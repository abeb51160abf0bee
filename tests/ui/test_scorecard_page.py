"""Pages after an interview: the scorecard of one, and the candidates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.domain.live import Consent
from interviewer.domain.scorecard import Recommendation
from interviewer.services.desk.scorecards import with_rating
from tests.desk_cards import (
    CONTRADICTED,
    COVERED,
    a_cache_set,
    a_candidate,
    a_talk,
    an_interview,
    an_interview_recording,
    many_questions,
)
from tests.fakes import START
from tests.sounds import a_tone


@pytest.fixture
def meet(app, product):
    """Keep an interview behind the pages' back; the app is open at the list."""
    app.open("candidates")

    def keep(*talks, id="i1", candidate=None, **fields):
        who = candidate or a_candidate()
        product().candidates.store.add(who)
        made = an_interview(id, candidate_id=who.id, candidate=who.name, **{"set": a_cache_set(), **fields})
        return product().candidates.interviews.save(replace(made, talks=talks))

    return keep


@pytest.fixture
def signed(meet, product):
    """Keep an interview with a signed card."""

    def keep(ratings, *, by="李娜", id="i1", recommendation=Recommendation.YES, **fields):
        meet(*(a_talk(each, COVERED) for each in ratings), id=id, **fields)
        cards = product().candidates.scorecards

        def filled(card):
            for question, rating in ratings.items():
                card = with_rating(card, question, rating)
            return replace(card, recommendation=recommendation)

        return cards.sign(id, cards.edit(id, 0, filled).version, by)

    return keep


def card_of(product, id="i1"):
    return product().candidates.scorecards.view(id).card


def radio(app, key):
    return app.at.radio(key=key)


def test_without_an_interview_the_page_says_where_to_go(app):
    app.open("scorecard")
    assert "没有指明是哪场面试。请从候选人列表打开评分表。" in app.notices


def test_an_interview_that_is_gone_says_so(app):
    app.open("scorecard", interview="nowhere")
    assert any("没有这场面试" in each for each in app.notices)


def test_a_draft_says_that_it_is_one_and_shows_points_quotes_and_what_ratings_mean(app, meet):
    meet(a_talk("q1", COVERED, CONTRADICTED))
    text = app.open("scorecard", interview="i1").text
    assert any("这是草稿" in each for each in app.notices)
    for wanted in (
        "“同时过期”",
        "说反了",
        "过期时间加随机数",
        "程序判断",
        "一大批 key 同时过期",
        "没问",
        "还没有人给任何一题评分",
    ):
        assert wanted in text
    assert list(radio(app, "sc-rating-q1").proto.captions)[2] == "说得出原因和一个办法"


def test_a_proposed_rating_is_seen_only_where_it_was_asked_for_or_the_interviewer_has_rated(app, meet):
    meet(a_talk("q1", COVERED, CONTRADICTED), a_talk("q2", COVERED))
    held = ("依据得分", "要点得分", "得分 33", "· 建议")
    text = app.open("scorecard", interview="i1").text
    assert not [each for each in held if each in text]
    assert "评后显示" in text
    radio(app, "sc-rating-q2").set_value(3).run()
    assert "建议 2 分，依据得分 33" in app.sound().text
    assert not [each for each in radio(app, "sc-rating-q1").options if "建议" in each]
    app.press("看建议评分（1 题还没评）")
    assert [each for each in radio(app, "sc-rating-q1").options if "建议" in each] == ["**2** · 建议"]


def test_rating_recommending_and_signing_makes_the_card_a_persons(app, meet, product):
    meet(a_talk("q1", COVERED, COVERED))
    app.open("scorecard", interview="i1")
    radio(app, "sc-rating-q1").set_value(4).run()
    radio(app, "sc-recommendation").set_value("yes").run()
    app.at.text_area(key="sc-concerns").set_value("没说代价\n\n说得快").run()
    app.sound().press("签字")
    card = card_of(product)
    assert (card.signed.name, card.question("q1").rating) == ("李娜", 4)
    assert (card.recommendation, card.concerns) == (Recommendation.YES, ("没说代价", "说得快"))
    assert "已签字。" in app.notices
    assert not [each for each in app.at.radio if each.key.startswith("sc-rating")]


def test_a_card_that_is_not_complete_is_not_signed_and_says_what_is_missing(app, meet, product):
    meet(a_talk("q1", COVERED))
    app.open("scorecard", interview="i1").press("签字")
    assert any("还差 1 题的评分" in each for each in app.notices)
    assert card_of(product).is_draft


def test_proposed_ratings_are_taken_over_by_one_press(app, meet, product):
    meet(a_talk("q1", COVERED, COVERED), a_talk("q2", COVERED))
    app.open("scorecard", interview="i1").press("看建议评分（2 题还没评）").press("采用 2 题的建议评分")
    assert [each.rating for each in card_of(product).questions] == [4, 2]


def test_a_point_is_corrected_by_hand(app, meet, product):
    meet(a_talk("q1", COVERED))
    app.open("scorecard", interview="i1")
    app.at.selectbox(key="sc-mark-q1-q1-2").set_value("covered").run()
    app.sound()
    assert card_of(product).question("q1").proposed == 4
    assert "面试官认定" in app.text


def test_a_signed_card_is_changed_only_with_a_name_and_a_reason(app, signed, product):
    signed({"q1": 4})
    app.open("scorecard", interview="i1").press("修改这份评分表")
    radio(app, "sc-rating-q1").set_value(2).run()
    assert any("写明是谁改的" in each for each in app.sound().notices)
    assert card_of(product).question("q1").rating == 4
    app.at.text_input(key="sc-who-i1").set_value("王强").run()
    app.at.text_input(key="sc-why-i1").set_value("听漏了一句").run()
    radio(app, "sc-rating-q1").set_value(2).run()
    text = app.sound().text
    assert "王强 · 评分 1：4 → 2" in text
    assert "原因：听漏了一句" in text


def test_who_changes_a_card_that_another_window_changed_is_told(app, meet, product):
    meet(a_talk("q1", COVERED))
    app.open("scorecard", interview="i1")
    product().candidates.scorecards.edit("i1", 0, lambda card: with_rating(card, "q1", 5))
    radio(app, "sc-rating-q1").set_value(1).run()
    assert any("另一个窗口" in each for each in app.sound().notices)
    assert card_of(product).question("q1").rating == 5


@pytest.fixture
def recorded(meet, product):
    """Keep an interview with a recording of a tone."""
    interview = meet(a_talk("q1", COVERED), consent=Consent(True, START))
    product().candidates.keep_recording(interview, an_interview_recording(), a_tone(12.5))


def test_recordings_are_listed_played_and_deleted(app, recorded, product):
    text = app.open("scorecard", interview="i1").text
    assert "第 1 题" in text and "0:12" in text and "已同意录音" in text
    assert not app.at.get("audio")
    app.press("播放")
    assert app.at.get("audio")
    app.press("删掉这段录音")
    assert "录音已删掉。" in app.notices
    assert product().candidates.recordings.of_interview("i1") == []
    assert "播放" not in app.buttons


def test_the_list_of_candidates_says_what_was_recorded(app, recorded):
    assert "录音 1 段" in app.open("candidates").text


def test_with_nobody_interviewed_the_list_says_what_will_be_here(app):
    app.open("candidates")
    assert any("还没有在工作台面过人" in each for each in app.notices)
    assert "DESK_RETENTION_DAYS" in app.text


def test_the_list_tells_of_drafts_and_signed_cards(app, meet, signed):
    signed({"q1": 4})
    meet(a_talk("q1", COVERED), id="i2", candidate=a_candidate("c2", "Ada"))
    text = app.open("candidates").text
    for wanted in ("张伟", "Ada", "草稿", "4.0 / 5", "李娜"):
        assert wanted in text


def test_deleting_a_candidate_asks_first_and_says_what_went(app, signed, product):
    signed({"q1": 4})
    app.open("candidates")
    assert "张伟 将彻底删除：1 场面试" in app.text
    app.press("彻底删除")
    assert "已删除 张伟 和全部内容。" in app.notices
    assert product().candidates.interviews.all() == []


@pytest.fixture
def a_hundred_years(monkeypatch):
    monkeypatch.setenv("DESK_RETENTION_DAYS", "36500")


def test_the_days_of_the_retention_are_told_with_the_day_on_which_somebody_goes(a_hundred_years, app, signed):
    signed({"q1": 4})
    text = app.open("candidates").text
    assert "最后一场面试过 36500 天" in text
    assert "2126-" in text


def test_candidates_compare_on_one_set_and_without_names_there_are_letters(app, signed):
    signed({"q1": 4, "q2": 3})
    signed({"q1": 2, "q2": 3}, id="i2", candidate=a_candidate("c2", "Ada Lovelace"))
    app.open("candidates").choose("视图", "compare")
    assert "Ada Lovelace" in app.text and "3.5" in app.text
    app.at.toggle(key="sc-blind").set_value(True).run()
    text = app.sound().text
    assert "Ada" not in text and "张伟" not in text and "3.5" in text


def test_interviewers_stand_side_by_side_with_their_agreement(app, signed, meet):
    questions = many_questions(6)
    signed({f"q{at}": 3 for at in range(1, 7)}, set=questions)
    signed({"q1": 3, "q2": 5, "q3": 3, "q4": 4, "q5": 3, "q6": 1}, by="王强", id="i2", set=questions)
    meet(a_talk("q1"), id="i3", set=questions)
    app.open("candidates")
    text = app.open("candidates", candidate="c1").text
    for wanted in ("李娜 和 王强", "加权 kappa 0.00", "6 题中 3 题相同", "相差 2 档", "1 份评分表还没签字"):
        assert wanted in text


def test_everything_is_there_in_english_too(second_window, signed):
    signed({"q1": 4})
    text = second_window.open("scorecard", interview="i1", lang="en").text
    assert "Signed by 李娜" in text and "Mean rating 4.0 of 5" in text
