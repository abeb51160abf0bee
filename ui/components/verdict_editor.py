"""Contesting a verdict, in its place: having it judged again, or setting it oneself."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.verdicts import LONGEST_ARGUMENT, MOST_APPEALS, AppealGround, VerdictPlace
from interviewer.services.verdict_cases import VerdictCase, quotable
from ui.components import focus, verdict_actions
from ui.components.markup import escape, notice
from ui.components.verdict_actions import slug
from ui.state import close_verdict, contest, t

APPEAL, CORRECT = "appeal", "correct"
_FIRST_CONTROL = ".st-key-contesting button, .st-key-contesting input"


def show(case: VerdictCase) -> None:
    now = contest()
    with st.container(border=True, key="contesting"):
        if now.claim is not None:
            verdict_actions.judge(case, now.claim)
        mode = _mode(case)
        if mode == APPEAL:
            _appeal(case)
        else:
            _correct(case)
        if now.problem:
            st.html(notice(now.problem, warn=True))
        _buttons(case, mode)
    focus.take(
        _FIRST_CONTROL,
        f"contest-{now.count}",
        key="focus-contest",
        in_sight=f".st-key-verdict-{slug(case.place)}",
    )


def undo(case: VerdictCase) -> None:
    """The way back to the grader's own verdict."""
    st.button(
        t("contest.undo"),
        key=f"undo-{slug(case.place)}",
        type="tertiary",
        icon=":material/undo:",
        on_click=verdict_actions.undo,
        args=(case.place, case.assessment.score),
    )


def _mode(case: VerdictCase) -> str:
    left = MOST_APPEALS - len(case.verdict.appeals)
    as_good_as_can_be = case.verdict.kind is VerdictKind.COVERED
    only = left <= 0 or case.verdict.corrected is not None or as_good_as_can_be
    modes = [CORRECT] if only else [APPEAL, CORRECT]
    mode = modes[0]
    if len(modes) > 1:
        mode = st.segmented_control(
            t("contest.mode"),
            modes,
            default=modes[0],
            required=True,
            format_func=lambda name: t(f"contest.modes.{name}"),
            key=f"mode-{slug(case.place)}",
            label_visibility="collapsed",
        )
    st.html(f'<div class="iv-quiet iv-small">{escape(t(f"contest.why.{mode}", left=left))}</div>')
    return mode


def _appeal(case: VerdictCase) -> None:
    st.segmented_control(
        t("contest.ground"),
        [each.value for each in AppealGround],
        default=AppealGround.SAID.value,
        required=True,
        format_func=lambda name: t(f"contest.grounds.{name}"),
        key=f"ground-{slug(case.place)}",
        persist_state="page",
    )
    _words(case)
    _text(case.place, "argument")


def _correct(case: VerdictCase) -> None:
    kinds = [each.value for each in VerdictKind if each is not case.verdict.kind]
    key = f"wanted-{slug(case.place)}"
    if st.session_state.get(key) not in kinds:
        st.session_state[key] = kinds[0]
    wanted = st.segmented_control(
        t("contest.wanted"),
        kinds,
        required=True,
        format_func=lambda name: t(f"verdict.{name}"),
        key=key,
        persist_state="page",
    )
    if wanted != VerdictKind.MISSED.value:
        _words(case)
    _text(case.place, "reason")


def _words(case: VerdictCase) -> None:
    """The words of the answer that count. Others may be written, and are taken if they stand in the answer."""
    slices, key = quotable(case.answer), f"words-{slug(case.place)}"
    chosen = st.session_state.setdefault(key, case.verdict.quote or None)
    st.selectbox(
        t("contest.words"),
        slices if chosen in (None, *slices) else [chosen, *slices],
        index=None,
        placeholder=t("contest.words_placeholder"),
        accept_new_options=True,
        key=key,
        persist_state="page",
    )


def _text(place: VerdictPlace, name: str) -> None:
    st.text_area(
        t(f"contest.{name}", most=LONGEST_ARGUMENT),
        key=f"{name}-{slug(place)}",
        height="content",
        max_chars=LONGEST_ARGUMENT,
        persist_state="page",
    )


def _buttons(case: VerdictCase, mode: str) -> None:
    press, icon = (
        (verdict_actions.ask, ":material/replay:") if mode == APPEAL else (verdict_actions.set_, ":material/check:")
    )
    with st.container(horizontal=True):
        st.button(
            t(f"contest.{mode}"),
            key=f"do_{mode}",
            type="primary",
            icon=icon,
            on_click=press,
            args=(case.place, case.assessment.score),
        )
        st.button(t("contest.cancel"), key="cancel_contest", on_click=close_verdict, args=(case.place,))
