"""The interview: one question, a place to answer, honest feedback."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from interviewer.domain.errors import InterviewerError, SessionNotFound
from interviewer.domain.sessions import FollowUpTurn, Session, Turn, TurnState
from interviewer.i18n import explain
from interviewer.services.practice import LONGEST_ANSWER
from ui import routes, theme
from ui.components import assessment_card, focus, follow_up_card, grading, read_aloud, turn_header
from ui.components.markup import escape, notice
from ui.state import (
    container,
    keep_draft,
    keep_problem,
    language,
    page_parameters,
    t,
    take_draft,
    take_problem,
)


def _session() -> Session:
    asked = st.query_params.get("session")
    if asked:
        return container().sessions.get(asked)
    unfinished = container().sessions.unfinished()
    if unfinished is None:
        raise SessionNotFound(id="–")
    return unfinished


def _shown_turn(session: Session) -> Turn | None:
    """The turn at hand: the open one, or the last one until the next question is asked."""
    return session.current_turn or (session.turns[-1] if session.turns else None)


def _to_report(session: Session) -> None:
    container().practice.end(session.id)
    st.switch_page(routes.REPORT, query_params=page_parameters(session=session.id))


def _submit(key: str, session_id: str, turn_id: str, seen: int) -> None:
    """Called before the page is drawn again, with what the candidate had before him when he wrote."""
    _save(session_id, turn_id, seen, st.session_state[key] or "")


def _save(session_id: str, turn_id: str, seen: int, answer: str) -> None:
    """Save first; what could not be saved stays with its writer."""
    try:
        container().practice.save_answer(session_id, turn_id, answer, seen=seen)
    except InterviewerError as error:
        keep_draft(answer)
        keep_problem(explain(error, language()))


def _skip(session_id: str, turn_id: str, seen: int) -> None:
    try:
        container().practice.skip(session_id, turn_id, seen=seen)
        if not container().sessions.get(session_id).asked_all:  # else the page shows what there is, and then ends it
            container().practice.ask_next(session_id)
    except InterviewerError as error:
        keep_problem(explain(error, language()))


def _grade(session: Session, turn: Turn) -> None:
    last = turn.follow_ups[-1] if turn.follow_ups else None
    points = (last.follow_up.key_point,) if last else turn.question.key_points
    with st.bottom:  # takes the place of the buttons, which lead nowhere while this goes on
        if last and last.answer:
            _asked(last)
        st.html(f'<div class="iv-quiet iv-small" role="status">{escape(t("practice.saved"))}</div>')
        st.chat_input(t("practice.grading"), key="waiting", disabled=True)
    with grading.shown(replace(turn.question, key_points=points)):
        container().practice.grade_turn(session.id, turn.id, language=session.plan.language)
    st.rerun()


def _next(session: Session) -> None:
    after = container().practice.ask_next(session.id)
    if after.finished_at is not None:
        _to_report(after)
    st.rerun()


def _waits_for_grade(turn: Turn) -> bool:
    last = turn.follow_ups[-1] if turn.follow_ups else None
    return turn.state is TurnState.ANSWERED or bool(last and last.answer and last.assessment is None)


def _answer(text: str) -> None:
    st.html(f'<div class="iv-answer" aria-label="{escape(t("practice.your_answer"))}">{escape(text)}</div>')


def _feedback(session: Session, turn: Turn) -> None:
    if turn.assessment is None:
        return
    section = container().notes.section(turn.question.section_id)
    assessment_card.show(turn, section, asking=turn.open_follow_up is not None)
    if turn.may_be_graded_better and st.button(t("practice.regrade"), icon=":material/refresh:", type="tertiary"):
        with grading.shown(turn.question):
            container().practice.regrade(session.id, turn.id)
        st.rerun()


def _asked(follow_up: FollowUpTurn) -> None:
    st.html(
        f'<div class="iv-follow"><span class="iv-quiet iv-small">{escape(t("practice.follow_up"))}</span><br>'
        f"{escape(follow_up.follow_up.text)}</div>"
    )


def _read_aloud(turn: Turn) -> None:
    """What is asked now; of a question that is done with, only when its button is pressed."""
    asked = turn.open_follow_up.follow_up if turn.open_follow_up else turn.question
    answered = turn.open_follow_up is None and turn.state is not TurnState.ASKED
    read_aloud.show(asked.text, asked.language, f"{turn.id}-{len(turn.follow_ups)}", quiet=answered)


def _follow_up(turn: Turn, number: int) -> None:
    follow_up = turn.follow_ups[number]
    _asked(follow_up)
    if follow_up.answer:
        _answer(follow_up.answer)
    if follow_up.assessment is not None:
        section = container().notes.section(turn.question.section_id)
        follow_up_card.show(turn, number, section)


def _entry(session: Session, turn: Turn) -> None:
    """The box to answer in, with the quiet ways past it."""
    following = turn.open_follow_up is not None
    seen = (session.id, turn.id, turn.version)
    with st.bottom:
        if turn.open_follow_up is not None:  # beside the box, so that it is in sight while the feedback is read
            _asked(turn.open_follow_up)
            _read_aloud(turn)
        with st.container(horizontal=True, gap="small", key="ways_past"):
            st.button(
                t("practice.dont_know"),
                type="tertiary",
                key="dont_know",
                icon=":material/help:",
                on_click=_save,
                args=(*seen, t("practice.dont_know_answer")),
            )
            skip = t("practice.skip_follow_up" if following else "practice.skip")
            st.button(skip, type="tertiary", key="skip", icon=":material/skip_next:", on_click=_skip, args=seen)
            if st.button(t("practice.end"), type="tertiary", key="end", icon=":material/stop_circle:"):
                _to_report(session)
        key = f"answer-{turn.id}-{len(turn.follow_ups)}"
        st.chat_input(
            t("practice.answer_follow_up" if following else "practice.answer"),
            key=key,
            max_chars=LONGEST_ANSWER,
            on_submit=_submit,
            args=(key, *seen),
        )
        focus.take(focus.ANSWER_BOX, f"{turn.id}-{len(turn.follow_ups)}")


def _forward(session: Session, turn: Turn) -> None:
    """What comes next has the focus, so that Enter leads there; elsewhere Enter means what has the focus then."""
    focus.take(focus.FORWARD, f"{turn.id}-{len(turn.follow_ups)}-done")
    with st.bottom, st.container(horizontal=True, gap="small", key="forward"):
        if session.asked_all:
            if st.button(t("practice.to_report"), type="primary", key="to_report", icon=":material/bar_chart:"):
                _to_report(session)
            return
        if st.button(t("practice.next"), type="primary", key="next", icon=":material/arrow_forward:"):
            _next(session)
        if st.button(t("practice.end"), type="tertiary", key="end", icon=":material/stop_circle:"):
            _to_report(session)


def _draft() -> None:
    """An answer that could not be saved, with the reason."""
    if problem := take_problem():
        st.html(notice(problem, warn=True))
    if draft := take_draft():
        st.code(draft, language=None, wrap_lines=True)


def _page() -> None:
    theme.apply()
    try:
        session = _session()
    except SessionNotFound:
        st.html(notice(t("practice.none")))
        st.page_link(routes.START, label=t("nav.start"), icon=":material/home:", query_params=page_parameters())
        return
    turn = _shown_turn(session)
    if session.finished_at is None and session.asked_all and turn is not None and turn.state is TurnState.SKIPPED:
        _to_report(session)
    if turn is None or session.finished_at is not None:
        _draft()
        st.html(notice(t("practice.finished")))
        st.page_link(
            routes.REPORT,
            label=t("practice.to_report"),
            icon=":material/bar_chart:",
            query_params=page_parameters(session=session.id),
        )
        return
    turn_header.show(session, turn)
    if turn.open_follow_up is None:
        _read_aloud(turn)
    _draft()
    if turn.answer:
        _answer(turn.answer)
    _feedback(session, turn)
    for number, follow_up in enumerate(turn.follow_ups):
        if follow_up is not turn.open_follow_up:
            _follow_up(turn, number)
    if _waits_for_grade(turn):
        _grade(session, turn)
    elif session.current_turn is not None:
        _entry(session, turn)
    else:
        _forward(session, turn)


_page()
