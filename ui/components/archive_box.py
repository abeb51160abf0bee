"""Everything out to one file, and a file of another machine in, after a look at what it would bring."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from interviewer.domain.archive import Merged
from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain
from interviewer.services.archive_words import lines
from ui import theme
from ui.components.markup import escape, notice
from ui.state import container, language, t

_MOST_MEGABYTES = 200
_TOLD = "archive_told"


def show() -> None:
    st.subheader(t("archive.title"), anchor=False)
    st.html(f'<p class="iv-quiet iv-small" style="margin:0">{escape(t("archive.lead"))}</p>')
    archives = container().archives  # the file is made where nobody knows who asked
    with st.container(horizontal=True, vertical_alignment="center", key="archive-export"):
        with_recordings = st.checkbox(t("archive.recordings"), key="archive-recordings")
        st.download_button(
            t("archive.export"),
            lambda: archives.exported(with_recordings=with_recordings),
            "interviewer.jsonl.gz",
            "application/gzip",
            icon=":material/download:",
            on_click="ignore",
        )
    _import()


def _import() -> None:
    theme.upload_words(t("archive.upload_button"), t("archive.upload_hint", n=_MOST_MEGABYTES))
    if told := st.session_state.pop(_TOLD, None):
        st.html(_counts(t("archive.done"), told))
    file = st.file_uploader(
        t("archive.upload"), type=["gz"], key=f"archive-{_uploads()}", max_upload_size=_MOST_MEGABYTES
    )
    if file is None:
        return
    try:
        with st.spinner(t("archive.reading")):
            seen = container().archives.preview(file)
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    st.html(_counts(t("archive.preview"), seen))
    if not seen.changes:
        st.html(notice(t("archive.nothing_new")))
    elif st.button(t("archive.import"), key="archive-import", type="primary", icon=":material/upload:"):
        _take(file)


def _take(file: UploadedFile) -> None:
    try:
        with st.spinner(t("archive.reading")):
            st.session_state[_TOLD] = container().archives.merge(file)
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    _uploads(one_more=True)
    st.rerun()


def _uploads(*, one_more: bool = False) -> int:
    """How many files were imported in this window; each has a field of its own, so that the next one is empty."""
    st.session_state["archive_uploads"] = st.session_state.get("archive_uploads", 0) + one_more
    count: int = st.session_state["archive_uploads"]
    return count


def _counts(head: str, merged: Merged) -> str:
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines(merged, language()))
    return f'<div class="iv-notice" role="status">{escape(head)}<ul class="iv-history-counts">{rows}</ul></div>'
