"""What became of a follow-up: the point, whether it was won back, and what the note says."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.notes import Section
from interviewer.domain.sessions import Turn
from ui.components import verdict_row
from ui.components.assessment_card import asked_of_a_model, notes_on
from ui.components.markup import escape
from ui.state import t


def show(turn: Turn, number: int, section: Section | None) -> None:
    """Draw the card of a turn's follow-up of that number, from 0, once it is graded."""
    assessment = turn.follow_ups[number].assessment
    if assessment is None:
        return
    with st.container(key=f"card-follow-up-{turn.id}-{number}", gap=None):
        st.html(f'<h3 class="iv-hidden">{escape(t("follow_up.label"))}</h3>{notes_on(assessment)}')
        hinted = turn.was_hinted(turn.follow_ups[number])
        verdict_row.show_all(turn, section, follow_up=number, words="verdict" if hinted else "follow_up")
        if hinted:
            st.html(f'<div class="iv-small iv-quiet">{escape(t("follow_up.hinted"))}</div>')
        if usage := asked_of_a_model(assessment):
            st.html(usage)
