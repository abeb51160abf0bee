"""Which proposed ratings may be seen on a scorecard: a number that is read first pulls the rater's own towards it."""

from __future__ import annotations

import streamlit as st

from interviewer.services.desk.card_values import CardView, QuestionView
from ui.components import card_edits
from ui.components.markup import escape
from ui.state import t

_SHOWN = "sc-proposals-"


def seen(view: CardView, each: QuestionView) -> bool:
    """Of a question that is rated, of a signed card, or of all where that was asked for."""
    return each.card.rating is not None or not view.card.is_draft or _asked_for(view)


def all_seen(view: CardView) -> bool:
    return all(seen(view, each) for each in view.asked)


def offer(view: CardView) -> None:
    """The way to what is held back, and, once it is seen, to take it over."""
    open_ones = [each for each in view.asked if each.card.rating is None and each.card.proposed is not None]
    if not open_ones or not card_edits.may_edit(view):
        return
    shown = _asked_for(view)
    with st.container(horizontal=True, vertical_alignment="center", key="sc-proposals"):
        if shown:
            st.button(
                t("scorecard.take_over", n=len(open_ones)),
                key="sc-take-over",
                icon=":material/done_all:",
                on_click=card_edits.take_over,
                args=(view.interview.id,),
            )
        else:
            st.button(
                t("scorecard.show_proposals", n=len(open_ones)),
                key="sc-show-proposals",
                type="tertiary",
                icon=":material/visibility:",
                on_click=_show,
                args=(view.interview.id,),
            )
        why = t("scorecard.take_over_why" if shown else "scorecard.held_back")
        st.html(f'<span class="iv-small iv-quiet">{escape(why)}</span>', width="stretch")


def _asked_for(view: CardView) -> bool:
    return bool(st.session_state.get(_SHOWN + view.interview.id))


def _show(interview_id: str) -> None:
    st.session_state[_SHOWN + interview_id] = True
