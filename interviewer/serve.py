"""Starting the app: index what changed in the shipped notes, then hand over to Streamlit."""

from __future__ import annotations

import os
import socket
import sys

from ingest.report import IngestReport
from interviewer import login
from interviewer.bootstrap import bootstrap
from interviewer.domain.errors import IndexServerUnavailable, IngestGoingOn, PortTaken
from interviewer.i18n import explain, translate
from interviewer.progress import progress_bar
from interviewer.settings import ROOT, Settings

_PATIENCE = 60.0
"""Seconds to wait for a replica that brings notes in, before this one starts without having read its own."""


def serve(settings: Settings) -> None:
    """Does not return: this process becomes the server.

    Raises PortTaken, IndexOwnedElsewhere, what ingest raises, and what `login.check` raises.
    """
    login.check(settings, settings.address)
    _refuse_taken(settings.address, settings.port)
    if settings.replica:
        _reach_database(settings)
    else:
        _bring_in(settings)
    url = f"http://localhost:{settings.port}"
    print(translate("cli.serving", settings.language, url=url), file=sys.stderr, flush=True)
    os.environ["INTERVIEWER_DATA_DIR"] = str(settings.data_dir.absolute())
    # Each of the many threads would take memory from a pool of its own, and glibc gives little of it back.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(ROOT / "server.py"), *_options(settings)])


def _reach_database(settings: Settings) -> None:
    """A replica brings its notes in once it runs: to load everything here as well takes as long again, and whoever
    starts replicas wants to hear of a database that is away, not of files."""
    container = bootstrap(settings)
    try:
        container.notes.generation()
    finally:
        container.close()


def _bring_in(settings: Settings) -> None:
    """The shipped notes, with progress, and a word for each file that cannot be read."""
    container = bootstrap(settings, ingest_patience=_PATIENCE)
    report = IngestReport()
    try:
        with progress_bar(settings.language) as progress:
            report = container.bring_up_index(progress)
    except (IngestGoingOn, IndexServerUnavailable) as error:
        if not container.notes.sources():
            raise
        print(explain(error, settings.language), file=sys.stderr)  # the notes are there; the rest comes while it runs
    finally:
        container.close()
    for file, why in report.errors:
        reason = translate(f"error.why.{why}", settings.language)
        print(translate("error.note_unreadable", settings.language, file=file, why=reason), file=sys.stderr)


def _options(settings: Settings) -> list[str]:
    """The collection of garbage after every script run costs most of a turn once the libraries are loaded."""
    return [
        f"--server.port={settings.port}",
        f"--server.address={settings.address}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--runner.postScriptGC=false",
        "--logger.level=warning",
    ]


def _refuse_taken(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PortTaken(port=port, other=port + 1 if port < 65535 else port - 1) from error
