"""A draft for a gap: to be edited, then accepted into the file or thrown away."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain
from interviewer.services.doctor.drafts import Draft, accept
from ui.components.markup import escape, notice
from ui.state import language, t


def show(draft: Draft) -> str | None:
    """What to tell when the user has decided: that it was written, or nothing for a draft that is not wanted; None
    while he has not."""
    finding = draft.finding
    with st.container(border=True):
        where = t("doctor.where", file=PurePath(finding.file).name, path=finding.path)
        st.html(f'<div class="iv-quiet iv-small">{escape(where)} ({escape(draft.model)})</div>')
        text = st.text_area(
            t("doctor.edit"), value=draft.text, height=260, key=f"edit-{draft.file.digest}-{finding.line}"
        )
        with st.container(horizontal=True):
            accepted = st.button(t("doctor.accept"), type="primary", icon=":material/check:", key="accept")
            if st.button(t("doctor.discard"), icon=":material/close:", key="discard"):
                return ""
        if not accepted:
            return None
        try:
            line = accept(draft, text)
        except InterviewerError as error:
            st.html(notice(explain(error, language()), warn=True))
            return None
        return t("doctor.written", file=PurePath(finding.file).name, line=line)
