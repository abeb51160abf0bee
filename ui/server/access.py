"""Who may read what is measured."""

from __future__ import annotations

import secrets

from starlette.requests import Request

from interviewer.domain.addresses import is_loopback
from interviewer.settings import Settings

_PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip")
"""Headers by which a proxy says that it asks for others: behind one, every visitor seems to be on this machine."""


def may_read_metrics(request: Request, settings: Settings, address: str) -> bool:
    """With the token where one is set. Without one only this machine itself, and not where people log in.

    `address` is what the server listens on.
    """
    if settings.metrics_token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), settings.metrics_token.encode())
    if needs_token(settings, address) or any(name in request.headers for name in _PASSED_ON):
        return False
    return request.client is not None and is_loopback(request.client.host)


def needs_token(settings: Settings, address: str) -> bool:
    return settings.has_login or not is_loopback(address)
