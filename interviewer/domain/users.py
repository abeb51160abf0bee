"""Who uses the product, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do beyond practising, which everybody who gets in may."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"
    NOTES_OWNER = "notes_owner"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class User:
    """`id` is what rows belong to: the e-mail address in lower case, or `local` where nobody logs in."""

    id: str
    name: str = ""
    roles: frozenset[Role] = frozenset({Role.CANDIDATE})

    def may(self, role: Role) -> bool:
        """Whether this role is theirs; an admin has all."""
        return role in self.roles or Role.ADMIN in self.roles


LOCAL = User("local", roles=frozenset(Role))
"""Who uses the product on his own machine, by the page or by the command line."""
