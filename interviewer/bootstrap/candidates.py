"""Puts together what comes after an interview, and what keeps candidates private."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.bootstrap import Container
    from interviewer.domain.ports import ChatModel
    from interviewer.services.desk.candidates import Candidates


def candidates(container: Container) -> Candidates:
    from interviewer.adapters.sql.candidate_store import SqlCandidateStore
    from interviewer.adapters.sql.interview_recordings import SqlInterviewRecordings
    from interviewer.adapters.sql.interview_store import SqlInterviewStore
    from interviewer.adapters.sql.scorecard_store import SqlScorecardStore
    from interviewer.services.desk.candidates import Candidates
    from interviewer.services.desk.scorecards import Scorecards

    database, clock = container.database, container.clock
    interviews = SqlInterviewStore(database)
    return Candidates(
        store=SqlCandidateStore(database),
        interviews=interviews,
        recordings=SqlInterviewRecordings(database),
        scorecards=Scorecards(interviews, SqlScorecardStore(database), clock),
        clock=clock,
        retention_days=container.settings.desk_retention_days,
    )


def private_chat_model(container: Container) -> ChatModel | None:
    """The model for everything at the desk that has to do with a candidate: his name never reaches it. None without a
    key."""
    if container.chat_model is None:
        return None
    from interviewer.adapters.names_hidden import NamesHidden

    return NamesHidden(container.chat_model, container.candidates.names)
