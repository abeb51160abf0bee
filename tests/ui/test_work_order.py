"""The order of work in an incident, drawn beside the score."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from interviewer.i18n import translate

UNSAFE = "直接 <b>重启</b>，然后看 CPU 正常没有。"
SAFE = "先看告警影响了哪些服务，再看日志，发现是配置写错导致的，把配置改回来，然后确认恢复正常。"


def drawn(answer: str, language: str = "zh") -> str:
    """The HTML of the component for an answer."""

    def script() -> None:
        import streamlit as st

        from interviewer.services.incident_drill import work_order_of
        from ui.components import work_order

        work_order.show(work_order_of(st.session_state["answer"]))

    at = AppTest.from_function(script)
    at.session_state["language"] = language
    at.session_state["answer"] = answer
    at.run()
    assert not at.exception
    return "".join(each.proto.body for each in at.get("html"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_safe_order_is_told_with_all_five_steps(language: str) -> None:
    html = drawn(SAFE, language)
    assert translate("drill.verdict.safe", language) in html
    assert html.count("<li>") == 5
    assert translate("ui.work_order.not_told", language) not in html


def test_an_unsafe_order_says_what_was_wrong_and_what_was_not_said() -> None:
    html = drawn(UNSAFE)
    assert translate("drill.verdict.unsafe", "zh") in html
    assert translate("drill.slip.fix_before_check", "zh") in html
    assert translate("ui.work_order.not_told", "zh") in html


def test_words_of_the_answer_are_never_markup() -> None:
    html = drawn(UNSAFE)
    assert "<b>重启</b>" not in html
    assert "&lt;b&gt;重启" in html


def test_an_answer_without_steps_gets_one_line() -> None:
    html = drawn("不知道。")
    assert translate("drill.verdict.nothing", "zh") in html
    assert "<li>" not in html
