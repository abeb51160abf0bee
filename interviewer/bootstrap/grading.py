"""Graders and question writers, corrections and appeals."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

from interviewer.bootstrap.notes import NoteParts
from interviewer.domain.corrections import Correction
from interviewer.domain.errors import DatabaseUnavailable
from interviewer.domain.ports import AssessmentCache, CorrectionStore, ExampleStore, Grader, QuestionWriter
from interviewer.services.appeals import Appeals
from interviewer.services.cached_grading import CachedGrader
from interviewer.services.corrections import Corrections
from interviewer.services.gated_grading import GatedGrader
from interviewer.services.similar_examples import CorrectedExamples, SimilarExamples
from interviewer.services.watched_grading import WatchedGrader


class GradingParts(NoteParts):
    @cached_property
    def assessment_cache(self) -> AssessmentCache:
        from interviewer.adapters.sql.assessment_cache import SqlAssessmentCache

        return SqlAssessmentCache(self.database, self.clock)

    @cached_property
    def correction_store(self) -> CorrectionStore:
        from interviewer.adapters.sql.correction_store import SqlCorrectionStore

        return SqlCorrectionStore(self.database)

    def newest_corrections(self) -> list[Correction]:
        """Asked anew each time: another window or process may have added one. Without a database there are none."""
        with suppress(DatabaseUnavailable):
            return self.correction_store.newest()
        return []

    @cached_property
    def embedded_grader(self) -> GatedGrader:
        from interviewer.adapters.embedded_grader import EmbeddedGrader

        return self._watched(EmbeddedGrader(self.embedder, corrections=self.newest_corrections))

    @cached_property
    def graded_examples(self) -> ExampleStore:
        """Verdicts that people have checked, for graders to look at."""
        return CorrectedExamples(self.newest_corrections)

    @cached_property
    def llm_grader(self) -> GatedGrader | None:
        """The LLM with the embedded grader to fall back on; None without a key."""
        if self.chat_model is None:
            return None
        from interviewer.adapters.llm_grader import LLMGrader
        from interviewer.services.with_fallback import FallbackGrader

        embedded = self.embedded_grader.inner
        examples = SimilarExamples(self.embedder, self.graded_examples)
        llm = LLMGrader(self.chat_model, checker=embedded, examples=examples, embedder=self.embedder)
        inner = FallbackGrader(CachedGrader(llm, self.assessment_cache), embedded)
        return self._watched(inner)

    def _watched(self, inner: Grader) -> GatedGrader:
        return WatchedGrader(inner, self.embedder, self.meter, self.tracer)

    @cached_property
    def grader(self) -> GatedGrader:
        return self.llm_grader or self.embedded_grader

    @cached_property
    def writer(self) -> QuestionWriter:
        from interviewer.adapters.embedded_writer import EmbeddedWriter

        if self.chat_model is None:
            return EmbeddedWriter()
        from interviewer.adapters.llm_writer import LLMWriter
        from interviewer.services.with_fallback import FallbackWriter

        return FallbackWriter(LLMWriter(self.chat_model), EmbeddedWriter())

    @cached_property
    def corrections(self) -> Corrections:
        return Corrections(self.sessions, self.correction_store, self.clock)

    @cached_property
    def appeals(self) -> Appeals:
        from interviewer.adapters.llm_appeals import LLMAppealReader

        reader = LLMAppealReader(self.chat_model) if self.chat_model is not None else None
        return Appeals(self.sessions, self.grader.inner, self.embedded_grader.inner, reader, self.clock)
