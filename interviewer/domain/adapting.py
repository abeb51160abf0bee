"""An adaptive session: harder after good answers, easier after bad ones."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.domain.notes import Level, Section
from interviewer.domain.sessions import Plan, Turn, TurnState

GOOD, BAD = 70, 40
"""Scores from which on the next question is harder, and below which it is easier."""
LEVELS = (Level.JUNIOR, Level.MIDDLE, Level.SENIOR)


def level_now(plan: Plan, turns: Sequence[Turn]) -> Level:
    """Where the answers so far have led: from the plan's level, or the easiest, a step a question.

    A skipped question was too hard; one that is not graded says nothing.
    """
    at = LEVELS.index(plan.level or Level.JUNIOR)
    for turn in turns:
        at = min(max(at + _step(turn), 0), len(LEVELS) - 1)
    return LEVELS[at]


def choose_next(pool: Sequence[Section], plan: Plan, turns: Sequence[Turn]) -> Section | None:
    """The first of the pool that was not asked, of the nearest level and rather of another topic than the last one."""
    asked = {turn.question.section_id for turn in turns}
    last = turns[-1].question.path.split(" / ")[:2] if turns else []
    wanted = LEVELS.index(level_now(plan, turns))
    left = [section for section in pool if section.id not in asked]
    return min(
        left,
        key=lambda each: (abs(LEVELS.index(each.level) - wanted), list(each.steps[:2]) == last),
        default=None,
    )


def _step(turn: Turn) -> int:
    if turn.state is TurnState.SKIPPED:
        return -1
    score = turn.assessment.score if turn.assessment else None
    if score is None:
        return 0
    return (score >= GOOD) - (score < BAD)
