"""What every store of the desk's interviews does: candidates, interviews, scorecards with their logs, recordings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from interviewer.adapters.sql.candidate_store import SqlCandidateStore
from interviewer.adapters.sql.interview_recordings import SqlInterviewRecordings
from interviewer.adapters.sql.interview_store import SqlInterviewStore
from interviewer.adapters.sql.scorecard_store import SqlScorecardStore
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.errors import (
    CandidateNotFound,
    InterviewChangedElsewhere,
    InterviewNotFound,
    RecordingNotFound,
    ScorecardChangedElsewhere,
)
from interviewer.domain.live import AskedProbe, Consent, Probe, ProbeReason, Talk, Tick, TickState
from interviewer.domain.ports import CandidateStore, InterviewRecordings, InterviewStore, ScorecardStore
from interviewer.domain.scorecard import (
    Change,
    ChangedPart,
    PointMark,
    QuestionCard,
    Recommendation,
    Scorecard,
    Signature,
)
from interviewer.domain.sessions import Pause
from interviewer.services.desk.candidates import Candidates
from interviewer.services.desk.scorecards import Scorecards
from tests.contract.conftest import STORES
from tests.desk_cards import a_cache_set, a_candidate, an_interview, an_interview_recording
from tests.fakes import (
    START,
    FakeCandidateStore,
    FakeClock,
    FakeInterviewRecordings,
    FakeInterviewStore,
    FakeScorecardStore,
)

AUDIO = bytes(range(256)) * 100


@dataclass
class Stores:
    candidates: CandidateStore
    interviews: InterviewStore
    cards: ScorecardStore
    recordings: InterviewRecordings


@pytest.fixture(params=STORES)
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "fake":
        interviews = FakeInterviewStore()
        made = Stores(
            FakeCandidateStore(interviews),
            interviews,
            FakeScorecardStore(interviews),
            FakeInterviewRecordings(interviews),
        )
    else:
        database = request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url"))
        made = Stores(
            SqlCandidateStore(database),
            SqlInterviewStore(database),
            SqlScorecardStore(database),
            SqlInterviewRecordings(database),
        )
    made.candidates.add(a_candidate())
    return made


def a_card(**fields: object) -> Scorecard:
    return replace(Scorecard("i1", START, (QuestionCard("q1", notes="同时过期", proposed=3),)), **fields)


def a_change(after: str = "4", **fields: object) -> Change:
    return replace(Change(START, "李娜", ChangedPart.RATING, "3", after, "听漏了一句", "q1"), **fields)


def test_an_interview_comes_back_as_it_was_saved(stores):
    probe = AskedProbe(Probe("p1", "过期时间怎么打散？", ProbeReason.MISSED, "q1-2"), START, useful=True)
    tick = Tick("q1-1", VerdictKind.COVERED, TickState.CONFIRMED, "同时过期", 0.83)
    talk = Talk("q1", "一大批 key 同时过期", (tick,), (probe,), 4, "说得很快", START, START + timedelta(minutes=4))
    whole = an_interview(
        talks=(talk,),
        consent=Consent(True, START, "口头同意", keeps=False, transcribed_by="hears.example"),
        earlier_consents=(Consent(False, START),),
        began_at=START,
        ended_at=START + timedelta(minutes=30),
        pauses=(Pause(START, START + timedelta(minutes=1)),),
    )
    saved = stores.interviews.save(whole)
    assert saved == replace(whole, version=1)
    assert stores.interviews.get("i1") == saved


def test_each_save_of_an_interview_counts_its_version_up(stores):
    first = stores.interviews.save(an_interview())
    second = stores.interviews.save(first.with_talk(Talk("q1", "同时过期")))
    assert (first.version, second.version) == (1, 2)
    assert stores.interviews.get("i1").talk("q1").notes == "同时过期"


def test_of_two_windows_on_one_interview_the_second_to_save_is_told(stores):
    first = stores.interviews.save(an_interview())
    kept = stores.interviews.save(first.with_talk(Talk("q1", "from one window")))
    with pytest.raises(InterviewChangedElsewhere):
        stores.interviews.save(first.with_talk(Talk("q1", "from the other")))
    with pytest.raises(InterviewChangedElsewhere):
        stores.interviews.save(an_interview())
    assert stores.interviews.get("i1") == kept


def test_an_interview_needs_a_candidate(stores):
    with pytest.raises(CandidateNotFound):
        stores.interviews.save(an_interview(candidate_id="nobody"))
    with pytest.raises(InterviewNotFound):
        stores.interviews.get("i1")


def test_interviews_are_found_by_set_and_by_candidate_newest_first(stores):
    stores.candidates.add(a_candidate("c2", "Ada"))
    for number, (candidate, questions) in enumerate([("c1", "set1"), ("c2", "set1"), ("c1", "set2")], 1):
        at = START + timedelta(minutes=number)
        stores.interviews.save(
            an_interview(f"i{number}", candidate_id=candidate, set=a_cache_set(id=questions), made_at=at)
        )
    assert [each.id for each in stores.interviews.of_set("set1")] == ["i2", "i1"]
    assert [each.id for each in stores.interviews.of_candidate("c1")] == ["i3", "i1"]
    assert [each.id for each in stores.interviews.all()] == ["i3", "i2", "i1"]


def test_a_candidate_stays_as_he_was_first_written(stores):
    stores.candidates.add(a_candidate(name="somebody else"))
    assert stores.candidates.get("c1") == a_candidate()
    with pytest.raises(CandidateNotFound):
        stores.candidates.get("c2")


def test_candidates_come_newest_first(stores):
    zone = timezone(timedelta(hours=8))
    stores.candidates.add(a_candidate("c2", "Ada", made_at=(START + timedelta(minutes=1)).astimezone(zone)))
    assert [each.id for each in stores.candidates.all()] == ["c2", "c1"]
    assert stores.candidates.get("c2").made_at == START + timedelta(minutes=1)


def test_a_scorecard_comes_back_as_it_was_saved(stores):
    stores.interviews.save(an_interview())
    marks = (PointMark("q1-1", VerdictKind.COVERED, "同时过期", by_hand=True),)
    whole = a_card(
        questions=(QuestionCard("q1", True, marks, "一大批 key 同时过期", "说得很快", 4, 3),),
        strengths=("原理清楚",),
        concerns=("没说怎么验证", "没说代价"),
        recommendation=Recommendation.YES,
        signed=Signature("李娜", START),
    )
    saved = stores.cards.save(whole)
    assert saved == replace(whole, version=1)
    assert stores.cards.find("i1") == saved


def test_there_is_no_card_before_one_is_saved_and_none_without_an_interview(stores):
    with pytest.raises(InterviewNotFound):
        stores.cards.save(a_card())
    stores.interviews.save(an_interview())
    assert stores.cards.find("i1") is None
    assert stores.cards.log("i1") == []


def test_of_two_windows_on_one_card_the_second_to_save_is_told_and_leaves_no_line_in_the_log(stores):
    stores.interviews.save(an_interview())
    first = stores.cards.save(a_card())
    kept = stores.cards.save(replace(first, strengths=("from one window",)), [a_change("4")])
    with pytest.raises(ScorecardChangedElsewhere):
        stores.cards.save(replace(first, strengths=("from the other",)), [a_change("5")])
    with pytest.raises(ScorecardChangedElsewhere):
        stores.cards.save(a_card())
    assert stores.cards.find("i1") == kept
    assert stores.cards.log("i1") == [a_change("4")]


def test_the_log_of_a_card_grows_and_keeps_its_order(stores):
    stores.interviews.save(an_interview())
    first = stores.cards.save(a_card(), [a_change("1"), a_change("2")])
    stores.cards.save(first, [a_change("3", why="")])
    assert [each.after for each in stores.cards.log("i1")] == ["1", "2", "3"]
    assert stores.cards.log("i1")[2] == a_change("3", why="")


def test_a_recording_of_an_interview_comes_back_with_its_audio(stores):
    stores.interviews.save(an_interview())
    stores.recordings.add(an_interview_recording("r2", at=START + timedelta(minutes=1)), AUDIO)
    stores.recordings.add(an_interview_recording(), AUDIO)
    stores.recordings.add(an_interview_recording(seconds=1.0), b"other")
    assert [each.id for each in stores.recordings.of_interview("i1")] == ["r1", "r2"]
    assert stores.recordings.of_interview("i1")[0] == an_interview_recording()
    assert stores.recordings.audio("r1") == AUDIO
    with pytest.raises(InterviewNotFound):
        stores.recordings.add(an_interview_recording("r3", interview_id="i9"), AUDIO)


def test_deleted_recordings_are_gone_and_others_stay(stores):
    stores.interviews.save(an_interview())
    for id in ("r1", "r2", "r3"):
        stores.recordings.add(an_interview_recording(id, take="t1"), AUDIO)
    stores.recordings.delete(["r1", "r3", "never there"])
    stores.recordings.delete([])
    assert [each.id for each in stores.recordings.of_interview("i1")] == ["r2"]
    with pytest.raises(RecordingNotFound):
        stores.recordings.audio("r1")


def test_when_a_candidate_is_deleted_all_of_him_is_gone_and_nothing_of_others(stores):
    stores.candidates.add(a_candidate("c2", "Ada"))
    for number in (1, 2):
        interview, candidate = f"i{number}", f"c{number}"
        stores.interviews.save(an_interview(interview, candidate_id=candidate))
        stores.cards.save(a_card(interview_id=interview), [a_change()])
        stores.recordings.add(an_interview_recording(f"r{number}", interview_id=interview), AUDIO)
    stores.candidates.delete("c1")
    stores.candidates.delete("c1")
    assert [each.id for each in stores.candidates.all()] == ["c2"]
    assert [each.id for each in stores.interviews.all()] == ["i2"]
    assert stores.cards.find("i1") is None
    assert stores.cards.log("i1") == []
    assert stores.recordings.of_interview("i1") == []
    with pytest.raises(RecordingNotFound):
        stores.recordings.audio("r1")
    assert stores.cards.find("i2") is not None
    assert stores.cards.log("i2") == [a_change()]
    assert stores.recordings.audio("r2") == AUDIO


def test_an_interview_that_is_still_open_elsewhere_does_not_bring_a_deleted_candidate_back(stores):
    saved = stores.interviews.save(an_interview())
    stores.candidates.delete("c1")
    with pytest.raises(CandidateNotFound):
        stores.interviews.save(saved.with_talk(Talk("q1", "late")))
    assert stores.interviews.all() == []


def test_the_files_of_a_sqlite_database_hold_nothing_of_a_deleted_candidate(sqlite_url, open_at):
    database = open_at(sqlite_url)
    candidates, interviews = SqlCandidateStore(database), SqlInterviewStore(database)
    candidates.add(a_candidate(name="Zbigniew"))
    saved = interviews.save(an_interview(candidate="Zbigniew"))
    interviews.save(saved.with_talk(Talk("q1", "unmistakable words " * 500)))
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    assert b"Zbigniew" in _bytes(file)
    candidates.delete("c1")
    assert b"Zbigniew" not in _bytes(file)
    assert b"unmistakable" not in _bytes(file)


@pytest.mark.parametrize("how", ["recording", "candidate", "retention"])
def test_the_files_of_a_sqlite_database_hold_nothing_of_deleted_audio(sqlite_url, open_at, how):
    database, clock = open_at(sqlite_url), FakeClock()
    stores = SqlCandidateStore(database), SqlInterviewStore(database), SqlInterviewRecordings(database)
    cards = Scorecards(stores[1], SqlScorecardStore(database), clock)
    people = Candidates(*stores, cards, clock, retention_days=30)
    people.store.add(a_candidate())
    met = people.interviews.save(an_interview(consent=Consent(True, START), began_at=START))
    people.keep_recording(met, an_interview_recording(), b"unmistakable sound " * 500)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    assert b"unmistakable" in _bytes(file)
    if how == "recording":
        people.recordings.delete(["r1"])
    elif how == "candidate":
        people.delete("c1")
    else:
        clock.advance(days=30)
        people.purge()
    assert people.recordings.of_interview("i1") == []
    assert b"unmistakable" not in _bytes(file)


def _bytes(file: Path) -> bytes:
    """All that the database has on disk, its log of writes too."""
    return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
