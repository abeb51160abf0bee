"""The product for each who uses it: own sessions and what hangs on them, on parts that all share."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interviewer.bootstrap import Container
from interviewer.domain.errors import NotAllowed
from interviewer.domain.users import Role, User

if TYPE_CHECKING:
    from ingest.pipeline import Ingest
    from interviewer.adapters.sql.database import Database
    from interviewer.services.gated_grading import GatedGrader
    from interviewer.services.index_commands import IndexCommands

MOST_KEPT = 500
"""Users whose parts are kept; one who comes back later gets new ones, which costs little."""
_SHARED = (
    *("clock", "embedder", "index_embedder", "model_server", "topics", "query_reader", "search", "doctor"),
    *("index_lock", "vectors", "lexical", "file_records", "watcher", "assessment_cache", "scheduler"),
    *("report_files", "card_files", "voice", "reading", "transcriber", "voice_activity", "delivery"),
    "grading_threads",
)


class PersonalParts(Container):
    """What one user has. Nothing in it is heavy."""

    def __init__(self, whole: Container, user: User) -> None:
        super().__init__(whole.settings, **{**whole.given, "user": user})
        self.__dict__.pop("database", None)  # a given one is the whole's: this one is narrowed to the user
        self._whole = whole

    @cached_property
    def database(self) -> Database:
        return self._whole.database.of(self.user)

    @cached_property
    def embedded_grader(self) -> GatedGrader:
        """With this user's corrections; what is prepared of questions is shared."""
        from interviewer.adapters.embedded_grader import EmbeddedGrader

        shared = self._whole.embedded_grader
        if not isinstance(shared.inner, EmbeddedGrader):
            return shared
        return self._watched(shared.inner.with_corrections(self.newest_corrections))

    @property
    def ingest(self) -> Ingest:
        """Raises NotAllowed."""
        self._check_may_write_notes()
        return self._whole.ingest

    @property
    def index_commands(self) -> IndexCommands:
        """Raises NotAllowed."""
        self._check_may_write_notes()
        return self._whole.index_commands

    def close(self) -> None:
        """What is open belongs to all."""

    def _check_may_write_notes(self) -> None:
        if not self.user.may(Role.NOTES_OWNER):
            raise NotAllowed(problem="for_notes_owners")


def _shared(name: str) -> Any:
    made = cached_property(lambda self: getattr(self._whole, name))
    made.__set_name__(PersonalParts, name)
    return made


for _name in _SHARED:
    setattr(PersonalParts, _name, _shared(_name))


class People:
    """The parts of those who came last."""

    def __init__(self, whole: Container) -> None:
        self._whole = whole
        self._kept: OrderedDict[User, PersonalParts] = OrderedDict()
        self._lock = threading.Lock()

    def parts(self, user: User) -> PersonalParts:
        """Of somebody whose name or roles changed there are new ones."""
        with self._lock:
            if user not in self._kept:
                self._kept[user] = PersonalParts(self._whole, user)
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(user)
            return self._kept[user]
