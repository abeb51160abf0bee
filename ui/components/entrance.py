"""Where one comes in: the login, and a word for who does not get further."""

from __future__ import annotations

import streamlit as st

from interviewer import login
from interviewer.domain.admission import claimed_email
from interviewer.i18n import LANGUAGES
from ui import theme, who
from ui.components.markup import escape, notice
from ui.state import choose_language, language, settings, t

_NAMES = {"zh": "中文", "en": "English"}


def passed() -> bool:
    """Whether the visitor gets in; draws what there is to see for one who does not."""
    if not settings().has_login and not login.is_private(st.get_option("server.address")):
        _page(t("nav.start"), notice(t("login.closed"), warn=True))
        return False
    if who.visitor(settings()) is not None:
        return True
    if who.claims():
        _refused()
    else:
        _login()
    _switch()
    return False


def _login() -> None:
    _page(t("login.title"), f'<p class="iv-quiet">{escape(t("login.lead"))}</p>')
    st.button(t("login.button"), key="login", type="primary", icon=":material/login:", on_click=st.login)
    st.html(f'<p class="iv-quiet iv-small">{escape(t("login.how"))}</p>')


def _refused() -> None:
    claims = who.claims()
    email = claimed_email(claims)
    known = claims.get("email_verified", True) in (True, "true")
    said = t("login.refused" if known or not email else "login.unverified", who=email or t("login.nobody"))
    _page(t("login.refused_title"), notice(said, warn=True))
    st.button(t("login.other"), key="logout", icon=":material/logout:", on_click=st.logout)


def _page(title: str, body: str) -> None:
    theme.apply()
    st.html('<div class="iv-entrance-name">interviewer</div>')
    st.title(title, anchor=False)
    st.html(body)


def _switch() -> None:
    chosen = st.segmented_control(
        t("language"),
        LANGUAGES,
        default=language(),
        format_func=_NAMES.__getitem__,
        required=True,
        key="language_switch",
        label_visibility="collapsed",
    )
    if chosen and chosen != language():
        choose_language(chosen)
        st.rerun()
