"""How long candidates are kept, what is forgotten with them, and what needs their consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from interviewer.domain.errors import CandidateNotFound, CandidateUnnamed, ConsentMissing, RecordingNotFound
from interviewer.domain.live import Consent
from interviewer.settings import load
from tests.desk_cards import Cards, a_candidate, an_interview_recording, days
from tests.fakes import START, FakeClock


def test_a_candidate_is_listed_with_his_interviews_and_the_day_on_which_he_goes():
    desk = Cards(days=30)
    desk.meet(ended_at=START + timedelta(hours=1))
    (row,) = desk.candidates.rows()
    assert row.candidate == a_candidate()
    assert [each.interview.id for each in row.interviews] == ["i1"]
    assert row.goes_at == START + timedelta(hours=1) + days(30)


def test_a_candidate_goes_when_his_days_after_the_last_interview_are_over():
    desk = Cards(days=30)
    desk.meet(id="i1")
    desk.meet(id="i2", began_at=START + days(10), candidate=a_candidate())
    desk.meet(id="i3", candidate=a_candidate("c2", "Ada"))
    desk.clock.advance(days=30)
    assert [each.id for each in desk.candidates.purge()] == ["c2"]
    desk.clock.advance(days=9, hours=23)
    assert [row.candidate.id for row in desk.candidates.rows()] == ["c1"]
    desk.clock.advance(hours=1)
    assert desk.candidates.rows() == []
    assert desk.interviews.all() == []


def test_with_no_days_set_nobody_goes_by_himself():
    desk = Cards()
    desk.meet()
    desk.clock.advance(days=9_999)
    assert [row.goes_at for row in desk.candidates.rows()] == [None]
    assert desk.candidates.purge() == []


def test_deleting_a_candidate_takes_his_card_its_log_and_his_recordings_along():
    desk = Cards()
    desk.rated({"q1": 4})
    desk.recordings.add(an_interview_recording(), b"audio")
    desk.candidates.delete("c1")
    assert desk.interviews.all() == []
    assert desk.scorecards.cards.find("i1") is None
    assert desk.scorecards.cards.log("i1") == []
    with pytest.raises(RecordingNotFound):
        desk.recordings.audio("r1")
    with pytest.raises(CandidateNotFound):
        desk.candidates.delete("c1")


@pytest.mark.parametrize("consent", [None, Consent(False, START, "不愿意")])
def test_without_his_consent_nothing_of_a_candidate_is_recorded(consent):
    desk = Cards()
    met = desk.meet(consent=consent)
    with pytest.raises(ConsentMissing):
        desk.candidates.keep_recording(met, an_interview_recording(), b"audio")
    assert desk.recordings.of_interview("i1") == []


def test_with_his_consent_a_recording_is_kept_until_he_takes_it_back():
    desk = Cards()
    met = desk.meet(consent=Consent(True, START))
    desk.candidates.keep_recording(met, an_interview_recording(), b"audio")
    assert desk.recordings.audio("r1") == b"audio"
    desk.interviews.save(replace(met, consent=Consent(False, START)))
    with pytest.raises(ConsentMissing):
        desk.candidates.keep_recording(met, an_interview_recording("r2"), b"audio")


def test_a_candidate_needs_a_name_or_what_stands_for_it():
    desk = Cards()
    with pytest.raises(CandidateUnnamed):
        desk.candidates.add("  ")
    added = desk.candidates.add("  候选人   7 ")
    assert (added.name, added.made_at) == ("候选人 7", FakeClock().now())
    assert desk.candidates.names() == {"候选人 7"}


def test_names_of_a_candidate_are_also_those_that_an_interviewer_wrote_in_his_own_way():
    desk = Cards()
    desk.meet()
    desk.interviews.save(replace(desk.interviews.get("i1"), candidate="Zhang Wei"))
    assert desk.candidates.names() == {"张伟", "Zhang Wei"}


def test_the_days_are_a_setting(tmp_path, monkeypatch):
    monkeypatch.setenv("DESK_RETENTION_DAYS", "180")
    assert load(tmp_path / "none").desk_retention_days == 180
