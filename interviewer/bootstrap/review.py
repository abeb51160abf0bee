"""The parts of the product that deal with progress and review."""

from __future__ import annotations

from functools import cached_property

from interviewer.bootstrap.notes import NoteParts
from interviewer.domain.ports import OutcomeStore, Scheduler
from interviewer.services.goals import Goals
from interviewer.services.mastery import Mastery
from interviewer.services.overview import Overviews
from interviewer.services.reviewing import Reviewing


class ReviewParts(NoteParts):
    """Made when they are first asked for, out of what the container has."""

    @cached_property
    def outcome_store(self) -> OutcomeStore:
        from interviewer.adapters.sql.outcome_store import SqlOutcomeStore

        return SqlOutcomeStore(self.database)

    @cached_property
    def scheduler(self) -> Scheduler:
        from interviewer.adapters.fsrs_scheduler import FsrsScheduler

        return FsrsScheduler()

    @cached_property
    def mastery(self) -> Mastery:
        return Mastery(self.notes, self.outcome_store, self.scheduler)

    @cached_property
    def reviewing(self) -> Reviewing:
        return Reviewing(self.mastery, self.outcome_store, self.clock)

    @cached_property
    def overviews(self) -> Overviews:
        return Overviews(self.mastery, self.outcome_store, self.reviewing, self.clock)

    @cached_property
    def goals(self) -> Goals:
        return Goals(self.preferences, self.scheduler)
