"""Changes of key points, made when a button is pressed and told at the foot of the page, where they can be undone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain
from interviewer.services.key_points import Change
from ui.components.markup import escape
from ui.state import container, keep_change, keep_problem, kept_change, language, t, take_problem


def make(told: str, verb: Callable[..., Change], *arguments: object) -> bool:
    """Called before the page is drawn again; says whether the change was made."""
    try:
        change = verb(*arguments)
    except InterviewerError as error:
        keep_problem(explain(error, language()))
        return False
    keep_change(change, told)
    return True


def press(told: str, verb: Callable[..., Change], *arguments: object) -> None:
    """The same for a button that does nothing else."""
    make(told, verb, *arguments)


def show(section_id: str) -> None:
    """What was done last, in sight wherever on the page one is."""
    change, told = kept_change(section_id)
    problem = take_problem()
    if not told and not problem:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", wrap=False, key="told"):
        look = "iv-told warn" if problem else "iv-told"
        st.html(f'<div class="{look}" role="status">{escape(problem or told)}</div>', width="stretch")
        if change is not None and not problem:
            st.button(t("points.undo"), key="undo", icon=":material/undo:", on_click=_undo, args=(change,))


def _undo(change: Change) -> None:
    try:
        container().key_points.undo(change)
    except InterviewerError as error:
        keep_change(None)
        keep_problem(explain(error, language()))
    else:
        keep_change(None, t("points.done.undo"))
