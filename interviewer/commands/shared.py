"""What every command shares: the call with its options and output, the choice of a grader, writing a file."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.domain.errors import AnswerTooLong, FileNotWritable, MissingApiKey, NoteUnreadable, UserUnnamed
from interviewer.domain.users import LOCAL, User
from interviewer.i18n import translate
from interviewer.settings import Settings, load

if TYPE_CHECKING:
    from interviewer.bootstrap import Container
    from interviewer.services.gated_grading import GatedGrader


_A_DAY = 86_400.0


class GraderChoice(StrEnum):
    EMBEDDED = "embedded"
    LLM = "llm"


@dataclass(slots=True)
class Call:
    """What every command shares: taken from the command line wherever it stands in it."""

    data_dir: Path | None = None
    as_json: bool = False
    user: str = ""
    opened: list[Container] = field(default_factory=list)

    def settings(self) -> Settings:
        return load(data_dir=self.data_dir)

    @property
    def language(self) -> str:
        return self.settings().language

    def container(self, *, personal: bool = True) -> Container:
        """The product as the user has it whom the command is for; nobody's where it is not about a person's rows.

        Raises UserUnnamed.
        """
        from interviewer.bootstrap import bootstrap
        from interviewer.bootstrap.seeing import start_log

        whose = self._whose(personal)
        settings = self.settings()
        start_log(settings)
        parts = {"ingest_patience": _A_DAY, "ingest_waits": self._say_waiting}
        self.opened.append(bootstrap(settings, **parts))
        return self.opened[-1].for_user(whose)

    def _whose(self, personal: bool) -> User:
        """Whoever can open the database may do all in it; what is a person's, only by saying whose."""
        settings = self.settings()
        if self.user and self.user != LOCAL.id:
            return User(self.user, roles=LOCAL.roles)
        if self.user or not (settings.has_login and settings.database_url.startswith("postgresql")):
            return LOCAL
        if personal:
            raise UserUnnamed()
        return User("", roles=LOCAL.roles)

    def _say_waiting(self, holder: str) -> None:
        print(translate("cluster.waiting", self.language, holder=holder), file=sys.stderr, flush=True)

    def close(self) -> None:
        """Give back what the command opened: the index may be wanted by the next one."""
        while self.opened:
            self.opened.pop().close()

    def print(self, value: Any, words: str, empty: str = "") -> None:
        """One JSON value, or the words for a person; where there are none, the key of a sentence that says so."""
        if self.as_json:
            _print_json(value)
        elif words or not empty:
            _print_words(words)
        else:
            print(translate(empty, self.language), file=sys.stderr)


call = Call()
"""The one command that this process runs."""


def _print_json(value: Any) -> None:
    """Escaped where the terminal, or a file name that is no text, leaves no other way."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value)
    print(text)


def _print_words(words: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    print(words.encode(encoding, "backslashreplace").decode(encoding))


def chosen_grader(container: Container, choice: GraderChoice | None) -> GatedGrader:
    if choice is GraderChoice.LLM and container.llm_grader is None:
        raise MissingApiKey()
    return container.embedded_grader if choice is GraderChoice.EMBEDDED else container.grader


def answer_text(answer: str) -> str:
    """The answer as given, or from standard input for `-`. Raises NoteUnreadable, AnswerTooLong."""
    from interviewer.services.practice import LONGEST_ANSWER

    try:
        text = sys.stdin.read() if answer == "-" else answer
    except UnicodeDecodeError as error:
        raise NoteUnreadable(file="stdin", why="unknown_encoding") from error
    if len(text) > LONGEST_ANSWER:
        raise AnswerTooLong(length=len(text), limit=LONGEST_ANSWER)
    return text


def write(file: Path, content: str | bytes) -> None:
    try:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise FileNotWritable(file=file) from error
