"""A problem, said in one sentence with the way out."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain, translate
from ui import theme
from ui.components.markup import notice

_LANGUAGE_WITHOUT_STATE = "zh"


def show(error: InterviewerError) -> None:
    """Works also where the product itself could not be made."""
    language = st.session_state.get("language", _LANGUAGE_WITHOUT_STATE)
    theme.apply()
    st.html(notice(explain(error, language), warn=True))
    if st.button(translate("ui.try_again", language), icon=":material/refresh:"):
        st.rerun()
