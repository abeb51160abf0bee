"""The Embedder port over any OpenAI-compatible embedding server, hosted or on this machine, through LangChain."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from interviewer.adapters.openai_errors import reason_for
from interviewer.domain.errors import EmbeddingUnavailable
from interviewer.domain.ports import Matrix

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings

_LONGEST = 4_000
"""Characters of one text that are sent: models of this kind read 512 to 8,192 tokens and refuse more."""
_BATCH = 64


class OpenAIEmbedder:
    """Vectors are made unit length here, because not every server does it. The model is asked first when it is used."""

    def __init__(self, model: str, api_key: str, base_url: str = "", timeout_seconds: float = 60.0) -> None:
        self._model, self._api_key = model, api_key
        self._base_url, self._timeout = base_url, timeout_seconds
        self._client: OpenAIEmbeddings | None = None
        self._dimensions = 0
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Without the address: the same model elsewhere gives the same vectors."""
        return f"openai/{self._model}"

    @property
    def dimensions(self) -> int:
        """Asks the server once. Raises EmbeddingUnavailable."""
        if not self._dimensions:
            self.embed(["dimensions"])
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Raises EmbeddingUnavailable."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with _as_embedding_error(self._model):
            found = self._opened().embed_documents([_readable(text) for text in texts])
            vectors = np.array(found, dtype=np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise EmbeddingUnavailable(model=self._model, reason="unusable_reply")
        self._dimensions = vectors.shape[1]
        return _unit_rows(vectors)

    def _opened(self) -> OpenAIEmbeddings:
        with self._lock:
            if self._client is None:
                from langchain_openai import OpenAIEmbeddings
                from pydantic import SecretStr

                self._client = OpenAIEmbeddings(
                    model=self._model,
                    api_key=SecretStr(self._api_key or "none"),
                    base_url=self._base_url or None,
                    timeout=self._timeout,
                    chunk_size=_BATCH,
                    # Counting tokens would fetch tiktoken's data, and sends numbers that few servers understand.
                    check_embedding_ctx_length=False,
                )
            return self._client


@contextmanager
def _as_embedding_error(model: str) -> Iterator[None]:
    try:
        yield
    except EmbeddingUnavailable:
        raise
    except Exception as error:  # the client, its HTTP library and broken replies raise dozens of kinds
        raise EmbeddingUnavailable(model=model, reason=str(reason_for(error))) from error


def _readable(text: str) -> str:
    """Valid UTF-8 that is not blank, because servers refuse an empty text."""
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").strip() or "."


def _unit_rows(vectors: Matrix) -> Matrix:
    """Rows of unit length; one that is not finite or has no length becomes the first axis."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    good = np.isfinite(lengths) & (lengths > 0)
    axis = np.zeros_like(vectors)
    axis[:, 0] = 1.0
    return np.where(good, vectors / np.where(good, lengths, 1.0), axis).astype(np.float32)
