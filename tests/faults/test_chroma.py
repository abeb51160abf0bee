"""The vector index is gone, emptied, of another embedder or of another version: what can be asked goes on, and the rest
comes back without anybody's help."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from bench.app_server import free_port
from interviewer.bootstrap import Container
from interviewer.domain.errors import IndexMadeByOtherEmbedder, IndexUnavailable
from tests.contract.chroma_process import ChromaServer
from tests.fakes import FakeEmbedder
from tests.faults import children

NOTE = "# 缓存\n\n## 雪崩\n\n- 大量 key 在同一时间过期，请求全部落到数据库\n- 过期时间加随机值\n"


@pytest.fixture
def server(tmp_path):
    chroma = ChromaServer(tmp_path / "chroma", free_port())
    chroma.start()
    yield chroma
    chroma.stop()


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "cache.md"
    file.write_text(NOTE, encoding="utf-8")
    return file


def practised(product) -> bool:
    """Whether a question can be asked, answered and graded."""
    practice = children.a_practice(product.database)
    session = children.begin(practice, 1)
    return (
        practice.submit_answer(session.id, session.turns[0].id, "过期时间加随机值", language="zh").assessment
        is not None
    )


def repaired(product) -> bool:
    return product.vectors.ids() == {each.id for each in product.notes.chunks()}


@pytest.mark.services
def test_a_server_that_goes_away_stops_no_interview_and_is_used_again_when_it_is_back(server, note, tmp_path):
    product = children.a_product(tmp_path / "data", CHROMA_URL=server.url)
    product.ingest.ingest([note])
    server.stop()
    with pytest.raises(IndexUnavailable):
        product.search.find("很多 key 一起过期")
    assert practised(product)
    server.start()
    assert product.search.find("很多 key 一起过期")
    server.stop()
    shutil.rmtree(server.folder / "data")
    server.start()  # wiped: it holds nothing
    assert practised(product)
    assert product.index_keeper.look()
    assert repaired(product)
    assert product.search.find("很多 key 一起过期")
    product.close()


@pytest.mark.parametrize("damage", ["no database any more", "newer schema", "older schema", "half of it gone"])
def test_a_folder_of_another_version_is_made_anew_at_the_start(note, tmp_path, damage, monkeypatch):
    with_own_embedder(monkeypatch)
    knowledge = {"INTERVIEWER_KNOWLEDGE_DIR": str(tmp_path / "none")}
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "a.md").write_text(NOTE, encoding="utf-8")
    product = children.a_product(tmp_path / "data", **knowledge)
    product.bring_up_index()
    product.ingest.ingest([note])
    product.close()
    spoil(tmp_path / "data" / "index" / "chroma", damage)
    again = children.a_product(tmp_path / "data", **knowledge)
    again.bring_up_index()
    assert repaired(again)
    assert again.search.find("很多 key 一起过期")
    again.close()


def with_own_embedder(monkeypatch):
    """The one of these tests stands for the one that comes with the product."""
    monkeypatch.setattr(Container, "index_embedder", property(lambda self: self.embedder))


def spoil(folder, damage):
    file = folder / "chroma.sqlite3"
    if damage == "no database any more":
        file.write_bytes(b"no database any more" * 500)
        return
    if damage == "half of it gone":
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2])
        return
    with sqlite3.connect(file) as connection:
        if damage == "newer schema":  # a migration that this version does not know, or knows otherwise
            connection.execute("UPDATE migrations SET hash = 'x', sql = 'x'")
        else:  # before these columns and migrations
            connection.execute("DELETE FROM migrations WHERE version > 1")
            connection.execute("DROP TABLE IF EXISTS collection_metadata")
    connection.close()


def test_an_index_of_another_embedder_is_refused_and_nothing_in_it_is_lost(note, tmp_path):
    product = children.a_product(tmp_path / "data")
    product.ingest.ingest([note])
    product.close()
    other = Container(children.settings(tmp_path / "data"), embedder=FakeEmbedder(name="another"))
    with pytest.raises(IndexMadeByOtherEmbedder):
        other.search.find("很多 key 一起过期")
    assert practised(other)
    other.close()
    back = children.a_product(tmp_path / "data")
    assert back.search.find("很多 key 一起过期")
    back.close()
