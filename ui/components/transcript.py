"""What was said in a turn so far: answers, follow-ups, and in practice what was made of them."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.sessions import FollowUpTurn, Mode, Session, Turn, TurnState
from interviewer.services import incident_drill
from ui.components import (
    assessment_card,
    delivery_card,
    follow_up_card,
    grading,
    read_aloud,
    turn_header,
    work_order,
)
from ui.components.markup import escape
from ui.state import container, repeats, t


def answer(text: str) -> None:
    st.html(f'<div class="iv-answer" aria-label="{escape(t("practice.your_answer"))}">{escape(text)}</div>')


def feedback(session: Session, turn: Turn) -> None:
    """What was made of the answer, and in a drill the order of work."""
    if turn.assessment is None:
        return
    section = container().notes.section(turn.question.section_id)
    assessment_card.show(turn, section, asking=turn.open_follow_up is not None)
    if session.plan.preset == incident_drill.PRESET and turn.answer:
        work_order.show(incident_drill.work_order_of(turn.answer))
    delivery_card.show(turn.course.spoken)
    if turn.may_be_graded_better and st.button(t("practice.regrade"), icon=":material/refresh:", type="tertiary"):
        with grading.shown(turn.question):
            container().practice.regrade(turn.session_id, turn.id)
        st.rerun()


def asked(follow_up: FollowUpTurn) -> None:
    """The follow-up with its hints; covered while it is paused."""
    text = t("practice.paused") if follow_up.course.paused else follow_up.follow_up.text
    given = "" if follow_up.course.paused else turn_header.hints(follow_up.course.hints)
    st.html(
        f'<div class="iv-follow"><span class="iv-quiet iv-small">{escape(t("practice.follow_up"))}</span><br>'
        f"{escape(text)}{given}</div>"
    )


def read(turn: Turn) -> None:
    """What is asked now; of a question that is done with, only when its button is pressed."""
    if turn.open_course.paused:
        return
    now = turn.open_follow_up.follow_up if turn.open_follow_up else turn.question
    text = now.text if turn.open_follow_up else [now.text, *turn.course.rephrased][-1]
    answered = turn.open_follow_up is None and turn.state is not TurnState.ASKED
    request = f"{turn.id}-{len(turn.follow_ups)}-{len(turn.course.rephrased)}-{repeats()}"
    read_aloud.show(text, now.language, request, quiet=answered, told=turn.open_follow_up is not None)


def follow_up(session: Session, turn: Turn, number: int) -> None:
    """One that is done with, and in practice its grade."""
    done = turn.follow_ups[number]
    asked(done)
    if done.answer:
        answer(done.answer)
    if done.assessment is not None and session.plan.mode is Mode.PRACTICE:
        section = container().notes.section(turn.question.section_id)
        follow_up_card.show(turn, number, section)
        delivery_card.show(done.course.spoken)
