"""Two people with something of everything that can be theirs, and how to tell whether the other one got at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from interviewer.adapters.sql import scope, tables
from interviewer.adapters.sql.database import Database
from interviewer.bootstrap import Container
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.sessions import TurnState
from interviewer.domain.users import Role, User
from tests.fakes import START
from tests.samples import a_correction, a_question, a_recording, a_session, a_turn, an_assessment

ANN = User("ann@example.com", roles=frozenset({Role.CANDIDATE}))
BOB = User("bob@example.com", roles=frozenset({Role.CANDIDATE}))
EVA = User("eva@example.com", roles=frozenset({Role.CANDIDATE, Role.INTERVIEWER}))
OLE = User("ole@example.com", roles=frozenset({Role.CANDIDATE, Role.NOTES_OWNER}))
SECRET = "only-ann-said-this"
TURN = a_turn(
    "ann-turn",
    session="ann-session",
    question=a_question(text=SECRET, section_id="s1"),
    answer=SECRET,
    answered_at=START,
    state=TurnState.GRADED,
    assessment=an_assessment(VerdictKind.COVERED),
)
SESSION = a_session("ann-session", name=SECRET, turns=(TURN,))
OPEN = a_session("ann-open", turns=(replace(TURN, id="ann-asked", session_id="ann-open", state=TurnState.ASKED),))
RECORDING = a_recording("ann-recording", session_id="ann-session", turn_id="ann-turn", heard=SECRET)
CORRECTION = a_correction("ann-correction", said=SECRET)

LOGIN = {
    "AUTH_ISSUER": "http://127.0.0.1:9",
    "AUTH_CLIENT_ID": "interviewer",
    "AUTH_CLIENT_SECRET": "hush",
    "AUTH_REDIRECT_URI": "http://127.0.0.1:8501/oauth2callback",
    "AUTH_ALLOWED_DOMAINS": "example.com",
    "AUTH_INTERVIEWERS": EVA.id,
    "AUTH_NOTES_OWNERS": OLE.id,
}


def claims(user: User, **more: Any) -> dict[str, Any]:
    """What an identity provider says of them."""
    return {"is_logged_in": True, "email": user.id, "email_verified": True, "name": user.name} | more


def give_all(product: Container) -> None:
    """Something of everything, for whom the product is."""
    for session in (SESSION, OPEN, a_session("ann-gone", name=SECRET)):
        product.sessions.add(session)
    product.history.delete("ann-gone")
    product.recording_store.add(RECORDING, SECRET.encode())
    product.correction_store.put(CORRECTION)
    product.preferences.put("goal", SECRET)


def rows_of(user: User, database: Database) -> dict[str, list[str]]:
    """All that is stored as theirs, by table."""
    with database.of(None).reading() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table).where(table.c.owner == user.id))))
            for name, table in tables.metadata.tables.items()
            if name in scope.OWNED
        }
