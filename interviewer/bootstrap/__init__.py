"""Puts the product together: the only place that names concrete adapters. Any part can be replaced by a fake."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.adapters.owner_link import announce, withdraw
from interviewer.bootstrap.foundation import SystemClock
from interviewer.bootstrap.practice import PracticeParts
from interviewer.bootstrap.review import ReviewParts
from interviewer.bootstrap.speech import SpeechParts
from interviewer.domain.notes import Origin
from interviewer.settings import ROOT, Settings, load

if TYPE_CHECKING:
    from interviewer.bootstrap.people import People
    from interviewer.domain.users import User
    from interviewer.services.desk.candidates import Candidates
    from interviewer.services.desk.card_files import CardFiles
    from interviewer.services.desk.desk import Desk
    from interviewer.services.desk.interview_audio import InterviewAudio
    from interviewer.services.desk.listening import Listening
    from interviewer.services.system_check import SystemCheck
    from interviewer.services.system_check.readiness import Readiness


class Container(PracticeParts, SpeechParts, ReviewParts):
    """The parts of a running product: `Container(settings, embedder=FakeEmbedder())` has a fake among them."""

    @cached_property
    def desk(self) -> Desk:
        from interviewer.bootstrap.desk import assemble

        return assemble(self)

    @cached_property
    def candidates(self) -> Candidates:
        from interviewer.bootstrap.candidates import candidates

        return candidates(self)

    @cached_property
    def listening(self) -> Listening:
        from interviewer.bootstrap.listening import listening

        return listening(self)

    @cached_property
    def interview_audio(self) -> InterviewAudio:
        from interviewer.bootstrap.listening import interview_audio

        return interview_audio(self)

    @cached_property
    def card_files(self) -> CardFiles:
        from interviewer.services.desk.card_files import CardFiles

        return CardFiles(self.report_files.printer)

    @cached_property
    def system_check(self) -> SystemCheck:
        from interviewer.bootstrap.system import system_check

        return system_check(self)

    @cached_property
    def readiness(self) -> Readiness:
        from interviewer.bootstrap.system import readiness

        return readiness(self)

    @cached_property
    def people(self) -> People:
        from interviewer.bootstrap.people import People

        return People(self)

    def for_user(self, user: User) -> Container:
        """The product as this user has it, on the parts of this one."""
        return self if user == self.user else self.people.parts(user)

    def tidy(self) -> None:
        """Forget for good what was deleted too long ago, of all users, and candidates whose time is over."""
        from interviewer.adapters.sql.session_store import SqlSessionStore
        from interviewer.services.history import History

        History(SqlSessionStore(self.database.of(None)), self.clock).tidy()
        self.candidates.purge()

    def announce(self, port: int) -> str:
        """Let commands of this machine find this process, the owner of the index; gives the token they will show."""
        self._announced = True
        return announce(self.index_dir, port)

    def close(self) -> None:
        """Give the database and the index folder back."""
        if "watcher" in self.__dict__:
            self.watcher.stop()
        if keeper := self.__dict__.get("index_keeper"):
            keeper.stop()
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


__all__ = ["ROOT", "Container", "SystemClock", "bootstrap", "calibrated_on", "scratch"]
