"""Tickets for texts that are read aloud."""

from __future__ import annotations

import pytest

from interviewer.domain.errors import VoiceUnavailable
from interviewer.services.reading import Reading
from tests.fakes import FakeVoice


def test_a_ticket_gives_the_speech_of_its_text():
    reading = Reading(FakeVoice())
    assert reading.speech(reading.ticket("为什么？")).audio.endswith("为什么？".encode())


def test_the_same_text_has_the_same_ticket_and_another_process_another_one():
    reading = Reading(FakeVoice())
    assert reading.ticket("为什么？") == reading.ticket("为什么？")
    assert reading.ticket("为什么？") != Reading(FakeVoice()).ticket("为什么？")


def test_nobody_has_a_text_read_that_no_page_has_shown():
    voice = FakeVoice()
    assert Reading(voice).speech("0" * 32) is None
    assert voice.said == []


def test_old_tickets_go_and_the_newest_stay():
    reading = Reading(FakeVoice())
    old = reading.ticket("old")
    newer = [reading.ticket(str(at)) for at in range(256)]
    assert reading.speech(old) is None
    assert all(reading.speech(each) for each in newer)


def test_a_text_is_asked_for_when_it_is_listened_to_and_a_failure_is_told():
    reading = Reading(FakeVoice(fails=True))
    ticket = reading.ticket("为什么？")
    with pytest.raises(VoiceUnavailable):
        reading.speech(ticket)
