"""Who looks at the page, as the login tells; without a login, whoever sits at this machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from starlette.requests import Request
from streamlit.web.server.starlette import starlette_websocket as cookies
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from interviewer import login
from interviewer.domain.users import LOCAL, User
from interviewer.settings import Settings


def claims() -> Mapping[str, Any]:
    """What the identity token says; empty for who is not logged in."""
    said = st.user.to_dict()
    return said if said.get("is_logged_in") else {}


def visitor(settings: Settings) -> User | None:
    """None for who is not logged in or does not get in."""
    return LOCAL if not settings.has_login else login.admission(settings).admit(claims())


def sender(settings: Settings, request: Request) -> User | None:
    """The same of who sends a request to a route that is no page, by the cookie that Streamlit signed."""
    if not settings.has_login:
        return LOCAL
    signed = cookies._get_signed_cookie_with_chunks(dict(request.cookies), USER_COOKIE_NAME)
    said = cookies._parse_decoded_user_cookie(signed, settings.auth_redirect_uri) if signed else {}
    return login.admission(settings).admit(said) if said.get("is_logged_in") else None
