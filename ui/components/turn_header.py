"""Where the session stands, the time, and the question."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.sessions import Session, Turn, TurnState
from ui.components import clock
from ui.components.markup import dots, escape
from ui.state import container, t

_DOTS = {TurnState.GRADED: "done", TurnState.ANSWERED: "done", TurnState.SKIPPED: "skipped", TurnState.ASKED: "now"}
_MOST_DOTS = 15


def show(session: Session, turn: Turn) -> None:
    """The question is covered while it is paused."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="turn-header"):
        st.html(_standing(session, turn), width="stretch")
        clock.show(session, turn, container().clock.now())
    st.html(_question(turn))


def _standing(session: Session, turn: Turn) -> str:
    total = session.plan.question_count
    states = [_DOTS[each.state] for each in session.turns]
    states += [""] * (total - len(states))
    topic = turn.question.path.split(PATH_JOINER)
    what = " · ".join([topic[min(1, len(topic) - 1)], t(f"level.{turn.question.level.value}")])
    place = t("practice.place_timed" if session.plan.minutes else "practice.place", at=turn.position + 1, total=total)
    row = dots(states, place) if total <= _MOST_DOTS else ""
    return (
        f'<div class="iv-small iv-row"><span>{escape(what)}</span>'
        f'<span class="iv-quiet">{escape(place)}</span>{row}</div>'
    )


def _question(turn: Turn) -> str:
    """In its newest wording, with the first one below; hints that were given stand with it."""
    if turn.open_course.paused:
        return f'<h2 class="iv-question iv-quiet">{escape(t("practice.paused"))}</h2>'
    reworded = turn.course.rephrased
    below = ""
    if reworded:
        below += f'<div class="iv-quiet iv-small">{escape(t("practice.first_wording", text=turn.question.text))}</div>'
    below += hints(turn.course.hints)
    return f'<h2 class="iv-question">{escape(reworded[-1] if reworded else turn.question.text)}</h2>{below}'


def hints(given: tuple[str, ...]) -> str:
    """As HTML; empty without any."""
    rows = "".join(
        f"<div>{escape(t('practice.hint_given', n=at, hint=hint))}</div>" for at, hint in enumerate(given, 1)
    )
    return f'<div class="iv-hints" role="status">{rows}</div>' if rows else ""
