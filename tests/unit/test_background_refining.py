"""Refining in the background: only where a setting asks for it, one section at a time, and never in the way."""

from __future__ import annotations

import time

import pytest

from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.bootstrap import Container
from interviewer.domain.assessment import FallbackReason
from interviewer.services import background_refining
from interviewer.services.background_refining import BackgroundRefining
from interviewer.settings import Settings
from tests.fakes import FakeEmbedder
from tests.unit.test_refining import NOTE, SPLIT, Desk, reply


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(background_refining, "_LOOK_SECONDS", 0.01)


def until(true) -> bool:
    end = time.monotonic() + 5
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return bool(true())


def test_what_is_pending_is_refined_and_what_is_ingested_later_too(quick):
    desk, ingested = Desk(reply(*SPLIT), reply(("x", 1, 1))), [1]
    worker = BackgroundRefining(desk.refining, lambda: ingested[0])
    worker.start()
    assert until(lambda: desk.refining.pending() == [])
    desk.read(NOTE.replace("不等从库确认", "不等从库的确认"))
    time.sleep(0.1)
    assert len(desk.model.calls) == 1, "nothing was ingested yet"
    ingested[0] = 2
    assert until(lambda: desk.refining.pending() == [])
    worker.stop()
    assert len(desk.model.calls) == 2


def test_a_model_that_fails_is_left_in_peace_for_a_while(quick, monkeypatch):
    desk = Desk(FallbackReason.RATE_LIMITED, reply(*SPLIT))
    worker = BackgroundRefining(desk.refining, lambda: 1)
    worker.start()
    assert until(lambda: desk.model.calls)
    time.sleep(0.1)
    worker.stop()
    assert len(desk.model.calls) == 1
    monkeypatch.setattr(background_refining, "_FIRST_PAUSE", 0.02)
    again = BackgroundRefining(desk.refining, lambda: 1)
    again.start()
    assert until(lambda: desk.refining.pending() == [])
    again.stop()


def test_whatever_goes_wrong_the_thread_lives_on(quick, monkeypatch):
    desk = Desk(reply(*SPLIT))
    monkeypatch.setattr(background_refining, "_FIRST_PAUSE", 0.01)
    real, failures = desk.refining.pending, iter([RuntimeError("disk")])

    def pending():
        for failure in failures:
            raise failure
        return real()

    monkeypatch.setattr(desk.refining, "pending", pending)
    worker = BackgroundRefining(desk.refining, lambda: 1)
    worker.start()
    assert until(lambda: real() == [])
    worker.stop()


@pytest.mark.parametrize(("asked_for", "model"), [(False, True), (True, False), (True, True)])
def test_it_is_there_only_with_a_model_and_where_the_setting_asks_for_it(tmp_path, asked_for, model):
    parts = {"embedder": FakeEmbedder(), "chat_model": ScriptedChat([]) if model else None}
    container = Container(Settings(data_dir=tmp_path, refine_after_ingest=asked_for), **parts)
    assert (container.background_refining is not None) == (asked_for and model)
    container.close()
