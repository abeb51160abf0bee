"""Chat models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from interviewer.domain.usage import Usage


@dataclass(frozen=True, slots=True)
class ModelReply:
    """`data` is the parsed object where a schema was given.

    Tokens and calls count all that it took to get here, also replies that were no use; `cached_tokens` as in Usage.
    """

    text: str
    data: dict[str, Any] | None
    model: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    calls: int = 1

    @property
    def usage(self) -> Usage:
        return Usage(self.model, self.calls, self.prompt_tokens, self.cached_tokens, self.completion_tokens)

    def after(self, spent: Usage) -> ModelReply:
        """The same reply, with what was spent before it came."""
        whole = spent + self.usage
        return replace(
            self,
            calls=whole.calls,
            prompt_tokens=whole.prompt_tokens,
            cached_tokens=whole.cached_tokens,
            completion_tokens=whole.completion_tokens,
        )


class ChatModel(Protocol):
    @property
    def name(self) -> str: ...

    def complete(
        self,
        system: str,
        user: str,
        schema: dict[str, Any] | None = None,
        *,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """One reply; an object that fits the JSON schema where one is given. Raises ModelUnavailable.

        `watch` is called with all of the text so far whenever more has come.
        """

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply in pieces as they come. Raises ModelUnavailable, also in the middle."""
