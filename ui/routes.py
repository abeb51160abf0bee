"""The pages and their addresses."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from interviewer.domain.errors import NotAllowed
from interviewer.domain.users import Role, User
from ui.state import t

START = "ui/pages/start.py"
PRACTICE = "ui/pages/practice.py"
REPORT = "ui/pages/report.py"
HISTORY = "ui/pages/history.py"
NOTES = "ui/pages/notes.py"
NOTE = "ui/pages/note.py"
PROGRESS = "ui/pages/progress.py"
DOCTOR = "ui/pages/doctor.py"
DESK = "ui/pages/desk.py"
SCORECARD = "ui/pages/scorecard.py"
CANDIDATES = "ui/pages/candidates.py"
LIVE = "ui/pages/live.py"
SYSTEM = "ui/pages/system.py"

_FOR = {
    "desk": Role.INTERVIEWER,
    "scorecard": Role.INTERVIEWER,
    "candidates": Role.INTERVIEWER,
    "live": Role.INTERVIEWER,
    "doctor": Role.NOTES_OWNER,
}
"""Pages, by what stands in their address, that not everybody may see. All others everybody who gets in."""
_WHOM = {Role.INTERVIEWER: "for_interviewers", Role.NOTES_OWNER: "for_notes_owners"}


def check(page: str, user: User) -> None:
    """Raises NotAllowed."""
    role = _FOR.get(page)
    if role is not None and not user.may(role):
        raise NotAllowed(problem=_WHOM[role])


def pages() -> list[Page]:
    """All pages; the first is where a visitor lands."""
    return [
        st.Page(START, title=t("nav.start"), url_path="start", default=True),
        st.Page(PRACTICE, title=t("nav.practice"), url_path="practice"),
        st.Page(REPORT, title=t("nav.report"), url_path="report"),
        st.Page(HISTORY, title=t("nav.history"), url_path="history"),
        st.Page(PROGRESS, title=t("progress.nav"), url_path="progress"),
        st.Page(NOTES, title=t("nav.notes"), url_path="notes"),
        st.Page(NOTE, title=t("nav.notes"), url_path="note"),
        st.Page(DOCTOR, title=t("doctor.nav"), url_path="doctor"),
        st.Page(DESK, title=t("desk.nav"), url_path="desk"),
        st.Page(SCORECARD, title=t("scorecard.nav"), url_path="scorecard"),
        st.Page(CANDIDATES, title=t("candidates.nav"), url_path="candidates"),
        st.Page(LIVE, title=t("live.nav"), url_path="live"),
        st.Page(SYSTEM, title=t("system.nav"), url_path="system"),
    ]
