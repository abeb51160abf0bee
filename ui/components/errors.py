"""A problem, said in one sentence with the way out."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.errors import IndexMadeByOtherEmbedder, IndexUnavailable, InterviewerError
from interviewer.i18n import explain, translate
from ui import theme
from ui.components.markup import notice
from ui.state import language_in_trouble, rebuild_index

_MENDED_BY_REBUILDING = (IndexUnavailable, IndexMadeByOtherEmbedder)


def show(error: InterviewerError) -> None:
    """Works also where the product itself could not be made."""
    language = language_in_trouble()
    theme.apply()
    st.html(notice(explain(error, language), warn=True))
    with st.container(horizontal=True):
        if isinstance(error, _MENDED_BY_REBUILDING):
            st.button(
                translate("ui.rebuild", language),
                key="rebuild",
                type="primary",
                icon=":material/build:",
                on_click=_rebuild,
                args=(language,),
            )
        if st.button(translate("ui.try_again", language), key="try_again", icon=":material/refresh:"):
            st.rerun()


def _rebuild(language: str) -> None:
    """Called before the page is drawn again: what brought the error on may not come again by itself."""
    try:
        with st.spinner(translate("ui.rebuilding", language)):
            rebuild_index()
    except InterviewerError as error:
        st.html(notice(explain(error, language), warn=True))
    else:
        st.toast(translate("cli.rebuilt", language), icon=":material/check:")
