"""Probes in a model's words."""

from __future__ import annotations

from typing import Any

import pytest

from interviewer.adapters.llm_probes import LLMProbes
from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import FallbackReason, VerdictKind
from interviewer.domain.live import Probe, ProbeReason
from interviewer.domain.names import hidden
from interviewer.services.desk.better_probes import BetterProbes, in_place
from tests.unit.test_desk_probes import QUESTION, probing

LEAK = "是不是 SQL 线程重放 relay log？"
FINE = ("另一边是怎么知道有新东西的？", "拿到以后放在哪儿？", "两边要不要互相等？")


def reply(*texts: str) -> dict[str, Any]:
    return {"probes": [{"aim": at, "probe": text} for at, text in enumerate(texts, start=1)]}


def better(*lines: Any, **found: tuple[VerdictKind, float]) -> tuple[BetterProbes, ScriptedChat]:
    model = ScriptedChat(lines)
    return BetterProbes(probing(**found), LLMProbes(model)), model


def texts(probes: tuple[Probe, ...]) -> list[str]:
    return [each.text for each in probes]


def test_the_model_words_the_probes_that_are_shown_with_the_same_aims() -> None:
    made, _ = better(reply(*FINE))
    shown = made.probing.suggest(QUESTION, "不清楚", "zh").probes
    reworded = made.reworded(QUESTION, "不清楚", "zh", shown=shown)
    assert texts(reworded) == list(FINE)
    assert {each.id for each in reworded} == {each.id for each in shown}
    assert {each.writer for each in reworded} == {"scripted"}


def test_what_gives_a_point_away_is_too_long_or_in_another_language_is_left_out() -> None:
    made, _ = better(reply(LEAK, "为" * 200, "Who asks whom?"))
    assert made.reworded(QUESTION, "不清楚", "zh") == ()


def test_two_aims_do_not_get_the_same_words() -> None:
    made, _ = better(reply(FINE[0], FINE[0], FINE[1]))
    assert texts(made.reworded(QUESTION, "不清楚", "zh")) == [FINE[0], FINE[1]]


def test_a_model_that_fails_leaves_the_embedded_probes() -> None:
    made, _ = better(FallbackReason.TIMED_OUT)
    assert made.reworded(QUESTION, "不清楚", "zh") == ()


def test_the_candidates_name_is_not_sent() -> None:
    made, model = better(reply(*FINE))
    made.reworded(QUESTION, "Ada Lovelace 说不清楚，王小明也不清楚", "zh", names=["Ada Lovelace", "王小明"])
    sent = str(model.calls)
    assert "A. L. 说不清楚" in sent
    assert not any(name in sent for name in ("Ada", "Lovelace", "王小明"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ada lovelace and Lovelace", "A. L. and A. L."),
        ("Adam is somebody else", "Adam is somebody else"),
        ("王小明说", "〇. 〇. 〇.说"),
        ("nobody", "nobody"),
    ],
)
def test_names_become_initials(text: str, expected: str) -> None:
    assert hidden(text, ["Ada Lovelace", "王小明", " "]) == expected


def test_new_words_come_in_place_and_never_under_the_cursor() -> None:
    shown = [Probe(each, f"old {each}", ProbeReason.MISSED) for each in "abc"]
    new = [Probe(each, f"new {each}", ProbeReason.MISSED) for each in "cbx"]
    assert [each.text for each in in_place(shown, new, held={"b"})] == ["old a", "old b", "new c"]
