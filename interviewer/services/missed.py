"""What was missed in past sessions."""

from __future__ import annotations

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.ports import SessionStore
from interviewer.domain.sessions import Turn

SESSIONS_LOOKED_AT = 30


def missed_section_ids(sessions: SessionStore) -> list[str]:
    """Sections whose newest graded answer lost points that no follow-up won back; newest first."""
    lost: dict[str, bool] = {}
    for summary in sessions.summaries()[:SESSIONS_LOOKED_AT]:
        for turn in reversed(sessions.get(summary.id).turns):
            if turn.assessment is not None and turn.assessment.score is not None:
                lost.setdefault(turn.question.section_id, _lost_something(turn))
    return [section_id for section_id, is_lost in lost.items() if is_lost]


def _lost_something(turn: Turn) -> bool:
    won_back = {each.follow_up.key_point.id for each in turn.follow_ups if turn.won_back(each)}
    verdicts = turn.assessment.verdicts if turn.assessment else ()
    return any(each.kind is not VerdictKind.COVERED and each.key_point.id not in won_back for each in verdicts)
