"""Who gets in: what an identity provider says of somebody, held against the lists of the settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from interviewer.domain.users import Role, User

GROUP = "group:"
"""In front of a group's name where e-mail addresses stand too."""
ANYBODY = "*"
"""In the place of a domain: everybody whom the identity provider knows."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The lists, all of them in lower case. `roles` are e-mail addresses, or groups, by what they may do.

    Whoever is on one of them gets in too.
    """

    domains: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    groups_claim: str = "groups"
    roles: Mapping[Role, frozenset[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nobody would get in."""
        return not (self.domains or self.groups or any(self.roles.values()))

    def admit(self, claims: Mapping[str, Any]) -> User | None:
        """The user whom the claims of an identity token are about; None for somebody who does not get in.

        An address that the provider says is not confirmed could be anybody's.
        """
        email = claimed_email(claims)
        if not email or claims.get("email_verified", True) not in (True, "true"):
            return None
        groups = _groups(claims.get(self.groups_claim))
        known = {email} | {f"{GROUP}{group}" for group in groups}
        roles = {role for role, names in self.roles.items() if names & known}
        domain = email.rpartition("@")[2]
        if not (roles or groups & self.groups or self.domains & {domain, ANYBODY}):
            return None
        name = claims.get("name")
        return User(email, name if isinstance(name, str) else "", frozenset(roles | {Role.CANDIDATE}))


def claimed_email(claims: Mapping[str, Any]) -> str:
    """Empty where there is none that could be a user's id."""
    email = claims.get("email")
    if not isinstance(email, str):
        return ""
    name, at, domain = email.strip().casefold().rpartition("@")
    return f"{name}@{domain}" if name and at and domain else ""


def listed(text: str) -> frozenset[str]:
    """The names in a setting, which stand between commas."""
    return frozenset(each.strip().casefold() for each in text.split(",") if each.strip())


def _groups(claim: Any) -> frozenset[str]:
    """Some providers give a list, some one name, some a path."""
    given: Collection[Any] = claim if isinstance(claim, list | tuple) else [claim]
    return frozenset(each.strip().casefold().lstrip("/") for each in given if isinstance(each, str) and each.strip())
