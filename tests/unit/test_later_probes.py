"""A model's words for probes that stand on the screen already."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from interviewer.domain.live import Interview, Probe, ProbeReason, Talk
from interviewer.services.desk.later_probes import LaterProbes
from tests.desk_cards import an_interview

SHOWN = (Probe("a", "谁先动？", ProbeReason.VAGUE, words="同步"), Probe("b", "还差哪一步？", ProbeReason.MISSED))


@dataclass
class SlowModel:
    """Answers when it is let, with its own words for all it is asked for."""

    let: threading.Event = field(default_factory=threading.Event)
    asked: list[dict[str, Any]] = field(default_factory=list)
    fails: bool = False

    def reworded(self, question: Any, notes: str, language: str, *, shown: Any, **more: Any) -> tuple[Probe, ...]:
        self.asked.append({"notes": notes, "shown": shown, **more})
        assert self.let.wait(10)
        if self.fails:
            raise RuntimeError("no")
        return tuple(replace(each, text=f"模型：{each.text}", writer="llm") for each in shown)


@pytest.fixture
def model() -> SlowModel:
    return SlowModel()


@pytest.fixture
def later(model: SlowModel) -> LaterProbes:
    return LaterProbes(model)  # type: ignore[arg-type]


def noted(notes: str = "它会自己同步") -> Interview:
    return replace(an_interview(), talks=(Talk("q1", notes=notes),))


def come(later: LaterProbes) -> None:
    coming = later._wishes["i1"].coming
    assert coming is not None
    coming.exception(10)


def test_the_embedded_words_stand_until_the_model_has_answered(later: LaterProbes, model: SlowModel) -> None:
    later.ask(noted(), "q1", SHOWN)

    assert later.placed("i1", "q1", SHOWN) == SHOWN
    assert later.waiting("i1")
    model.let.set()


def test_the_models_words_come_into_the_same_places(later: LaterProbes, model: SlowModel) -> None:
    model.let.set()
    later.ask(noted(), "q1", SHOWN)
    come(later)

    placed = later.placed("i1", "q1", SHOWN)

    assert [each.id for each in placed] == ["a", "b"]
    assert [each.text for each in placed] == ["模型：谁先动？", "模型：还差哪一步？"]
    assert not later.waiting("i1")


def test_a_probe_that_is_pointed_at_keeps_its_words(later: LaterProbes, model: SlowModel) -> None:
    model.let.set()
    later.ask(noted(), "q1", SHOWN)
    come(later)

    assert later.placed("i1", "q1", SHOWN, held=["a"])[0] == SHOWN[0]


def test_one_request_runs_at_a_time_and_the_same_is_not_asked_twice(later: LaterProbes, model: SlowModel) -> None:
    later.ask(noted(), "q1", SHOWN)
    later.ask(noted("它会自己同步，然后"), "q1", SHOWN)
    model.let.set()
    come(later)
    later.placed("i1", "q1", SHOWN)
    later.ask(noted(), "q1", SHOWN)

    assert len(model.asked) == 1
    assert model.asked[0]["names"] == ("张伟",)


def test_a_probe_in_the_models_words_is_not_worded_again(later: LaterProbes, model: SlowModel) -> None:
    model.let.set()
    later.ask(noted(), "q1", (replace(SHOWN[0], writer="llm"), SHOWN[1]))
    come(later)

    assert [each.id for each in model.asked[0]["shown"]] == ["b"]


def test_words_for_a_question_that_was_left_are_thrown_away(later: LaterProbes, model: SlowModel) -> None:
    model.let.set()
    later.ask(noted(), "q1", SHOWN)
    come(later)

    assert later.placed("i1", "q2", SHOWN) == SHOWN


def test_a_model_that_breaks_changes_nothing(later: LaterProbes, model: SlowModel) -> None:
    model.fails = True
    model.let.set()
    later.ask(noted(), "q1", SHOWN)
    come(later)

    assert later.placed("i1", "q1", SHOWN) == SHOWN
    assert not later.waiting("i1")


def test_nothing_is_asked_before_something_was_said(later: LaterProbes, model: SlowModel) -> None:
    later.ask(noted("  "), "q1", SHOWN)

    assert not later.waiting("i1")
