"""What is kept out of the log."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TypeAlias

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)  # as logging has it
WORDS = ("answer", "question")
"""Extra fields that hold what people said or were asked."""
_SHORTEST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Discretion:
    """`secrets` never come through. With `words_allowed`, the words of people do, and what errors say of them."""

    secrets: tuple[str, ...] = ()
    words_allowed: bool = False

    def without_secrets(self, line: str) -> str:
        """The line with `***` for each secret. Very short ones are passed over: they would eat up ordinary words."""
        for secret in self._spellings():
            line = line.replace(secret, "***")
        return line

    def stack(self, exc_info: ExcInfo) -> str:
        """Where an error came from, and its causes; also what it says, which may quote somebody, if that is allowed."""
        if self.words_allowed:
            return "".join(traceback.format_exception(*exc_info)).rstrip()
        return "\n".join(_bare(exc_info[1]))

    def _spellings(self) -> Iterable[str]:
        for secret in self.secrets:
            if len(secret) >= _SHORTEST_SECRET:
                yield secret
                yield json.dumps(secret, ensure_ascii=False)[1:-1]
                yield json.dumps(secret)[1:-1]


def _bare(error: BaseException | None) -> Iterator[str]:
    """The kinds of an error and of those that led to it, each with its lines of code, the innermost error first."""
    if error is None:
        return
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _bare(before)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}"
