"""A page of the history in SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import ge, le, lt
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from interviewer.adapters.sql.summaries import COLUMNS, read_summary, topics_in
from interviewer.adapters.sql.tables import session as sessions
from interviewer.adapters.sql.tables import session_words
from interviewer.domain.history import HistoryChoices, HistoryFilter, HistoryPage, Standing, folded
from interviewer.domain.notes import PATH_JOINER

NEWEST_FIRST = (sessions.c.started_at.desc(), sessions.c.id.desc())
LAST_DELETED_FIRST = (sessions.c.deleted_at.desc(), sessions.c.id.desc())
KEPT = sessions.c.deleted_at.is_(None)
"""Not deleted: the session counts."""


def read_page(connection: Connection, wanted: HistoryFilter, offset: int, limit: int) -> HistoryPage:
    conditions = _conditions(wanted)
    total = connection.scalar(select(func.count()).select_from(sessions).where(*conditions)) or 0
    order = LAST_DELETED_FIRST if wanted.standing is Standing.DELETED else NEWEST_FIRST
    page = select(*COLUMNS).where(*conditions).order_by(*order).offset(max(0, offset)).limit(max(0, limit))
    return HistoryPage(tuple(read_summary(row) for row in connection.execute(page)), total)


def read_choices(connection: Connection) -> HistoryChoices:
    topics = connection.scalars(select(sessions.c.topics).where(KEPT).distinct())
    graders = connection.scalars(select(sessions.c.grader).where(KEPT, sessions.c.grader != "").distinct())
    each = {topic for found in topics for topic in topics_in(found)}
    return HistoryChoices(tuple(sorted(each)), tuple(sorted(graders)))


def _conditions(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    gone = sessions.c.deleted_at.is_not(None)
    found: list[ColumnElement[bool]] = [gone if wanted.standing is Standing.DELETED else KEPT]
    if wanted.standing is Standing.FINISHED:
        found.append(sessions.c.finished_at.is_not(None))
    if wanted.standing is Standing.UNFINISHED:
        found.append(sessions.c.finished_at.is_(None))
    if wanted.topic:
        found.append(_under(wanted.topic))
    if wanted.grader:
        found.append(sessions.c.grader == wanted.grader)
    words = folded(wanted.words).split()
    return found + _within(wanted) + ([_said(words)] if words else [])


def _within(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    limits: list[tuple[Any, Callable[[Any, Any], Any], Any]] = [
        (sessions.c.started_at, ge, wanted.since),
        (sessions.c.started_at, lt, wanted.until),
        (sessions.c.score, ge, wanted.lowest),
        (sessions.c.score, le, wanted.highest),
    ]
    return [compare(column, limit) for column, compare, limit in limits if limit is not None]


def _under(topic: str) -> ColumnElement[bool]:
    column = sessions.c.topics
    return or_(
        column.contains(f"\n{topic}\n", autoescape=True), column.contains(f"\n{topic}{PATH_JOINER}", autoescape=True)
    )


def _said(words: Sequence[str]) -> ColumnElement[bool]:
    """All of them somewhere in the session, not all in the same turn; both sides are folded. One scan for all words."""
    here = [session_words.c.words.contains(word, autoescape=True) for word in words]
    each = [func.max(case((said, 1), else_=0)) == 1 for said in here]
    found = select(session_words.c.session_id).where(or_(*here)).group_by(session_words.c.session_id).having(*each)
    return sessions.c.id.in_(found)
