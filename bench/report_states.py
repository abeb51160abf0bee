"""The states a report can be in, stored beside a running app to be photographed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench.report_sessions import BEGAN, a_made_session, with_all_marks, with_paths
from interviewer.bootstrap import Container
from interviewer.domain.notes import Section
from interviewer.domain.sessions import Course, Session, TurnState
from interviewer.settings import load

_LONG = "一个名字特别长的主题 with a very long English name " * 2


def store_report_states(data_dir: Path) -> list[str]:
    """The ids of the sessions. Only the database is opened: the index belongs to the app."""
    product = Container(load().model_copy(update={"data_dir": data_dir}))
    try:
        sections = [each for each in product.notes.sections() if each.key_points and each.language == "zh"]
        random.Random(3).shuffle(sections)
        states = _states(sections)
        for session in states:
            product.sessions.add(session)
        return [session.id for session in states]
    finally:
        product.close()


def _states(sections: Sequence[Section]) -> list[Session]:
    """Two on the same topics; not ended; without a score; of one question, and of thirty; with long names; marked."""

    def made(id: str, first: int, count: int, *, days: int = 0, spoken: bool = False) -> Session:
        own = [sections[at % len(sections)] for at in range(first, first + count)]
        return a_made_session(own, id=id, seed=len(id) + count, began=BEGAN - timedelta(days=days), spoken=spoken)

    begun = made("unfinished", 8, 3)
    begun = replace(begun, finished_at=None, plan=replace(begun.plan, question_count=8))
    long = made("long-names", 12, 5)
    return [
        made("before", 0, 8, days=4),
        made("usual", 0, 8),
        begun,
        _skipped(made("nothing-scored", 11, 2)),
        made("one-question", 13, 1),
        made("thirty-questions", 14, 30, spoken=True),
        with_paths(long, [f"{at} {_LONG}" for at in range(5)]),
        with_all_marks(made("marked", 44, 8)),
    ]


def _skipped(session: Session) -> Session:
    turns = [
        replace(turn, state=TurnState.SKIPPED, answer="", assessment=None, follow_ups=(), course=Course())
        for turn in session.turns
    ]
    return replace(session, turns=tuple(turns))
