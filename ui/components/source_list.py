"""The indexed files, each with a switch and a way to remove it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import streamlit as st

from interviewer.domain.errors import SourceNotFound
from interviewer.domain.notes import Origin
from interviewer.domain.ports import SourceFile
from interviewer.domain.users import Role
from ui import routes
from ui.components.markup import escape, notice, plain
from ui.state import container, page_parameters, t, user


def show(sources: Sequence[SourceFile]) -> None:
    own = [source for source in sources if source.origin is Origin.OWN]
    shipped = [source for source in sources if source.origin is Origin.SHIPPED]
    st.subheader(t("notes.own"), anchor=False)
    if not own:
        st.html(notice(t("notes.no_own")))
    for source in own:
        _row(source)
    if shipped:
        counted = sum(source.sections for source in shipped)
        with st.expander(t("notes.shipped", files=len(shipped), sections=counted), icon=":material/menu_book:"):
            for source in shipped:
                _row(source)


def _row(source: SourceFile) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        key = f"on-{source.file}"
        st.session_state[key] = source.enabled  # as stored: another window or the command line may have switched it
        if user().may(Role.NOTES_OWNER):
            st.toggle(
                t("notes.use", file=source.file),
                key=key,
                label_visibility="collapsed",
                on_change=_switch,
                args=(source.file, key),
            )
        counts = t("notes.counts", sections=source.sections, gaps=source.gaps, stubs=source.stubs)
        with st.container(gap=None, key=f"link-{source.file}"):
            st.page_link(
                routes.NOTE,
                label=f"**{plain(Path(source.file).name)}**",
                query_params=page_parameters(file=source.file),
            )
            st.html(
                f'<div class="iv-quiet iv-small" style="overflow-wrap:anywhere">{escape(counts)}<br>'
                f"{escape(source.file)}</div>"
            )
        if source.origin is Origin.OWN and user().may(Role.NOTES_OWNER):
            _remove(source)


def _switch(file: str, key: str) -> None:
    """Called before the page is drawn again. A source that was removed meanwhile is no longer there to switch."""
    with suppress(SourceNotFound):
        container().notes.enable(file, st.session_state[key])


def _remove(source: SourceFile) -> None:
    with st.popover(t("notes.remove"), type="tertiary", icon=":material/delete:", key=f"remove-{source.file}"):
        st.write(t("notes.remove_why"))
        if st.button(t("notes.remove_yes"), type="primary", key=f"yes-{source.file}"):
            container().ingest.remove(source.file)
            st.rerun()
