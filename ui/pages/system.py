"""Whether the installation is sound: what is to be mended first, the rest quietly below."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.domain.users import Role
from interviewer.i18n import explain
from interviewer.services.system_check import Health, Report
from interviewer.services.system_check.in_words import headline
from ui import theme
from ui.components import system_parts
from ui.components.markup import escape, notice
from ui.state import container, language, t


def _look() -> Report:
    """Looked at anew each time that the page is opened: what it says must be so now."""
    with st.spinner(t("system.looking")):
        return container().system_check.look()


def _page() -> None:
    theme.apply()
    st.title(t("system.title"), anchor=False)
    if not container().user.may(Role.ADMIN):
        st.html(notice(t("system.admins")))
        return
    st.html(f'<p class="iv-quiet" style="margin:0 0 .5rem">{escape(t("system.lead"))}</p>')
    report = _look()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(notice(headline(report, language()), warn=report.health is Health.PROBLEM), width="stretch")
        st.button(t("system.again"), icon=":material/refresh:", key="again", type="tertiary")
    system_parts.show(report)


try:
    _page()
except InterviewerError as error:
    st.html(notice(explain(error, language()), warn=True))
