"""A chat model that never sees the names of candidates: initials go out in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from interviewer.adapters.pinyin import spelled
from interviewer.domain.names import initials, without_names
from interviewer.domain.ports import ChatModel, ModelReply


def with_initials(text: str, names: Iterable[str]) -> str:
    """`Z. W. 说……` for `张伟说……`."""
    return without_names(text, names, lambda name: initials(name, lambda hanzi: spelled(hanzi)[:1]))


@dataclass(frozen=True, slots=True)
class NamesHidden:
    """`names` is asked before each call, so that a candidate who was added a moment ago is hidden too."""

    inner: ChatModel
    names: Callable[[], Iterable[str]]

    @property
    def name(self) -> str:
        return self.inner.name

    def complete(
        self,
        system: str,
        user: str,
        schema: dict[str, Any] | None = None,
        *,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        names = tuple(self.names())
        return self.inner.complete(with_initials(system, names), with_initials(user, names), schema, watch=watch)

    def stream(self, system: str, user: str) -> Iterator[str]:
        names = tuple(self.names())
        return self.inner.stream(with_initials(system, names), with_initials(user, names))
