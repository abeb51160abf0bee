"""Holding a live interview, over fakes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.errors import CandidateUnnamed, InterviewChangedElsewhere, SetEmpty
from interviewer.domain.live import Interview, Probe, ProbeReason, Talk, Tick, TickState
from interviewer.domain.live_course import at_hand
from interviewer.services.desk.interviewing import Interviewing, words_used
from interviewer.services.desk.probes import Suggestions
from tests.fakes import FakeCandidateStore, FakeClock, FakeInterviewStore
from tests.samples import a_question_set

PROBE = Probe("probe1", "谁拉，谁推？", ProbeReason.VAGUE, words="同步")
SAID = Tick("kp1", VerdictKind.COVERED, quote="binlog", probability=0.9)


@dataclass
class ScriptedProbing:
    """Gives what it was told to, and keeps what it was asked."""

    gives: Suggestions = field(default_factory=lambda: Suggestions((SAID,), (PROBE,)))
    asked: list[dict[str, Any]] = field(default_factory=list)
    meanwhile: Any = None

    def suggest(self, question: Any, notes: str, language: str, **known: Any) -> Suggestions:
        self.asked.append({"notes": notes, **known})
        if self.meanwhile:
            self.meanwhile()
        return self.gives


class BusyStore(FakeInterviewStore):
    """Another window is faster than the next save, so many times."""

    busy = 0

    def save(self, interview: Interview) -> Interview:
        if self.busy:
            self.busy -= 1
            there = self.kept[interview.id]
            self.kept[interview.id] = replace(there, interviewer="另一位", version=there.version + 1)
        return super().save(interview)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(clock: FakeClock) -> Interviewing:
    store = BusyStore()
    return Interviewing(store, FakeCandidateStore(store), ScriptedProbing(), clock)  # type: ignore[arg-type]


@pytest.fixture
def interview(desk: Interviewing) -> Interview:
    return desk.begin(a_question_set(), " 张伟 ", interviewer="李娜")


def test_an_interview_begins_with_the_first_question_and_its_clock(desk: Interviewing, interview: Interview) -> None:
    assert at_hand(interview) == "q1"
    assert interview.began_at == interview.talk("q1").began_at == desk.clock.now()
    assert (interview.candidate, interview.interviewer) == ("张伟", "李娜")
    assert desk.candidates.get(interview.candidate_id).name == "张伟"
    assert desk.unfinished() == [interview]


def test_the_same_candidate_can_be_interviewed_twice(desk: Interviewing, interview: Interview) -> None:
    second = desk.begin(a_question_set(), "张伟", candidate_id=interview.candidate_id)

    assert [each.id for each in desk.interviews.of_candidate(interview.candidate_id)].count(second.id) == 1
    assert len(desk.candidates.all()) == 1


def test_without_questions_or_a_name_nothing_begins(desk: Interviewing) -> None:
    with pytest.raises(SetEmpty):
        desk.begin(replace(a_question_set(), questions=()), "张伟")
    with pytest.raises(CandidateUnnamed):
        desk.begin(a_question_set(), "  ")


def test_notes_are_saved_before_anything_reads_them(desk: Interviewing, interview: Interview) -> None:
    desk.note(interview.id, "q1", "靠 binlog")

    assert desk.get(interview.id).talk("q1").notes == "靠 binlog"
    assert desk.probing.asked == []  # type: ignore[attr-defined]


def test_suggested_ticks_are_saved_with_their_quotes(desk: Interviewing, interview: Interview) -> None:
    desk.note(interview.id, "q1", "靠 binlog")

    after, probes = desk.suggest(interview.id, "q1")

    assert after.talk("q1").ticks == (SAID,)
    assert probes == (PROBE,)


def test_a_tick_read_from_older_notes_is_not_kept(desk: Interviewing, interview: Interview) -> None:
    desk.note(interview.id, "q1", "靠 binlog")
    desk.probing.meanwhile = lambda: desk.note(interview.id, "q1", "不是", base="靠 binlog")  # type: ignore[attr-defined]

    after, _ = desk.suggest(interview.id, "q1")

    assert after.talk("q1").ticks == ()


def test_a_confirmed_point_counts_and_keeps_its_quote(desk: Interviewing, interview: Interview) -> None:
    desk.note(interview.id, "q1", "靠 binlog")
    desk.suggest(interview.id, "q1")

    after = desk.tick(interview.id, "q1", "kp1", TickState.CONFIRMED)

    assert after.talk("q1").tick("kp1") == replace(SAID, state=TickState.CONFIRMED)
    assert after.talk("q1").tick("kp1").counts  # type: ignore[union-attr]


def test_a_point_can_be_confirmed_that_the_machine_did_not_see(desk: Interviewing, interview: Interview) -> None:
    after = desk.tick(interview.id, "q1", "kp2", TickState.CONFIRMED)

    assert after.talk("q1").tick("kp2") == Tick("kp2", VerdictKind.COVERED, TickState.CONFIRMED)


def test_a_refused_point_does_not_count_whatever_is_suggested_later(desk: Interviewing, interview: Interview) -> None:
    desk.tick(interview.id, "q1", "kp1", TickState.REFUSED)
    desk.note(interview.id, "q1", "靠 binlog")

    after, _ = desk.suggest(interview.id, "q1")

    assert not after.talk("q1").tick("kp1").counts  # type: ignore[union-attr]


def test_a_word_that_is_taken_back_leaves_no_trace_where_nothing_was_suggested(
    desk: Interviewing, interview: Interview
) -> None:
    desk.tick(interview.id, "q1", "kp2", TickState.CONFIRMED)

    assert desk.tick(interview.id, "q1", "kp2", TickState.SUGGESTED).talk("q1").ticks == ()


def test_an_asked_probe_is_kept_with_its_time_and_not_suggested_again(desk: Interviewing, interview: Interview) -> None:
    after = desk.ask(interview.id, "q1", PROBE)
    desk.suggest(interview.id, "q1")

    assert after.talk("q1").probes[0].asked_at == desk.clock.now()
    assert desk.probing.asked[-1]["asked"] == {"probe1"}  # type: ignore[attr-defined]


def test_a_probe_that_was_asked_by_mistake_comes_back(desk: Interviewing, interview: Interview) -> None:
    desk.ask(interview.id, "q1", PROBE)
    desk.ask(interview.id, "q1", PROBE, asked=False)
    desk.suggest(interview.id, "q1")

    assert desk.probing.asked[-1]["asked"] == frozenset()  # type: ignore[attr-defined]


def test_a_thumb_down_sends_a_probe_away_and_a_thumb_up_does_not(desk: Interviewing, interview: Interview) -> None:
    desk.thumb(interview.id, "q1", PROBE, useful=True)
    desk.suggest(interview.id, "q1")
    desk.thumb(interview.id, "q1", PROBE, useful=False)
    desk.suggest(interview.id, "q1")

    assert [each["asked"] for each in desk.probing.asked] == [frozenset(), {"probe1"}]  # type: ignore[attr-defined]


def test_a_rating_stays_within_its_scale_and_can_be_taken_back(desk: Interviewing, interview: Interview) -> None:
    assert desk.rate(interview.id, "q1", 9).talk("q1").rating == 5
    assert desk.rate(interview.id, "q1", None).talk("q1").rating is None


def test_the_end_stops_every_clock_and_leaves_no_question_open(
    desk: Interviewing, clock: FakeClock, interview: Interview
) -> None:
    clock.advance(minutes=4)
    desk.pause(interview.id, on=True)
    clock.advance(minutes=1)

    ended = desk.end(interview.id)

    assert ended.seconds(clock.now()) == 240
    assert ended.talk("q1").ended_at == ended.ended_at == clock.now()
    assert desk.unfinished() == []
    assert desk.turn_to(interview.id, "q2") == ended


def test_what_two_windows_do_to_different_questions_is_all_kept(desk: Interviewing, interview: Interview) -> None:
    desk.interviews.busy = 2  # type: ignore[attr-defined]

    after = desk.rate(interview.id, "q1", 4)

    assert after.talk("q1").rating == 4
    assert after.interviewer == "另一位"


def test_who_is_never_faster_is_told(desk: Interviewing, interview: Interview) -> None:
    desk.interviews.busy = 99  # type: ignore[attr-defined]

    with pytest.raises(InterviewChangedElsewhere):
        desk.rate(interview.id, "q1", 4)


def test_consent_is_noted_with_its_time(desk: Interviewing, interview: Interview) -> None:
    assert not interview.may_record
    after = desk.consent(interview.id, given=True, note="口头")

    assert after.may_record and after.consent is not None and after.consent.at == desk.clock.now()


def test_a_probe_is_not_worded_as_one_that_was_asked_on_the_question_before(
    desk: Interviewing, interview: Interview, clock: FakeClock
) -> None:
    first = desk.suggest(interview.id, "q1")[1][0]
    desk.ask(interview.id, "q1", first)
    clock.advance(minutes=1)
    desk.turn_to(interview.id, "q2")
    assert first.text in words_used(desk.get(interview.id), desk.get(interview.id).talk("q2"))
    assert first.text not in words_used(desk.get(interview.id), Talk("q1"))
