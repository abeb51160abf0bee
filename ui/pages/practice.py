"""The interview: one question, a place to answer, honest feedback."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from interviewer.domain.errors import DatabaseUnavailable, InterviewerError, SessionNotFound
from interviewer.domain.sessions import Mode, Session, Turn, TurnState
from interviewer.i18n import explain
from interviewer.services.ladder import MOST_FOLLOW_UPS
from interviewer.services.practice import LONGEST_ANSWER
from ui import routes, theme
from ui.components import (
    focus,
    grading,
    kept_answer,
    keys,
    model_standing,
    question_asides,
    transcript,
    turn_header,
    voice_answer,
)
from ui.components.markup import escape, notice
from ui.state import (
    UnsavedAnswer,
    container,
    keep_draft,
    keep_problem,
    keep_unsaved,
    language,
    page_parameters,
    t,
    take_draft,
    take_problem,
    take_unsaved,
    unsaved,
)

_AT_ONCE = 1.0
"""Seconds that a grade may take before the page says that it is being made: so long a page may think without a word."""


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
    grading.end(session.id)
    st.switch_page(routes.REPORT, query_params=page_parameters(session=session.id))


def _submit(key: str, session_id: str, turn_id: str, seen: int) -> None:
    """Called before the page is drawn again, with what the candidate had before him when he wrote."""
    _save(session_id, turn_id, seen, st.session_state[key] or "", by_voice=True)


def _save(session_id: str, turn_id: str, seen: int, answer: str, *, by_voice: bool = False) -> None:
    """Save first; what could not be saved stays with its writer, and is saved once the database is there again."""
    given = UnsavedAnswer(session_id, turn_id, seen, answer, by_voice)
    try:
        _store(given)
    except DatabaseUnavailable:
        keep_unsaved(given)


def _save_what_waits() -> None:
    """What the database could not take the last time. Raises DatabaseUnavailable while it still cannot."""
    if kept := unsaved():
        _store(kept)
        take_unsaved()


def _store(given: UnsavedAnswer) -> None:
    """Raises DatabaseUnavailable; what else stands in the way is told, with the answer."""
    try:
        spoken = voice_answer.spoken(given.session_id, given.turn_id) if given.by_voice else None
        container().practice.save_answer(given.session_id, given.turn_id, given.answer, seen=given.seen, spoken=spoken)
    except DatabaseUnavailable:
        raise
    except InterviewerError as error:
        keep_draft(given.answer)
        keep_problem(explain(error, language()))


def _skip(session_id: str, turn_id: str, seen: int) -> None:
    """A skipped question makes room for the next one; after a follow-up, what was held back is shown first."""
    try:
        turn = container().practice.skip(session_id, turn_id, seen=seen)
        voice_answer.tidy(session_id)
        if turn.state is TurnState.SKIPPED and not _asked_all(container().sessions.get(session_id)):
            container().practice.ask_next(session_id)
    except InterviewerError as error:
        keep_problem(explain(error, language()))


def _asked_all(session: Session) -> bool:
    return container().practice.has_asked_all(session)


def _graded_at_once(session: Session, turn: Turn) -> Session:
    """The session with the grade, where this machine makes it sooner than a page that tells of waiting would be drawn.

    What goes wrong is left for `_grade` to meet again.
    """
    if container().settings.has_llm or not turn.waits_for_grade:
        return session
    going_on = container().background_grading.begin(session.id, turn.id, language=session.plan.language)
    with suppress(InterviewerError):
        if going_on.done_within(_AT_ONCE):
            going_on.result()
            voice_answer.tidy(session.id)
            return container().sessions.get(session.id)
    return session


def _grade(session: Session, turn: Turn) -> None:
    """Wait for the grade; in an interview without a word about it."""
    last = turn.follow_ups[-1] if turn.follow_ups else None
    going_on = container().background_grading.begin(session.id, turn.id, language=session.plan.language)
    interview = session.plan.mode is Mode.INTERVIEW
    if interview and len(turn.follow_ups) == MOST_FOLLOW_UPS and not _asked_all(session):
        _next(session)  # nothing depends on this grade: it is made while the next question stands
    points = (last.follow_up.key_point,) if last else turn.question.key_points
    with st.bottom:  # takes the place of the buttons, which lead nowhere while this goes on
        if last and last.answer:
            transcript.asked(last)
        said = t("practice.saved_only" if interview else "practice.saved")
        st.html(f'<div class="iv-quiet iv-small" role="status">{escape(said)}</div>')
        meanwhile = st.empty()
        st.chat_input(t("practice.after_grading"), key="waiting", disabled=True)

    def way_on() -> None:
        if not _asked_all(session):
            meanwhile.button(
                t("practice.go_on"), key="go_on", icon=":material/arrow_forward:", on_click=_go_on, args=(session.id,)
            )

    grading.wait(going_on, None if interview else replace(turn.question, key_points=points), way_on)
    voice_answer.tidy(session.id)
    st.rerun()


def _go_on(session_id: str) -> None:
    """Called before the page is drawn again: leave the grade for later."""
    try:
        container().practice.ask_next(session_id, grade_later=True)
    except InterviewerError as error:
        keep_problem(explain(error, language()))


def _ask_next(session_id: str) -> None:
    """Called before the page is drawn again, so that it is drawn once; where the time is up meanwhile, it says so."""
    try:
        if not _asked_all(container().sessions.get(session_id)):
            container().practice.ask_next(session_id)
    except InterviewerError as error:
        keep_problem(explain(error, language()))


def _next(session: Session) -> None:
    if _asked_all(session):
        _to_report(session)
    container().practice.ask_next(session.id)
    st.rerun()


def _entry(session: Session, turn: Turn) -> None:
    """The box to answer in, with the quiet ways past it. While it is paused, what was typed waits in the box."""
    following, paused = turn.open_follow_up is not None, turn.open_course.paused
    seen = (session.id, turn.id, turn.version)
    if not following and not paused:
        question_asides.on_question(turn)
    with st.bottom:
        if turn.open_follow_up is not None:  # beside the box, so that it is in sight while the feedback is read
            transcript.asked(turn.open_follow_up)
            transcript.read(turn)
        if standing := model_standing.line():
            st.html(f'<div class="iv-no-sidebar">{standing}</div>')  # elsewhere the sidebar has it
        if paused:
            question_asides.resume(turn)
        else:
            with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ways_past"):
                if following:
                    question_asides.on_follow_up(turn)
                _ways_past(session, seen, following=following)
        if not paused:
            voice_answer.show(turn)
        key = f"answer-{turn.id}-{len(turn.follow_ups)}"
        st.chat_input(
            _placeholder(session, following=following),
            key=key,
            max_chars=LONGEST_ANSWER,
            disabled=paused,
            on_submit=_submit,
            args=(key, *seen),
        )
        if not paused:
            kept_answer.watch(key)
            focus.take(focus.ANSWER_BOX, _asked_now(turn))
        keys.listen()


def _asked_now(turn: Turn) -> str:
    """Another one whenever something is asked, or help was given with it; a contested verdict changes nothing in it."""
    course = turn.open_course
    steps = (turn.follow_ups, course.rephrased, course.hints, course.pauses)
    return "-".join([turn.id, *(str(len(each)) for each in steps)])


def _placeholder(session: Session, *, following: bool) -> str:
    text = t("practice.answer_follow_up" if following else "practice.answer")
    spoken = session.plan.answer_language or session.plan.language
    return text if spoken == language() else t("practice.in_language", text=text, language=t(f"setup.{spoken}"))


def _ways_past(session: Session, seen: tuple[str, str, int], *, following: bool) -> None:
    st.button(
        t("practice.dont_know"),
        type="tertiary",
        key="dont_know",
        icon=":material/help:",
        shortcut=keys.DONT_KNOW,
        on_click=_save,
        args=(*seen, t("practice.dont_know_answer")),
    )
    st.button(
        t("practice.skip_follow_up" if following else "practice.skip"),
        type="tertiary",
        key="skip",
        icon=":material/skip_next:",
        shortcut=keys.SKIP,
        on_click=_skip,
        args=seen,
    )
    if st.button(t("practice.end"), type="tertiary", key="end", icon=":material/stop_circle:"):
        _to_report(session)
    if not following:  # said once a question; below a follow-up the room belongs to the feedback
        st.html(f'<div class="iv-quiet iv-small iv-keys">{escape(t("practice.keys"))}</div>')


def _forward(session: Session, turn: Turn) -> None:
    """What comes next has the focus, so that Enter leads there; elsewhere Enter means what has the focus then."""
    if session.plan.mode is Mode.INTERVIEW:
        if not _asked_all(session):
            _next(session)
        st.html(f'<p class="iv-quiet" role="status">{escape(t("practice.interview_over"))}</p>')
    focus.take(focus.FORWARD, f"{turn.id}-{len(turn.follow_ups)}-done")
    with st.bottom, st.container(horizontal=True, gap="small", key="forward"):
        if _asked_all(session):
            if st.button(
                t("practice.to_report"),
                type="primary",
                key="to_report",
                icon=":material/bar_chart:",
                shortcut=keys.NEXT,
            ):
                _to_report(session)
            return
        st.button(
            t("practice.next"),
            type="primary",
            key="next",
            icon=":material/arrow_forward:",
            shortcut=keys.NEXT,
            on_click=_ask_next,
            args=(session.id,),
        )
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
    _save_what_waits()
    try:
        session = _session()
    except SessionNotFound:
        st.html(notice(t("practice.none")))
        st.page_link(routes.START, label=t("nav.start"), icon=":material/home:", query_params=page_parameters())
        return
    turn = _shown_turn(session)
    if turn is not None and session.finished_at is None:
        session = _graded_at_once(session, turn)
        turn = _shown_turn(session)
    passed_over = turn is not None and turn.state is TurnState.SKIPPED
    if passed_over and session.finished_at is None and _asked_all(session):
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
        transcript.read(turn)
    _draft()
    if turn.answer:
        transcript.answer(turn.answer)
    if session.plan.mode is Mode.PRACTICE:
        transcript.feedback(session, turn)
    for number, follow_up in enumerate(turn.follow_ups):
        if follow_up is not turn.open_follow_up:
            transcript.follow_up(session, turn, number)
    if turn.waits_for_grade:
        _grade(session, turn)
    elif session.current_turn is not None:
        _entry(session, turn)
    else:
        _forward(session, turn)


_page()
