"""A model that says what a script tells it: a provider like any other, for tests and for demos without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from interviewer.adapters.json_reply import fitting
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import ModelReply

Line: TypeAlias = str | dict[str, Any] | FallbackReason
"""What the model says: words, an object, or why it says nothing."""

_PIECE = 8


@dataclass(frozen=True, slots=True)
class Call:
    """What the model was asked."""

    system: str
    user: str
    schema: dict[str, Any] | None = None


class ScriptedChat:
    """Says the lines of a list one after the other, or what a function of the call gives.

    A call after the last line finds the server gone. `calls` keeps what was asked.
    """

    def __init__(self, script: Sequence[Line] | Callable[[Call], Line], *, name: str = "scripted") -> None:
        self._script = script if callable(script) else _one_after_the_other(script)
        self._name = name
        self.calls: list[Call] = []

    @property
    def name(self) -> str:
        return self._name

    def complete(
        self,
        system: str,
        user: str,
        schema: dict[str, Any] | None = None,
        *,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        text = self._say(Call(system, user, schema))
        if watch is not None:
            for end in range(_PIECE, len(text) + _PIECE, _PIECE):
                watch(text[:end])
        return ModelReply(text, None if schema is None else fitting(text, schema), self._name)

    def stream(self, system: str, user: str) -> Iterator[str]:
        text = self._say(Call(system, user))
        for at in range(0, len(text), _PIECE):
            yield text[at : at + _PIECE]

    def _say(self, call: Call) -> str:
        self.calls.append(call)
        line = self._script(call)
        if isinstance(line, FallbackReason):
            raise ModelUnavailable(reason=line)
        return json.dumps(line, ensure_ascii=False) if isinstance(line, dict) else line


def _one_after_the_other(lines: Sequence[Line]) -> Callable[[Call], Line]:
    left = iter(lines)
    return lambda _: next(left, FallbackReason.UNREACHABLE)
