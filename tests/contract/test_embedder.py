"""What every Embedder promises."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from interviewer.adapters.encoder_process import EncoderProcess
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.domain.ports import Embedder

ODD = ["", " ", "\x00\x01\x1b", "\ud800", "😀👩‍👩‍👧", "。。。", "a" * 50_000, "数据库\u200b", "\n\n"]


@pytest.fixture(scope="module", params=[Usem3Embedder, lambda: Usem3Embedder(apart=True)], ids=["usem3", "apart"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    make: Callable[[], Embedder] = request.param
    return make()


def test_any_text_gives_a_finite_unit_vector(embedder: Embedder) -> None:
    vectors = embedder.embed(ODD)
    assert vectors.shape == (len(ODD), embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_no_text_gives_no_vector(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_the_same_text_gives_the_same_vector_alone_and_in_a_batch(embedder: Embedder) -> None:
    alone = embedder.embed(["主从复制"])[0]
    assert np.allclose(embedder.embed(["something else", "主从复制"])[1], alone, atol=1e-5)


def test_a_text_is_nearer_to_its_translation_than_to_another_subject(embedder: Embedder) -> None:
    chinese, english, other = embedder.embed(
        ["查询日志记录所有请求", "the query log records every request", "天气很好"]
    )
    assert chinese @ english > chinese @ other


def test_the_name_tells_model_and_version(embedder: Embedder) -> None:
    assert any(char.isdigit() for char in embedder.name)


def test_forgotten_texts_are_embedded_again() -> None:
    small = Usem3Embedder(cached=2)
    first = small.embed(["一", "二", "三"])
    assert np.allclose(small.embed(["一", "二", "三"]), first, atol=1e-5)


def test_a_kept_vector_keeps_no_others_in_memory() -> None:
    embedder = Usem3Embedder(threads=1)
    embedder.embed(["主从复制", "哨兵", "分片"])
    assert all(row.base is None for row in embedder._vectors.values())


def test_an_encoder_process_that_died_is_followed_by_another() -> None:
    encoder = EncoderProcess(threads=1)
    first = encoder.encode(["主从复制"])
    assert encoder._process is not None
    encoder._process.kill()
    assert np.allclose(encoder.encode(["主从复制"]), first, atol=1e-5)
    encoder.close()


def test_an_encoder_process_ends_with_who_asks_it() -> None:
    encoder = EncoderProcess(threads=1)
    encoder.encode(["哨兵"])
    process = encoder._process
    assert process is not None and process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=30) == 0


def test_where_no_process_can_be_had_texts_are_embedded_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError("no more processes")

    embedder = Usem3Embedder(threads=1, apart=True)
    monkeypatch.setattr("interviewer.adapters.encoder_process.subprocess.Popen", refused)
    assert embedder.embed(["分片"]).shape == (1, embedder.dimensions)
