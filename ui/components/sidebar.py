"""The sidebar: where one can go, which grader is at work, the language."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.users import Role
from interviewer.i18n import LANGUAGES
from ui import routes
from ui.components import model_standing
from ui.components.markup import escape
from ui.state import choose_language, container, language, page_parameters, t

_NAMES = {"zh": "中文", "en": "English"}


def show() -> None:
    with st.sidebar:
        st.html(
            '<div style="font:600 1.25rem Georgia,serif">interviewer</div>'
            f'<div class="iv-quiet iv-small">{escape(t("tagline"))}</div>'
        )
        for page, name, icon in (
            (routes.START, "nav.start", ":material/home:"),
            (routes.PROGRESS, "progress.nav", ":material/trending_up:"),
            (routes.HISTORY, "nav.history", ":material/history:"),
            (routes.NOTES, "nav.notes", ":material/menu_book:"),
            (routes.DOCTOR, "doctor.nav", ":material/stethoscope:"),
            (routes.DESK, "desk.nav", ":material/co_present:"),
        ):
            st.page_link(page, label=t(name), icon=icon, query_params=page_parameters())
        st.space("medium")
        st.html(_grader())
        chosen = st.segmented_control(
            t("language"),
            LANGUAGES,
            default=language(),
            format_func=_NAMES.__getitem__,
            required=True,
            key="language_switch",
        )
        if chosen and chosen != language():
            choose_language(chosen)
            st.rerun()
        if container().user.may(Role.ADMIN):
            st.page_link(
                routes.SYSTEM, label=t("system.nav"), icon=":material/monitor_heart:", query_params=page_parameters()
            )


def _grader() -> str:
    settings = container().settings
    name = settings.openai_model if settings.has_llm else t("grader.embedded")
    detail = t("grader.llm_detail") if settings.has_llm else t("grader.embedded_detail")
    below = model_standing.line() or f'<span class="iv-quiet">{escape(detail)}</span>'
    return (
        f'<div class="iv-small"><span class="iv-quiet">{escape(t("grader.label"))}</span><br><b>{escape(name)}</b>'
        f"<br>{below}</div>"
    )
