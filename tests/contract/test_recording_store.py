"""What every RecordingStore and Preferences does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from interviewer.adapters.sql.preferences import SqlPreferences
from interviewer.adapters.sql.recording_store import SqlRecordingStore
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.errors import RecordingNotFound, SessionNotFound
from interviewer.domain.ports import Preferences, RecordingStore
from interviewer.domain.speech import Mend, MendedText
from tests.contract.conftest import STORES
from tests.fakes import START, FakePreferences, FakeRecordingStore
from tests.samples import a_recording, a_session

AUDIO = bytes(range(256)) * 100


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> RecordingStore:
    if request.param == "fake":
        return FakeRecordingStore(sessions={"session1", "session2"})
    database = request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url"))
    sessions = SqlSessionStore(database)
    sessions.add(a_session("session1"))
    sessions.add(a_session("session2"))
    return SqlRecordingStore(database)


@pytest.fixture(params=STORES)
def preferences(request: pytest.FixtureRequest) -> Preferences:
    if request.param == "fake":
        return FakePreferences()
    return SqlPreferences(request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url")))


def test_a_recording_comes_back_as_it_was_kept_with_its_audio(store):
    mended = MendedText("kubelet 管 Pod", (Mend(0, "cube let", "kubelet"),))
    kept = a_recording(follow_up=0, recogniser="whisper", heard="cube let 管 Pod", said=mended)
    store.add(kept, AUDIO)
    assert store.of_session("session1") == [kept]
    assert store.get("r1") == kept
    assert store.audio("r1") == AUDIO


def test_keeping_it_once_more_changes_nothing(store):
    store.add(a_recording(), AUDIO)
    store.add(a_recording(heard="anders"), b"other")
    assert store.get("r1") == a_recording()
    assert store.audio("r1") == AUDIO


def test_recordings_come_oldest_first_and_those_of_other_sessions_not_at_all(store):
    for minutes in (1, 3, 2):
        store.add(a_recording(f"r{minutes}", at=START + timedelta(minutes=minutes)), AUDIO)
    store.add(a_recording("r9", session_id="session2"), AUDIO)
    assert [each.id for each in store.of_session("session1")] == ["r1", "r2", "r3"]


def test_what_was_heard_is_saved_with_it(store):
    store.add(a_recording(), AUDIO)
    heard = replace(a_recording(), recogniser="whisper", heard="你好", said=MendedText("你好"))
    assert store.save(heard)
    assert store.get("r1") == heard
    assert store.audio("r1") == AUDIO


def test_one_that_was_deleted_is_not_saved_again(store):
    store.add(a_recording(), AUDIO)
    store.delete("r1")
    store.delete("r1")
    assert not store.save(a_recording())
    assert store.of_session("session1") == []
    with pytest.raises(RecordingNotFound):
        store.audio("r1")
    with pytest.raises(RecordingNotFound):
        store.get("r1")


def test_a_session_that_is_not_there_gets_no_recording(store):
    with pytest.raises(SessionNotFound):
        store.add(a_recording(session_id="nowhere"), AUDIO)


def test_times_of_any_zone_are_the_same_moment(store):
    store.add(a_recording(at=START.astimezone(timezone(timedelta(hours=8)))), AUDIO)
    assert store.get("r1").at == START


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def test_recordings_go_with_their_session(kind, request, open_at):
    database = open_at(request.getfixturevalue(f"{kind}_url"))
    SqlSessionStore(database).add(a_session())
    store = SqlRecordingStore(database)
    store.add(a_recording(), AUDIO)
    SqlSessionStore(database).delete("session1", START)
    SqlSessionStore(database).purge(START + timedelta(days=1))
    assert store.of_session("session1") == []


def test_what_was_never_chosen_is_empty(preferences):
    assert preferences.get("keep_recordings") == ""


def test_the_last_choice_is_remembered(preferences):
    preferences.put("keep_recordings", "yes")
    preferences.put("keep_recordings", "no")
    preferences.put("other", "1")
    assert preferences.get("keep_recordings") == "no"
