"""A live interview with one candidate: begin it, hold it, end it."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.errors import InterviewerError, InterviewNotFound
from interviewer.i18n import explain
from ui import routes, theme
from ui.components import live_board, live_start
from ui.components.markup import notice
from ui.state import container, language, page_parameters, t


@st.fragment
def _board(interview_id: str) -> None:
    """Drawn again by itself after each note, so that the rest of the page stays as it is."""
    try:
        ended = live_board.show(container().desk.interviewing.get(interview_id))
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    if ended:
        _to_scorecard(interview_id)


def _to_scorecard(interview_id: str) -> None:
    st.switch_page(routes.SCORECARD, query_params=page_parameters(interview=interview_id))


def _page() -> None:
    asked = st.query_params.get("interview")
    if not asked:
        theme.apply()
        live_start.show()
        return
    st.set_page_config(page_title=t("live.title"), initial_sidebar_state="collapsed")
    theme.apply(theme.WIDE)
    try:
        interview = container().desk.interviewing.get(asked)
    except InterviewNotFound as error:
        st.html(notice(explain(error, language()), warn=True))
        live_start.show()
        return
    if interview.ended_at is not None:
        _to_scorecard(interview.id)
    else:
        _board(interview.id)


_page()
