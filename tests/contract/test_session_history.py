"""What every SessionStore does for the history: pages, search, filters, names, deletion and its undoing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.errors import SessionNotFound
from interviewer.domain.history import HistoryFilter, Standing
from interviewer.domain.ports import SessionStore
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import FollowUpTurn, TurnState
from tests.contract.conftest import STORES
from tests.fakes import START, FakeSessionStore
from tests.samples import a_key_point, a_question, a_session, a_turn, an_assessment

DAY = timedelta(days=1)


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> SessionStore:
    if request.param == "fake":
        return FakeSessionStore()
    return SqlSessionStore(request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url")))


def keep(store, id, *, day=0, path="Database / MySQL / 主从复制", kind=None, grader="embedded", **fields):
    """A session with one turn, graded where a verdict is given."""
    session = {name: fields.pop(name) for name in ("name", "finished_at") if name in fields}
    store.add(a_session(id, started_at=START + day * DAY, **session))
    if kind is not None:
        fields |= {"state": TurnState.GRADED, "assessment": an_assessment(kind, grader=grader)}
    store.save_turn(a_turn(f"turn of {id}", session=id, question=a_question(path=path), **fields))


def found(store, **wanted):
    return [each.id for each in store.page(HistoryFilter(**wanted)).sessions]


def test_a_page_is_a_part_of_the_wanted_sessions_newest_first_and_says_how_many_there_are(store):
    for at in range(7):
        keep(store, f"s{at}", day=at)
    first, last = store.page(HistoryFilter(), 0, 3), store.page(HistoryFilter(), 6, 3)
    assert ([each.id for each in first.sessions], first.total) == (["s6", "s5", "s4"], 7)
    assert ([each.id for each in last.sessions], last.total) == (["s0"], 7)
    assert store.page(HistoryFilter(), 9, 3).sessions == ()


def test_a_page_shows_what_the_summaries_show(store):
    keep(store, "a", kind=VerdictKind.COVERED, name="SRE 二面")
    keep(store, "b", day=1, answer="relay log", state=TurnState.ANSWERED)
    assert list(store.page(HistoryFilter()).sessions) == store.summaries()
    assert store.summaries()[1].name == "SRE 二面"


def test_a_new_store_has_an_empty_page_and_no_choices(store):
    assert (store.page(HistoryFilter(words="x")).total, store.choices().topics, store.choices().graders) == (0, (), ())


def test_words_are_sought_in_the_name_the_topics_the_questions_and_the_answers(store):
    keep(store, "named", name="SRE 二面")
    keep(store, "topic", path="Network / DNS / 递归")
    keep(store, "answer", answer="从库重放中继日志")
    follow_up = FollowUpTurn(FollowUp("TTL 过期以后呢？", a_key_point(), "zh"), "重新查询权威服务器")
    keep(store, "follow-up", follow_ups=(follow_up,))
    assert found(store, words="二面") == ["named"]
    assert found(store, words="dns") == ["topic"]
    assert found(store, words="中继日志") == ["answer"]
    assert found(store, words="ttl") == found(store, words="权威服务器") == ["follow-up"]
    assert len(found(store, words="主从复制是怎么做的")) == 4


def test_all_words_have_to_be_there_wherever_they_stand(store):
    keep(store, "both", name="Kafka", answer="副本")
    keep(store, "one", name="Kafka")
    assert found(store, words="  副本   kafka ") == ["both"]
    assert found(store, words="副本 redis") == []


def test_wide_and_capital_letters_are_the_same_words(store):
    keep(store, "wide", answer="ＲＥＬＡＹ Log ßtraße")
    assert found(store, words="relay") == found(store, words="ＬＯＧ") == found(store, words="SSTRASSE") == ["wide"]


@pytest.mark.parametrize("mark", ["%", "_", "\\", "/", "'", '"', "\0", "\ud800", "[", "*"])
def test_marks_of_the_database_are_letters_like_any_other(store, mark):
    keep(store, "plain", answer="ab")
    keep(store, "marked", answer=f"a{mark}b")
    assert "plain" not in found(store, words=f"a{mark}b")
    if mark not in "\0\ud800":
        assert found(store, words=f"a{mark}b") == ["marked"]


def test_words_follow_the_turn(store):
    store.add(a_session())
    turn = store.save_turn(a_turn(answer="first"))
    store.save_turn(replace(turn, answer="second"))
    assert (found(store, words="first"), found(store, words="second")) == ([], ["session1"])


def test_a_session_added_with_its_turns_is_found_and_counted(store):
    store.add(a_session(name="Kafka", turns=(a_turn(answer="relay log", state=TurnState.ANSWERED),)))
    assert found(store, words="relay kafka") == ["session1"]
    assert store.summaries()[0].answered == 1


def test_finished_and_unfinished_sessions_can_be_told_apart(store):
    keep(store, "open")
    keep(store, "ended", finished_at=START + DAY)
    assert found(store, standing=Standing.FINISHED) == ["ended"]
    assert found(store, standing=Standing.UNFINISHED) == ["open"]


def test_a_topic_is_that_of_a_heading_and_of_those_below_it(store):
    keep(store, "mysql")
    keep(store, "redis", path="Database / Redis / 持久化")
    keep(store, "near", path="Database2 / MySQL / 主从复制")
    assert found(store, topic="Database / MySQL") == ["mysql"]
    assert found(store, topic="Database") == ["redis", "mysql"]
    assert found(store, topic="MySQL") == []


def test_topics_and_graders_to_choose_by_are_those_that_are_there(store):
    keep(store, "a", kind=VerdictKind.COVERED, grader="llm")
    keep(store, "b", path="Network / DNS / 递归", kind=VerdictKind.COVERED)
    keep(store, "c", path="Redis")
    assert store.choices().topics == ("Database / MySQL", "Network / DNS", "Redis")
    assert store.choices().graders == ("embedded", "llm")


def test_graders_dates_and_scores_are_limits(store):
    keep(store, "low", day=0, kind=VerdictKind.MISSED)
    keep(store, "half", day=1, kind=VerdictKind.PARTIAL, grader="llm")
    keep(store, "full", day=2, kind=VerdictKind.COVERED)
    keep(store, "none", day=3)
    assert found(store, grader="llm") == ["half"]
    assert found(store, lowest=0) == ["full", "half", "low"]
    assert found(store, lowest=50, highest=99) == ["half"]
    assert found(store, since=START + DAY, until=START + 3 * DAY) == ["full", "half"]


def test_a_name_can_be_given_changed_and_taken_back(store):
    keep(store, "a", name="old words")
    store.rename("a", "SRE 二面")
    assert (store.get("a").name, store.summaries()[0].name) == ("SRE 二面", "SRE 二面")
    assert (found(store, words="old"), found(store, words="二面")) == ([], ["a"])
    store.rename("a", "")
    assert (store.get("a").name, found(store, words="二面")) == ("", [])
    with pytest.raises(SessionNotFound):
        store.rename("none", "x")


def test_a_deleted_session_is_among_the_deleted_only_and_comes_back_whole(store):
    keep(store, "a", kind=VerdictKind.COVERED, name="SRE 二面")
    before, line = store.get("a"), store.summaries()[0]
    store.delete("a", START + DAY)
    assert found(store) == found(store, words="二面") == found(store, standing=Standing.UNFINISHED) == []
    assert store.page(HistoryFilter(standing=Standing.DELETED)).sessions == (replace(line, deleted_at=START + DAY),)
    assert found(store, standing=Standing.DELETED, words="二面") == ["a"]
    store.restore("a")
    assert (store.get("a"), store.summaries()) == (before, [line])


def test_the_first_deletion_counts_and_the_last_deleted_is_first(store):
    for at, id in enumerate(("a", "b")):
        keep(store, id, day=at)
    store.delete("b", START)
    store.delete("a", START + DAY)
    store.delete("b", START + 5 * DAY)
    assert found(store, standing=Standing.DELETED) == ["a", "b"]


def test_restoring_what_was_not_deleted_changes_nothing(store):
    keep(store, "a")
    store.restore("a")
    assert found(store) == ["a"]


def test_what_was_never_there_can_be_neither_deleted_nor_restored(store):
    with pytest.raises(SessionNotFound):
        store.delete("none", START)
    with pytest.raises(SessionNotFound):
        store.restore("none")


def test_a_purge_forgets_what_was_deleted_long_ago_for_good(store):
    for id, day in (("old", 1), ("young", 9), ("kept", 0)):
        keep(store, id)
        if id != "kept":
            store.delete(id, START + day * DAY)
    assert store.purge(START + 5 * DAY) == 1
    assert store.purge(START + 5 * DAY) == 0
    assert (found(store), found(store, standing=Standing.DELETED)) == (["kept"], ["young"])
    with pytest.raises(SessionNotFound):
        store.restore("old")
