"""Sessions, their reports as files, and the history."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from interviewer.bootstrap.grading import GradingParts
from interviewer.services.archives import Archives
from interviewer.services.asides import Asides
from interviewer.services.background_grading import AT_ONCE, IN_LINE, BackgroundGrading
from interviewer.services.history import History
from interviewer.services.practice import Practice
from interviewer.services.report_files import ReportFiles


class PracticeParts(GradingParts):
    @cached_property
    def practice(self) -> Practice:
        return Practice(
            self.notes,
            self.sessions,
            self.grader,
            self.writer,
            self.clock,
            meter=self.meter,
            tracer=self.tracer,
        )

    @cached_property
    def grading_threads(self) -> ThreadPoolExecutor:
        """For the answers of all users. With a model most of them stand in its line, where their place is told."""
        count = IN_LINE if self.settings.has_llm else AT_ONCE
        return ThreadPoolExecutor(count, thread_name_prefix="grading")

    @cached_property
    def background_grading(self) -> BackgroundGrading:
        return BackgroundGrading(self.practice, self.grading_threads)

    @cached_property
    def asides(self) -> Asides:
        return Asides(self.sessions, self.writer, self.clock)

    @cached_property
    def report_files(self) -> ReportFiles:
        from interviewer.adapters import anki_deck, chart_pictures
        from interviewer.adapters.typst_printer import TypstPrinter

        return ReportFiles(TypstPrinter(), anki_deck.package, chart_pictures.draw)

    @cached_property
    def history(self) -> History:
        return History(self.sessions, self.clock)

    @cached_property
    def archives(self) -> Archives:
        from interviewer.adapters.sql.archive import SqlArchive

        return Archives(SqlArchive(self.database), self.clock)
