"""The clock of the machine jumps: by a year, back and forth, in the middle of everything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from interviewer.adapters.fsrs_scheduler import FsrsScheduler
from interviewer.domain.reviews import Rating, Review
from interviewer.domain.timing import LONGEST_COUNTED, seconds_on_session
from interviewer.services.desk.candidates import Candidates
from interviewer.services.history import History
from interviewer.services.practice import Practice
from tests.fakes import START, FakeCandidateStore, FakeClock, FakeInterviewStore
from tests.faults import children

YEAR = timedelta(days=366)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def practice(sqlite_url, open_at, clock):
    database = open_at(sqlite_url)
    children.keep_notes(database)
    made = children.a_practice(database)
    return Practice(made._notes, made._sessions, made._grader, made._writer, clock)


@pytest.mark.parametrize("jump", [-YEAR, YEAR])
def test_a_session_goes_on_through_a_jump_and_keeps_its_answers_and_their_order(practice, clock, jump):
    session = children.begin(practice, 3)
    for number in range(3):
        turn = session.current_turn
        practice.submit_answer(session.id, turn.id, f"answer {number} from the relay log", language="zh")
        while (turn := practice._sessions.get(session.id).current_turn) and turn.open_follow_up is not None:
            practice.skip(session.id, turn.id)
        clock.time += jump if number == 0 else timedelta(minutes=1)
        session = practice.ask_next(session.id)
    assert [turn.answer[:8] for turn in session.turns] == ["answer 0", "answer 1", "answer 2"]
    assert session.finished_at is not None
    assert 0 <= seconds_on_session(session, clock.now()) <= 3 * LONGEST_COUNTED


def test_nothing_deleted_goes_for_good_while_the_clock_is_a_year_behind(practice, clock):
    store, history = practice._sessions, History(practice._sessions, clock)
    sessions = [children.begin(practice, 1) for _ in range(2)]
    history.delete(sessions[0].id)
    clock.time -= YEAR
    history.tidy()
    history.delete(sessions[1].id)
    history.tidy()
    for each in sessions:
        store.restore(each.id)
    assert {each.id for each in store.summaries()} == {each.id for each in sessions}


def test_a_review_that_lies_in_the_future_is_no_trouble_for_the_schedule():
    scheduler = FsrsScheduler()
    today = START.date()
    memory = scheduler.replay([Review(today, Rating.GOOD), Review(today - YEAR, Rating.GOOD)])
    assert memory.due > memory.last
    for day in (today - YEAR, today, today + YEAR):
        assert 0 <= scheduler.recall(memory, day) <= 1


def test_no_candidate_goes_while_the_clock_is_a_year_behind(clock):
    interviews = FakeInterviewStore()
    candidates = Candidates(FakeCandidateStore(interviews), interviews, None, None, clock, retention_days=30)
    candidates.add("Ada")
    clock.time -= YEAR
    candidates.add("Grace")
    assert candidates.purge() == []
    assert candidates.names() == {"Ada", "Grace"}
