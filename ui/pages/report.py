"""The report on a session."""

from __future__ import annotations

import streamlit as st

from interviewer.services.report_values import Report
from interviewer.services.reports import beside_earlier, build
from ui import routes, theme
from ui.components import (
    downloads,
    report_beside,
    report_fixes,
    report_head,
    report_pictures,
    report_questions,
    voice_answer,
)
from ui.components.markup import notice
from ui.state import container, page_parameters, t


def _ways_on(report: Report) -> None:
    with st.container(horizontal=True):
        downloads.show(report)
        if st.button(t("report.again"), type="primary", icon=":material/replay:"):
            st.switch_page(routes.START, query_params=page_parameters())


def _page() -> None:
    theme.apply(theme.WIDE)
    st.title(t("report.title"), anchor=False)
    session_id = st.query_params.get("session")
    if not session_id:
        st.html(notice(t("report.missing")))
        st.page_link(routes.HISTORY, label=t("nav.history"), icon=":material/history:", query_params=page_parameters())
        return
    session = container().sessions.get(session_id)
    voice_answer.tidy(session.id)
    report = beside_earlier(build(session), container().sessions)
    report_head.show(report)
    _ways_on(report)
    if report.questions:
        with st.container(key="report-body"):
            if report.score is not None:
                report_pictures.show(report)
                report_fixes.show(report)
                report_beside.show(report)
            report_questions.show(report, session)


_page()
