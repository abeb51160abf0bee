"""What goes on inside a turn, step by step; nobody need watch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeAlias

Fact: TypeAlias = str | int | float | bool


class Span(Protocol):
    def tell(self, **facts: Fact) -> None:
        """Add what is known by now. Never text of a person: `words` is for that."""

    def words(self, **texts: str) -> None:
        """Texts of people, which are kept only where the settings allow it."""


class Tracer(Protocol):
    def span(self, name: str, /, *, of: str = "", **facts: Fact) -> AbstractContextManager[Span]:
        """A step, for as long as the block lasts. One that is `of` something begun earlier, such as a turn, stands
        under the first step of it, also in another thread."""


class NoSpan:
    def tell(self, **facts: Fact) -> None:
        """Nobody watches."""

    def words(self, **texts: str) -> None:
        """Nobody watches."""


class NoTracer:
    @contextmanager
    def span(self, _name: str, /, *, of: str = "", **_facts: Fact) -> Iterator[Span]:  # noqa: ARG002
        yield NoSpan()
