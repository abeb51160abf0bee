"""Login as it is configured: whether it is all there, who gets in by it, and whether the app may be reached without."""

from __future__ import annotations

import secrets
from typing import Any

from interviewer.domain.addresses import is_loopback
from interviewer.domain.admission import Admission, listed
from interviewer.domain.errors import CookieSecretMissing, LoginIncomplete, LoginMissing
from interviewer.domain.users import Role
from interviewer.settings import Settings

_DISCOVERY = "/.well-known/openid-configuration"
_NEEDED = ("auth_issuer", "auth_client_id", "auth_client_secret", "auth_redirect_uri")
_LISTS = ("auth_allowed_domains", "auth_allowed_groups")


def check(settings: Settings, address: str | None) -> None:
    """Refuse to serve at an address (None: at all of them) where anybody could come in.

    Raises LoginMissing, LoginIncomplete with the settings that are missing, CookieSecretMissing.
    """
    if not settings.has_login:
        if not is_private(address):
            raise LoginMissing(address=address or "0.0.0.0")
        return
    missing = [name.upper() for name in _NEEDED if not getattr(settings, name)]
    if admission(settings).is_empty:
        missing.append(_LISTS[0].upper())
    if missing:
        raise LoginIncomplete(names=", ".join(missing))
    if settings.database_url.startswith("postgresql") and not settings.auth_cookie_secret:
        raise CookieSecretMissing()


def is_private(address: str | None) -> bool:
    """Whether only this machine can reach it. A name other than localhost could be anything."""
    return address is not None and (address.startswith("unix://") or is_loopback(address.strip("[]")))


def admission(settings: Settings) -> Admission:
    return Admission(
        domains=frozenset(each.lstrip("@") for each in listed(settings.auth_allowed_domains)),
        groups=listed(settings.auth_allowed_groups),
        groups_claim=settings.auth_groups_claim,
        roles={
            Role.ADMIN: listed(settings.auth_admins),
            Role.INTERVIEWER: listed(settings.auth_interviewers),
            Role.NOTES_OWNER: listed(settings.auth_notes_owners),
        },
    )


def secrets_of(settings: Settings) -> dict[str, Any]:
    """What Streamlit's login asks for; nothing where no login is configured."""
    if not settings.has_login:
        return {}
    issuer = settings.auth_issuer.rstrip("/")
    return {
        "auth": {
            "redirect_uri": settings.auth_redirect_uri,
            "cookie_secret": settings.auth_cookie_secret or secrets.token_hex(32),
            "client_id": settings.auth_client_id,
            "client_secret": settings.auth_client_secret,
            "server_metadata_url": issuer if issuer.endswith(_DISCOVERY) else issuer + _DISCOVERY,
        }
    }
