"""This session beside the last earlier one on the same topics."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.domain.history import HistoryFilter
from interviewer.domain.notes import is_under
from interviewer.domain.ports import SessionStore
from interviewer.domain.sessions import Session, SessionSummary
from interviewer.services.report_groups import mean_score
from interviewer.services.report_parts import Comparison, TopicChange
from interviewer.services.report_values import QuestionReport, Report

SESSIONS_LOOKED_THROUGH, SESSIONS_READ = 100, 20
"""How far back an earlier session is sought, and how many that seem to fit are read for it."""


def earlier_session(sessions: SessionStore, report: Report) -> Session | None:
    """The newest session, of the hundred scored before this one, that scored one of the topics scored here."""
    topics = {each.topic for each in report.topics if each.score is not None}
    if not topics:
        return None
    scored_before = HistoryFilter(until=report.started_at, lowest=0)
    found = sessions.page(scored_before, limit=SESSIONS_LOOKED_THROUGH).sessions
    likely = [each for each in found if _may_be_it(each, report, topics)]
    for summary in likely[:SESSIONS_READ]:
        session = sessions.get(summary.id)
        scored = [turn for turn in session.turns if turn.assessment and turn.assessment.score is not None]
        if any(is_under(turn.question.path, topic) for turn in scored for topic in topics):
            return session
    return None


def compare(now: Sequence[QuestionReport], before: Report) -> Comparison | None:
    """Topic by topic, in this session's order; None when no topic was scored in both."""
    changes = []
    for topic in dict.fromkeys(each.topic for each in now):
        own = [each for each in now if each.topic == topic]
        earlier = [each for each in before.questions if each.topic == topic]
        scores = mean_score(earlier), mean_score(own)
        if scores[0] is not None and scores[1] is not None:
            changes.append(TopicChange(topic, scores[0], scores[1], _graders(own) == _graders(earlier)))
    return Comparison(before.session_id, before.started_at, tuple(changes)) if changes else None


def _may_be_it(summary: SessionSummary, report: Report, topics: set[str]) -> bool:
    return summary.id != report.session_id and any(is_under(theirs, own) for theirs in summary.topics for own in topics)


def _graders(questions: Sequence[QuestionReport]) -> frozenset[tuple[str, str]]:
    made = [each.assessment for each in questions if each.assessment and each.score is not None]
    return frozenset((assessment.grader, assessment.model) for assessment in made)
