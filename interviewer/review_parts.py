"""The parts of the product that deal with progress and review."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from interviewer.domain.ports import Clock, NoteStore, OutcomeStore, Preferences, Scheduler
from interviewer.services.goals import Goals
from interviewer.services.mastery import Mastery
from interviewer.services.overview import Overviews
from interviewer.services.reviewing import Reviewing

if TYPE_CHECKING:
    from interviewer.adapters.sql.database import Database


class ReviewParts:
    """Made when they are first asked for, out of what the container has."""

    if TYPE_CHECKING:

        @cached_property
        def clock(self) -> Clock: ...

        @cached_property
        def database(self) -> Database: ...

        @cached_property
        def notes(self) -> NoteStore: ...

        @cached_property
        def preferences(self) -> Preferences: ...

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
