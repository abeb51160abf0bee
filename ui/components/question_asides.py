"""The quiet buttons beside a question: hear it again, in other words, with a hint, or stop the clock."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.domain.sessions import Turn
from interviewer.i18n import explain
from interviewer.services.asides import MOST_HINTS
from ui.components import focus, keys
from ui.state import container, count_repeat, keep_problem, language, repeats, t


def on_question(turn: Turn) -> None:
    """The row below a question."""
    with st.container(horizontal=True, gap="small", key="asides"):
        st.button(
            t("practice.repeat"),
            type="tertiary",
            key="repeat",
            icon=":material/replay:",
            shortcut=keys.REPEAT,
            on_click=count_repeat,
        )
        if st.button(
            t("practice.rephrase"),
            type="tertiary",
            key="rephrase",
            icon=":material/swap_horiz:",
            shortcut=keys.REPHRASE,
        ):
            _do(container().asides.rephrase, turn, t("practice.rephrasing"))
        on_follow_up(turn)
    if repeats():
        focus.take(focus.QUESTION, f"repeat-{repeats()}", key="focus-repeat", in_sight=focus.QUESTION)


def on_follow_up(turn: Turn) -> None:
    """What a follow-up has of it: that stands beside the box anyway, and has only the one wording."""
    left = MOST_HINTS - len(turn.open_course.hints)
    if st.button(
        t("practice.hint", left=left) if left else t("practice.no_hint_left"),
        type="tertiary",
        key="hint",
        icon=":material/lightbulb:",
        shortcut=keys.HINT,
        disabled=not left,
        help=t("practice.hint_costs"),
    ):
        _do(container().asides.hint, turn, t("practice.finding_hint"))
    st.button(
        t("practice.pause"),
        type="tertiary",
        key="pause",
        icon=":material/pause:",
        shortcut=keys.PAUSE,
        on_click=_change,
        args=(container().asides.pause, turn),
    )


def resume(turn: Turn) -> None:
    """The one thing to do while it is paused."""
    with st.container(key="resume-row"):
        st.button(
            t("practice.resume"),
            type="primary",
            key="resume",
            icon=":material/play_arrow:",
            shortcut=keys.PAUSE,
            on_click=_change,
            args=(container().asides.resume, turn),
        )
    focus.take(".st-key-resume button", f"resume-{turn.id}-{turn.version}", key="focus-resume")


def _do(verb: Callable[..., Turn], turn: Turn, meanwhile: str) -> None:
    with st.spinner(meanwhile):  # a model may be asked
        _change(verb, turn)
    st.rerun()


def _change(verb: Callable[..., Turn], turn: Turn) -> None:
    try:
        verb(turn.session_id, turn.id, seen=turn.version)
    except InterviewerError as error:
        keep_problem(explain(error, language()))
