"""The vector index in Chroma, embedded or as a server, through LangChain's vector store."""

from __future__ import annotations

import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from langchain_core.embeddings import Embeddings

from interviewer.domain.errors import (
    IndexMadeByOtherEmbedder,
    IndexServerUnavailable,
    IndexUnavailable,
    InterviewerError,
)
from interviewer.domain.notes import Chunk, ChunkKind
from interviewer.domain.ports import Embedder, Matrix

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from langchain_chroma import Chroma

Result = TypeVar("Result")
BATCH = 512
_JOINT = "\x1f"
_SPACE: dict[str, Any] = {"hnsw": {"space": "cosine", "ef_search": 200}}


class _EmbedderForLangChain(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where a Chroma server is, `http://host:port` or `https://...`, and what it asks for: a token (sent as
    `x-chroma-token` and as bearer, so that Chroma's own service and a proxy in front of a server both find it), a
    tenant and a database; empty where it asks for none."""

    url: str
    token: str = field(default="", repr=False)
    tenant: str = ""
    database: str = ""

    def connect(self) -> ClientAPI:
        """Each client has settings of its own: it changes them."""
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(self.url)
        headers = {"x-chroma-token": self.token, "Authorization": f"Bearer {self.token}"} if self.token else None
        named = {"tenant": self.tenant, "database": self.database}
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            headers=headers,
            settings=Settings(anonymized_telemetry=False),
            **{name: value for name, value in named.items() if value},
        )


class ChromaIndex:
    """One collection a kind of chunk: a filter in one big collection costs far more than a second query.

    The collection's metadata name the embedder, because Chroma itself remembers it by class only.
    """

    def __init__(
        self,
        connect: Callable[[], ClientAPI],
        embedder: Embedder,
        place: str,
        *,
        prefix: str = "notes",
        folder: Path | None = None,
    ) -> None:
        """Connected at the first use. `folder` holds the files, where they are this process's own."""
        self._connect = connect
        self._connected: ClientAPI | None = None
        self._lock = threading.Lock()
        self._embedder = embedder
        self._place = place
        self._prefix = prefix
        self._folder = folder
        self._stores: dict[ChunkKind, Chroma] = {}
        self._collections: dict[ChunkKind, ChromaCollection] = {}

    @classmethod
    def embedded(cls, folder: Path, embedder: Embedder) -> ChromaIndex:
        """An index in a folder of this machine. The caller holds the folder's lock."""
        import chromadb
        import langchain_chroma  # noqa: F401  # heavy: loaded where an index is opened, not in the first write
        from chromadb.config import Settings

        def connect() -> ClientAPI:
            folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))

        return cls(connect, embedder, str(folder), folder=folder)

    @classmethod
    def server(cls, server: ChromaServer, embedder: Embedder, prefix: str = "notes") -> ChromaIndex:
        """An index that several processes share."""
        import langchain_chroma  # noqa: F401  # heavy: loaded where an index is opened, not in the first write

        return cls(server.connect, embedder, server.url, prefix=prefix)

    def upsert(self, chunks: Sequence[Chunk]) -> None:
        by_kind: dict[ChunkKind, list[Chunk]] = defaultdict(list)
        for chunk in {chunk.id: chunk for chunk in chunks}.values():
            by_kind[chunk.kind].append(chunk)
        with self._using():
            for kind, group in by_kind.items():
                for start in range(0, len(group), BATCH):
                    self._again_if_lost(partial(self._write, kind, group[start : start + BATCH]))

    def _write(self, kind: ChunkKind, batch: list[Chunk]) -> None:
        self._store(kind).add_texts([chunk.text for chunk in batch], ids=[_row(chunk) for chunk in batch])

    def delete(self, chunks: Sequence[Chunk]) -> None:
        by_kind: dict[ChunkKind, list[str]] = defaultdict(list)
        for chunk in chunks:
            by_kind[chunk.kind].append(_row(chunk))
        with self._using():
            for kind, ids in by_kind.items():
                for start in range(0, len(ids), BATCH):
                    self._again_if_lost(partial(self._drop, kind, ids[start : start + BATCH]))

    def _drop(self, kind: ChunkKind, ids: list[str]) -> None:
        self._store(kind).delete(ids)

    def nearest(self, query: str, kind: ChunkKind, k: int) -> list[tuple[str, float]]:
        return self.nearest_to(self._embedder.embed([query]), kind, k)[0]

    def nearest_to(self, vectors: Matrix, kind: ChunkKind, k: int) -> list[list[tuple[str, float]]]:
        """One call for all vectors, without texts and metadata: fetching those takes most of the time."""
        with self._using():
            found = self._again_if_lost(
                lambda: self._collection(kind).query(query_embeddings=vectors, n_results=k, include=["distances"])
            )
        return [
            [(row.partition(_JOINT)[0], 1.0 - distance) for row, distance in zip(rows, distances, strict=True)]
            for rows, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    def ids(self) -> set[str]:
        with self._using():
            rows = self._again_if_lost(
                lambda: [row for kind in ChunkKind for row in self._store(kind).get(include=[])["ids"]]
            )
            return {row.partition(_JOINT)[2] for row in rows}

    def retain(self, ids: Collection[str]) -> int:
        with self._using():
            return sum(self._again_if_lost(partial(self._retain, kind, ids)) for kind in ChunkKind)

    def _retain(self, kind: ChunkKind, ids: Collection[str]) -> int:
        held = self._store(kind).get(include=[])["ids"]
        others = [row for row in held if row.partition(_JOINT)[2] not in ids]
        for start in range(0, len(others), BATCH):
            self._store(kind).delete(others[start : start + BATCH])
        return len(others)

    def held(self) -> tuple[int, str]:
        with self._using():
            mine = {self._name(kind) for kind in ChunkKind} & {each.name for each in self._client.list_collections()}
            found = [self._client.get_collection(name, embedding_function=None) for name in mine]
            makers = {str((each.metadata or {}).get("embedder") or "") for each in found}
            others = makers - {self._embedder.name}
            return sum(each.count() for each in found), max(others or makers, default="")

    def ping(self) -> None:
        with self._using():
            self._again_if_lost(lambda: self._collection(next(iter(ChunkKind))).count())

    def clear(self) -> None:
        """Files that are damaged, or were taken away while they were open, are thrown away and begun anew."""
        try:
            with self._using():
                for kind in ChunkKind:
                    name = self._name(kind)
                    if any(collection.name == name for collection in self._client.list_collections()):
                        self._client.delete_collection(name)
        except IndexUnavailable:
            if self._folder is None:
                raise
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)
        self._forget()

    def close(self) -> None:
        """Give the files back; the next use opens them again."""
        with self._lock, self._reached():
            self._forget()
            client, self._connected = self._connected, None
            if client is not None:
                client.close()  # type: ignore[attr-defined]  # the class has it, the interface does not name it

    @property
    def _client(self) -> ClientAPI:
        with self._lock, self._reached():
            if self._connected is None:
                self._connected = self._connect()
            return self._connected

    @contextmanager
    def _using(self) -> Iterator[None]:
        """What failed in a folder is opened anew at the next use: embedded Chroma hangs for good in the first write
        after one that found the disk full."""
        try:
            with self._reached():
                yield
        except IndexUnavailable:
            if self._folder is not None:
                with suppress(IndexUnavailable):
                    self.close()
            raise

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Any failure of Chroma's own as the user's problem: it raises many kinds, also from Rust and from HTTP."""
        try:
            yield
        except InterviewerError:
            raise
        except Exception as error:
            if self._folder is None:
                raise IndexServerUnavailable(url=self._place, cause=type(error).__name__) from error
            raise IndexUnavailable(folder=self._place, cause=type(error).__name__) from error

    def _again_if_lost(self, work: Callable[[], Result]) -> Result:
        """On a server, another process may have made the collections anew, or the server was started anew and the
        connection is a dead one: a second try finds the new ones. Everything that is done here may be done twice."""
        try:
            return work()
        except InterviewerError:
            raise
        except Exception:
            if self._folder is not None:
                raise
            self._forget()
            return work()

    def _forget(self) -> None:
        self._stores.clear()
        self._collections.clear()

    def _name(self, kind: ChunkKind) -> str:
        return f"{self._prefix}-{kind}"

    def _collection(self, kind: ChunkKind) -> ChromaCollection:
        if kind not in self._collections:
            self._store(kind)
            self._collections[kind] = self._client.get_collection(self._name(kind), embedding_function=None)
        return self._collections[kind]

    def _store(self, kind: ChunkKind) -> Chroma:
        if kind not in self._stores:
            from langchain_chroma import Chroma

            store = Chroma(
                client=self._client,
                collection_name=self._name(kind),
                embedding_function=_EmbedderForLangChain(self._embedder),
                collection_metadata={"embedder": self._embedder.name, "dimensions": self._embedder.dimensions},
                collection_configuration=_SPACE,  # type: ignore[arg-type]
            )
            self._check_embedder(self._name(kind))
            self._stores[kind] = store
        return self._stores[kind]

    def _check_embedder(self, name: str) -> None:
        found = (self._client.get_collection(name, embedding_function=None).metadata or {}).get("embedder")
        if found != self._embedder.name:
            raise IndexMadeByOtherEmbedder(folder=self._place, found=found or "?", wanted=self._embedder.name)


def _row(chunk: Chunk) -> str:
    """The id of a chunk's row: with the section in it, a query needs no metadata."""
    return f"{chunk.section_id}{_JOINT}{chunk.id}"
