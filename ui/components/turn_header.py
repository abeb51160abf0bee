"""Where the session stands, and the question."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.sessions import Session, Turn, TurnState
from ui.components.markup import dots, escape
from ui.state import t

_DOTS = {TurnState.GRADED: "done", TurnState.ANSWERED: "done", TurnState.SKIPPED: "skipped", TurnState.ASKED: "now"}


def show(session: Session, turn: Turn) -> None:
    total = len(session.plan.section_ids)
    states = [_DOTS[each.state] for each in session.turns]
    states += [""] * (total - len(states))
    topic = turn.question.path.split(PATH_JOINER)
    place = t("practice.place", at=turn.position + 1, total=total)
    st.html(
        '<div class="iv-top iv-spread iv-small">'
        f"<span>{escape(' · '.join([topic[min(1, len(topic) - 1)], t(f'level.{turn.question.level.value}')]))}</span>"
        f'<span class="iv-row"><span class="iv-quiet">{escape(place)}</span>{dots(states, place)}</span></div>'
        f'<h2 class="iv-question">{escape(turn.question.text)}</h2>'
    )
