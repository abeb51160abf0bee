"""What every lexical index does: the fake, and SQLite's full-text search."""

from __future__ import annotations

import pytest

from interviewer.adapters.fts_index import FtsIndex
from tests.fakes import FakeLexicalIndex
from tests.samples import a_section


@pytest.fixture(params=["fake", "fts"])
def index(request, tmp_path):
    return FakeLexicalIndex() if request.param == "fake" else FtsIndex(tmp_path / "index" / "lexical.sqlite3")


def best(index, query):
    return [ranking[0][0] if ranking else None for ranking in index.search(query, 5)]


def test_an_empty_index_finds_nothing(index):
    assert all(ranking == [] for ranking in index.search("redis", 3))
    assert index.hashes() == {}


def test_sections_are_found_by_chinese_words_and_by_latin_terms(index):
    index.upsert([a_section("r", text="缓存雪崩：大量数据同一时间失效"), a_section("n", text="proxy_pass 反向代理")])
    assert set(best(index, "雪崩怎么办")) == {"r"}
    assert set(best(index, "how does proxy_pass work")) == {"n"}


def test_only_sections_that_share_a_word_are_found(index):
    index.upsert([a_section("r", text="redis"), a_section("n", text="nginx")])
    assert all([section for section, _ in ranking] == ["n"] for ranking in index.search("nginx", 5))


def test_case_and_width_do_not_matter(index):
    index.upsert([a_section("k", text="Kubelet 是代理")])
    assert set(best(index, "ＫＵＢＥＬＥＴ")) == {"k"}


def test_a_section_written_again_is_replaced(index):
    index.upsert([a_section("a", text="旧词", content_hash="1")])
    index.upsert([a_section("a", text="新词", content_hash="2")])
    assert index.hashes() == {"a": "2"}
    assert best(index, "旧词")[0] is None


def test_a_deleted_section_is_not_found(index):
    index.upsert([a_section("a", text="苹果"), a_section("b", text="苹果")])
    index.delete(["a", "never-there"])
    assert set(index.hashes()) == {"b"}


@pytest.mark.parametrize(
    "query", ['"', "a OR b", "NEAR(a b)", "*", "'; DROP TABLE held; --", "\x00", "😀", "(", "-x", "x" * 5000]
)
def test_no_query_is_a_syntax_error(index, query):
    index.upsert([a_section("a", text="随便什么")])
    index.search(query, 3)


def test_it_is_made_anew_when_its_file_is_taken_away(tmp_path):
    index = FtsIndex(tmp_path / "lexical.sqlite3")
    index.upsert([a_section("a", text="内容")])
    for file in tmp_path.iterdir():
        file.unlink()
    assert index.hashes() == {}
    index.upsert([a_section("a", text="内容")])
    assert index.hashes()


@pytest.mark.parametrize("junk", [b"no database any more" * 500, b"SQLite format 3\0" + b"x" * 5000, b""])
def test_a_file_that_is_no_database_any_more_is_begun_anew(tmp_path, junk):
    file = tmp_path / "lexical.sqlite3"
    index = FtsIndex(file)
    index.upsert([a_section("r", text="redis")])
    index.close()
    file.write_bytes(junk)
    assert index.hashes() == {}
    index.upsert([a_section("n", text="nginx")])
    assert set(best(index, "nginx")) == {"n"}
    index.close()


def test_a_slip_finds_what_was_meant_unless_slips_are_not_to_be_mended(tmp_path):
    index = FtsIndex(tmp_path / "lexical.sqlite3")
    index.upsert([a_section("k", text="kubelet 是代理"), a_section("n", text="nginx 反代")])
    assert index.search("cube let", 3)[0][0][0] == "k"
    assert index.search("cube let", 3, mend=False) == [[], []]


def test_an_index_remembers_up_to_which_generation_it_follows(index):
    assert index.generation() == -1
    index.mark(7)
    index.mark(5)
    assert index.generation() == 5


def test_what_another_process_wrote_to_the_same_file_is_known_at_once(tmp_path):
    mine, theirs = (FtsIndex(tmp_path / "lexical.sqlite3") for _ in range(2))
    mine.upsert([a_section("a", text="kubelet")])
    assert best(mine, "etcd") == [None, None]
    theirs.upsert([a_section("b", text="etcd 的租约")])
    assert best(mine, "etcd") == ["b", "b"]
