"""A problem, said in one sentence with the way out."""

from __future__ import annotations

import time

import streamlit as st

from interviewer.domain.errors import (
    DatabaseUnavailable,
    IndexMadeByOtherEmbedder,
    IndexServerUnavailable,
    IndexUnavailable,
    InterviewerError,
    NotAllowed,
)
from interviewer.i18n import explain, translate
from ui import theme
from ui.components.markup import notice
from ui.state import language_in_trouble, rebuild_index, unsaved

_MENDED_BY_REBUILDING = (IndexUnavailable, IndexMadeByOtherEmbedder)
_MENDED_BY_WAITING = (DatabaseUnavailable, IndexServerUnavailable)
_AGAIN_SECONDS = 2.0


def show(error: InterviewerError) -> None:
    """Works also where the product itself could not be made."""
    language = language_in_trouble()
    theme.apply()
    st.html(notice(explain(error, language), warn=True))
    if isinstance(error, NotAllowed):
        return
    passes = isinstance(error, _MENDED_BY_WAITING)
    if passes:
        _kept_answer(language)
        _try_again(time.monotonic())
    with st.container(horizontal=True, vertical_alignment="center"):
        if isinstance(error, _MENDED_BY_REBUILDING) and not passes:
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
        if passes:
            st.caption(translate("ui.cluster.again", language))


def _kept_answer(language: str) -> None:
    """Whoever has just answered sees that it is not lost."""
    if kept := unsaved():
        st.html(notice(translate("ui.cluster.kept", language)))
        st.code(kept.answer, language=None, wrap_lines=True)


@st.fragment(run_every=_AGAIN_SECONDS)
def _try_again(drawn: float) -> None:
    """Draws the whole page anew; not in the run that draws this."""
    if time.monotonic() - drawn > _AGAIN_SECONDS / 2:
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
