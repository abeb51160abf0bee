"""The vector index in Chroma, embedded or as a server, through LangChain's vector store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from langchain_core.embeddings import Embeddings

from interviewer.domain.errors import IndexMadeByOtherEmbedder, IndexUnavailable
from interviewer.domain.notes import Chunk, ChunkKind
from interviewer.domain.ports import Embedder

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

BATCH = 512
_SPACE: dict[str, Any] = {"hnsw": {"space": "cosine", "ef_search": 200}}


class _EmbedderForLangChain(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class ChromaIndex:
    """One collection a kind of chunk: a filter in one big collection costs far more than a second query.

    The collection's metadata name the embedder, because Chroma itself remembers it by class only.
    """

    def __init__(self, client: ClientAPI, embedder: Embedder, place: str, prefix: str = "notes") -> None:
        self._client = client
        self._embedder = embedder
        self._place = place
        self._prefix = prefix
        self._stores: dict[ChunkKind, Chroma] = {}

    @classmethod
    def embedded(cls, folder: Path, embedder: Embedder) -> ChromaIndex:
        """An index in a folder of this machine. The caller holds the folder's lock."""
        import chromadb
        from chromadb.config import Settings

        with _as_index_error(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        return cls(client, embedder, str(folder))

    @classmethod
    def server(cls, url: str, embedder: Embedder, prefix: str = "notes") -> ChromaIndex:
        """An index on a Chroma server, `http://host:port` or `https://...`."""
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(url)
        with _as_index_error(url):
            client = chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        return cls(client, embedder, url, prefix)

    def upsert(self, chunks: Sequence[Chunk]) -> None:
        by_kind: dict[ChunkKind, list[Chunk]] = defaultdict(list)
        for chunk in {chunk.id: chunk for chunk in chunks}.values():
            by_kind[chunk.kind].append(chunk)
        with _as_index_error(self._place):
            for kind, group in by_kind.items():
                for start in range(0, len(group), BATCH):
                    batch = group[start : start + BATCH]
                    self._store(kind).add_texts(
                        [chunk.text for chunk in batch],
                        metadatas=[{"section_id": chunk.section_id} for chunk in batch],
                        ids=[chunk.id for chunk in batch],
                    )

    def delete(self, chunks: Sequence[Chunk]) -> None:
        by_kind: dict[ChunkKind, list[str]] = defaultdict(list)
        for chunk in chunks:
            by_kind[chunk.kind].append(chunk.id)
        with _as_index_error(self._place):
            for kind, ids in by_kind.items():
                for start in range(0, len(ids), BATCH):
                    self._store(kind).delete(ids[start : start + BATCH])

    def nearest(self, query: str, kind: ChunkKind, k: int) -> list[tuple[str, float]]:
        with _as_index_error(self._place):
            vector = self._embedder.embed([query])[0].tolist()
            found = self._store(kind).similarity_search_by_vector_with_relevance_scores(vector, k=k)
        return [(document.metadata["section_id"], 1.0 - distance) for document, distance in found]

    def ids(self) -> set[str]:
        with _as_index_error(self._place):
            return {each for kind in ChunkKind for each in self._store(kind).get(include=[])["ids"]}

    def clear(self) -> None:
        with _as_index_error(self._place):
            for kind in ChunkKind:
                name = self._name(kind)
                if any(collection.name == name for collection in self._client.list_collections()):
                    self._client.delete_collection(name)
        self._stores.clear()

    def _name(self, kind: ChunkKind) -> str:
        return f"{self._prefix}-{kind}"

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


@contextmanager
def _as_index_error(place: str) -> Iterator[None]:
    """Any failure of Chroma's own as IndexUnavailable: it raises many kinds, also from Rust and from HTTP."""
    try:
        yield
    except (IndexMadeByOtherEmbedder, IndexUnavailable):
        raise
    except Exception as error:
        raise IndexUnavailable(folder=place, cause=type(error).__name__) from error
