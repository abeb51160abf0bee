"""The sidebar: where one can go, which grader is at work, the language."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.users import Role, User
from interviewer.i18n import LANGUAGES
from ui import routes
from ui.components import model_standing
from ui.components.markup import escape
from ui.state import choose_language, language, page_parameters, settings, t, user

_NAMES = {"zh": "中文", "en": "English"}


def show() -> None:
    with st.sidebar:
        st.html(
            '<div style="font:600 1.25rem Georgia,serif">interviewer</div>'
            f'<div class="iv-quiet iv-small">{escape(t("tagline"))}</div>'
        )
        for page, name, icon, role in (
            (routes.START, "nav.start", ":material/home:", Role.CANDIDATE),
            (routes.PROGRESS, "progress.nav", ":material/trending_up:", Role.CANDIDATE),
            (routes.HISTORY, "nav.history", ":material/history:", Role.CANDIDATE),
            (routes.NOTES, "nav.notes", ":material/menu_book:", Role.CANDIDATE),
            (routes.DOCTOR, "doctor.nav", ":material/stethoscope:", Role.NOTES_OWNER),
            (routes.DESK, "desk.nav", ":material/co_present:", Role.INTERVIEWER),
        ):
            if user().may(role):
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
        if user().may(Role.ADMIN):
            st.page_link(
                routes.SYSTEM, label=t("system.nav"), icon=":material/monitor_heart:", query_params=page_parameters()
            )
        if settings().has_login:
            _account(user())


def _account(visitor: User) -> None:
    with st.container(key="account", gap=None):
        name = f"<b>{escape(visitor.name)}</b><br>" if visitor.name else ""
        st.html(
            f'<div class="iv-small iv-account"><span class="iv-quiet">{escape(t("login.as"))}</span><br>{name}'
            f"{escape(visitor.id)}</div>"
        )
        st.button(t("login.logout"), key="logout", type="tertiary", icon=":material/logout:", on_click=st.logout)


def _grader() -> str:
    name = settings().openai_model if settings().has_llm else t("grader.embedded")
    detail = t("grader.llm_detail") if settings().has_llm else t("grader.embedded_detail")
    below = model_standing.line() or f'<span class="iv-quiet">{escape(detail)}</span>'
    return (
        f'<div class="iv-small"><span class="iv-quiet">{escape(t("grader.label"))}</span><br><b>{escape(name)}</b>'
        f"<br>{below}</div>"
    )
