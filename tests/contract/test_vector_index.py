"""What every vector index does: the fake, Chroma in a folder, Chroma as a server."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from interviewer.adapters.chroma_index import ChromaIndex, ChromaServer
from interviewer.domain.errors import IndexMadeByOtherEmbedder, IndexServerUnavailable, IndexUnavailable
from interviewer.domain.notes import Chunk, ChunkKind
from tests.contract.token_proxy import asking_for
from tests.fakes import FakeEmbedder, FakeVectorIndex


def chunk(name: str, text: str, kind: ChunkKind = ChunkKind.PIECE) -> Chunk:
    return Chunk(f"{name}-{kind}", name, kind, text)


TOKEN = "a-token-for-tests"


@pytest.fixture(scope="module")
def gated_server(chroma_server):
    """A server that asks for a token, with a tenant and a database of ours."""
    import chromadb
    from chromadb.config import Settings

    host, port = chroma_server.removeprefix("http://").split(":")
    admin = chromadb.AdminClient(
        Settings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=host,
            chroma_server_http_port=int(port),
            anonymized_telemetry=False,
        )
    )
    admin.create_tenant("team")
    admin.create_database("notes-of-team", tenant="team")
    with asking_for(TOKEN, chroma_server) as url:
        yield ChromaServer(url, TOKEN, "team", "notes-of-team")


@pytest.fixture(params=["fake", "embedded", "server", "gated"])
def make_index(request, tmp_path):
    """A function that opens the same index again, by default with the same embedder."""
    if request.param == "fake":
        index = FakeVectorIndex(FakeEmbedder())
        return lambda embedder=None: index if embedder is None else index.opened_with(embedder)
    if request.param == "embedded":
        return lambda embedder=None: ChromaIndex.embedded(tmp_path / "chroma", embedder or FakeEmbedder())
    if request.param == "gated":
        server = request.getfixturevalue("gated_server")
    else:
        server = ChromaServer(request.getfixturevalue("chroma_server"))
    prefix = f"t{abs(hash(str(tmp_path))) % 10**10}"
    return lambda embedder=None: ChromaIndex.server(server, embedder or FakeEmbedder(), prefix=prefix)


def test_an_empty_index_finds_nothing(make_index):
    assert make_index().nearest("anything", ChunkKind.PIECE, 3) == []
    assert make_index().ids() == set()


def test_the_nearest_chunk_comes_first_with_its_section(make_index):
    index = make_index()
    index.upsert([chunk("redis", "缓存雪崩 大量 key 同时过期"), chunk("dns", "递归查询 与 迭代查询")])
    found = index.nearest("大量 key 同时过期", ChunkKind.PIECE, 2)
    assert [section for section, _ in found] == ["redis", "dns"]
    assert 1.001 >= found[0][1] > found[1][1] >= -1.001


def test_kinds_are_kept_apart(make_index):
    index = make_index()
    index.upsert([chunk("a", "同一句话", ChunkKind.LINE), chunk("b", "同一句话", ChunkKind.PIECE)])
    assert [section for section, _ in index.nearest("同一句话", ChunkKind.LINE, 5)] == ["a"]


def test_writing_a_chunk_again_replaces_it(make_index):
    index = make_index()
    index.upsert([chunk("a", "旧的内容")])
    index.upsert([chunk("a", "全新 的 文字")])
    assert len(index.ids()) == 1
    assert index.nearest("全新 的 文字", ChunkKind.PIECE, 1)[0][1] == pytest.approx(1.0, abs=1e-3)


def test_the_same_chunk_twice_in_one_call_is_written_once(make_index):
    index = make_index()
    index.upsert([chunk("a", "x y z"), chunk("a", "x y z")])
    assert len(index.ids()) == 1


def test_a_deleted_chunk_is_not_found(make_index):
    index = make_index()
    kept, gone = chunk("a", "留下"), chunk("b", "删掉")
    index.upsert([kept, gone])
    index.delete([gone])
    index.delete([chunk("c", "从来没有")])
    assert index.ids() == {kept.id}


def test_all_but_the_wanted_chunks_can_be_forgotten(make_index):
    index = make_index()
    kept = chunk("a", "留下")
    index.upsert([kept, chunk("b", "多余"), chunk("a", "多余的一行", ChunkKind.LINE)])
    assert index.retain({kept.id, "never there"}) == 2
    assert index.ids() == {kept.id}
    assert index.retain({kept.id}) == 0


def test_what_was_written_is_there_when_opened_again(make_index):
    make_index().upsert([chunk("a", "持久")])
    assert make_index().ids() == {chunk("a", "持久").id}


def test_another_embedder_is_refused_until_the_index_is_cleared(make_index):
    make_index().upsert([chunk("a", "内容")])
    other = make_index(FakeEmbedder(name="another"))
    with pytest.raises(IndexMadeByOtherEmbedder):
        other.nearest("内容", ChunkKind.PIECE, 1)
    other.clear()
    other.upsert([chunk("a", "内容")])
    assert other.nearest("内容", ChunkKind.PIECE, 1)


def test_many_chunks_go_in_at_once(make_index):
    index = make_index()
    index.upsert([chunk(str(at), f"第 {at} 条") for at in range(600)])
    assert len(index.ids()) == 600


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(IndexServerUnavailable) as error:
        ChromaIndex.server(ChromaServer("http://127.0.0.1:9"), FakeEmbedder()).ids()
    assert error.value.details["url"] == "http://127.0.0.1:9"


def test_without_the_right_token_the_server_is_of_no_use_and_the_token_is_not_told(gated_server):
    wrong = replace(gated_server, token="guessed-token")
    with pytest.raises(IndexServerUnavailable) as error:
        ChromaIndex.server(wrong, FakeEmbedder()).ids()
    assert "guessed-token" not in f"{error.value!r} {wrong!r}"


def test_an_index_that_another_process_made_anew_is_found_again(chroma_server):
    mine, theirs = (ChromaIndex.server(ChromaServer(chroma_server), FakeEmbedder(), "made-anew") for _ in range(2))
    mine.upsert([chunk("a", "旧的")])
    assert mine.nearest("旧的", ChunkKind.PIECE, 1)
    theirs.clear()
    theirs.upsert([chunk("b", "新的"), chunk("c", "别的")])
    assert [section for section, _ in mine.nearest("新的", ChunkKind.PIECE, 1)] == ["b"]
    assert mine.held()[0] == 2


@pytest.mark.parametrize("how", ["deleted", "damaged"])
def test_files_that_were_deleted_or_damaged_are_begun_anew_by_clearing(tmp_path, how):
    index = ChromaIndex.embedded(tmp_path / "chroma", FakeEmbedder())
    index.upsert([chunk("a", "内容")])
    if how == "deleted":
        shutil.rmtree(tmp_path / "chroma")
    else:
        index.close()
        (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"no database any more" * 500)
    with pytest.raises(IndexUnavailable):
        index.upsert([chunk("b", "别的")])
    index.clear()
    index.upsert([chunk("c", "新的")])
    assert index.ids() == {chunk("c", "新的").id}
    index.close()


def test_a_closed_index_opens_again_by_itself(tmp_path):
    index = ChromaIndex.embedded(tmp_path / "chroma", FakeEmbedder())
    index.upsert([chunk("a", "内容")])
    index.close()
    assert len(index.nearest("内容", ChunkKind.PIECE, 1)) == 1
    index.close()


def test_it_tells_how_much_it_holds_and_who_made_it_also_to_another_embedder(make_index):
    assert make_index().held() == (0, "")
    index = make_index()
    index.upsert([chunk("a", "一", ChunkKind.LINE), chunk("a", "二", ChunkKind.LEAD)])
    assert index.held() == (2, FakeEmbedder().name)
    other = make_index(FakeEmbedder(name="other/1"))
    assert other.held() == (2, FakeEmbedder().name)


def test_a_ping_passes_where_it_can_be_searched_and_names_what_is_wrong_where_not(make_index):
    index = make_index()
    index.upsert([chunk("a", "一", kind) for kind in ChunkKind])
    index.ping()
    with pytest.raises(IndexMadeByOtherEmbedder):
        make_index(FakeEmbedder(name="other/1")).ping()
