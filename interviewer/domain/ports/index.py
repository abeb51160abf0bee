"""Finding: text as vectors, and the indexes that are asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from interviewer.domain.notes import Chunk, ChunkKind, Section

Matrix: TypeAlias = Any
"""A float32 numpy array of shape (n, dimensions), rows of unit length."""


class Embedder(Protocol):
    """Turns texts into vectors. Any text gives a finite unit vector: empty, emoji, control marks, lone surrogates."""

    @property
    def name(self) -> str:
        """Model id and version; an index made under another name is not used."""

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Matrix: ...


class VectorIndex(Protocol):
    """Nearest chunks by cosine. Made by one embedder, and says so when another one comes."""

    def upsert(self, chunks: Sequence[Chunk]) -> None: ...

    def delete(self, chunks: Sequence[Chunk]) -> None: ...

    def nearest(self, query: str, kind: ChunkKind, k: int) -> list[tuple[str, float]]:
        """(section id, cosine -1..1) of the best chunks of a kind, best first; a section may come more than once.

        Empty when nothing is indexed. Raises IndexUnavailable, IndexMadeByOtherEmbedder.
        """

    def nearest_to(self, vectors: Matrix, kind: ChunkKind, k: int) -> list[list[tuple[str, float]]]:
        """The same for each row of vectors, in one go."""

    def ids(self) -> set[str]:
        """The ids of all chunks."""

    def retain(self, ids: Collection[str]) -> int:
        """Forget every chunk but these; gives how many went."""

    def held(self) -> tuple[int, str]:
        """How many chunks there are, and the embedder that made them, "" where none did. Makes nothing."""

    def ping(self) -> None:
        """The cheapest question that shows whether it can be searched. Raises as `nearest` does."""

    def clear(self) -> None:
        """Forget everything, also which embedder made it."""


@dataclass(frozen=True, slots=True)
class QueryReading:
    """What a query says, as search uses it.

    `text` is the query with misheard names put right; `vectors` holds the whole of it and then its clauses; `terms` are
    words that mean the same as words of it, often in the other language. The rest comes from the shipped notes nearest
    to the query: `told` are the words that set their sections apart, `topics` says how well each subject fits (in
    standard deviations; the key "" stands for subjects that they do not have), and `known_line` and `known_lead` are
    the cosines of the query with their best line and lead: how far they are to be followed.
    """

    text: str
    vectors: Matrix
    terms: str = ""
    told: str = ""
    topics: Mapping[str, float] = field(default_factory=dict)
    known_line: float = -1.0
    known_lead: float = -1.0


class QueryReader(Protocol):
    def read(self, query: str) -> QueryReading: ...


class LexicalIndex(Protocol):
    """Best sections by words (BM25), Chinese segmented. Derived from the note store, and can be made anew from it."""

    def upsert(self, sections: Sequence[Section]) -> None: ...

    def delete(self, section_ids: Sequence[str]) -> None: ...

    def search(self, query: str, k: int, *, mend: bool = True) -> list[list[tuple[str, float]]]:
        """One ranking a field (words, character pairs): (section id, score > 0), best first.

        With `mend`, words that the index does not hold also stand for those of it that they are slips of.
        """

    def hashes(self) -> dict[str, str]:
        """Content hash by section id of all that is held."""

    def generation(self) -> int:
        """Of the note store, as far as this index follows it; -1 for an index that was never marked."""

    def mark(self, generation: int) -> None:
        """All that was stored up to that generation is held."""


class IngestLock(Protocol):
    """One ingest at a time into one index, whichever process it runs in. It goes when its process does."""

    def held(self) -> AbstractContextManager[None]:
        """Wait for it, and hold it inside the block. Raises IngestGoingOn when another has it for too long."""

    def check(self) -> None:
        """Raises DatabaseUnavailable where it is held no longer."""
