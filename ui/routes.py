"""The pages and their addresses."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from ui.state import t

START = "ui/pages/start.py"
PRACTICE = "ui/pages/practice.py"
REPORT = "ui/pages/report.py"
HISTORY = "ui/pages/history.py"
NOTES = "ui/pages/notes.py"


def pages() -> list[Page]:
    """All pages; the first is where a visitor lands."""
    return [
        st.Page(START, title=t("nav.start"), icon=":material/home:", url_path="start", default=True),
        st.Page(PRACTICE, title=t("nav.practice"), icon=":material/forum:", url_path="practice"),
        st.Page(REPORT, title=t("nav.report"), icon=":material/bar_chart:", url_path="report"),
        st.Page(HISTORY, title=t("nav.history"), icon=":material/history:", url_path="history"),
        st.Page(NOTES, title=t("nav.notes"), icon=":material/menu_book:", url_path="notes"),
    ]
