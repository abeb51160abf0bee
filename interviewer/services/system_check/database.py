"""The database: reachable, at the program's own tables, quick; and whether its clock agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from interviewer.domain.errors import InterviewerError
from interviewer.domain.ports.system import DatabaseFacts, DatabaseProbe
from interviewer.services.system_check.finding import Finding, failed, ok, problem, warning

SLOW = 100.0
"""Milliseconds for the smallest question; a page asks a dozen."""
_SKEW_SEEN = 2.0
_SKEW_WRONG = 60.0


def check(database: DatabaseProbe, now: Callable[[], datetime]) -> list[Finding]:
    """Two parts in one look: the clock can only be compared where the database answers."""
    try:
        facts = database.look()
    except InterviewerError as error:
        return [failed("database", error), warning("clock", "not_compared")]
    return [_tables(facts), _clock(facts, now())]


def _tables(facts: DatabaseFacts) -> Finding:
    told = {
        "kind": facts.kind,
        "place": facts.place,
        "revision": facts.revision or "–",
        "newest": facts.newest,
        "milliseconds": f"{facts.milliseconds:.1f}",
    }
    if not facts.revision:
        return ok("database", "new", **told)
    if facts.revision < facts.newest:
        return warning("database", "behind", **told)
    if facts.revision > facts.newest:
        return problem("database", "too_new", **told)
    return warning("database", "slow", **told) if facts.milliseconds > SLOW else ok("database", **told)


def _clock(facts: DatabaseFacts, now: datetime) -> Finding:
    if facts.now is None:
        return ok("clock", "same_machine")
    seconds = abs((facts.now - now).total_seconds())
    told = {"seconds": f"{seconds:.1f}"}
    if seconds >= _SKEW_WRONG:
        return problem("clock", "wrong", **told)
    return warning("clock", "apart", **told) if seconds >= _SKEW_SEEN else ok("clock", **told)
