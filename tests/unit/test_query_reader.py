"""What is read out of a query before it is searched for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.known_notes import known_notes
from interviewer.adapters.known_notes_file import Known, write_known_notes
from interviewer.adapters.query_reader import EmbeddingQueryReader, clauses_of, same_meaning
from interviewer.domain.notes import Chunk, ChunkKind
from tests.fakes import FakeEmbedder
from tests.samples import a_section


def test_a_query_of_one_clause_has_no_clauses_of_its_own():
    assert clauses_of("Redis 为什么快？") == []


def test_clauses_are_split_and_very_short_ones_left_out():
    assert clauses_of("机器断电了，嗯，数据还能恢复吗？") == ["机器断电了", "数据还能恢复吗"]


@pytest.mark.parametrize(
    ("query", "term"),
    [("how does replication work", "复制"), ("反向代理怎么配", "reverse proxy"), ("慢日志在哪", "slow query")],
)
def test_terms_of_the_other_language_are_added(query, term):
    assert term in same_meaning(query)


def test_a_query_without_known_terms_gets_none():
    assert same_meaning("嗯嗯呃呃") == ""


@given(st.text(max_size=600))
def test_any_query_can_be_read(query):
    reading = EmbeddingQueryReader(FakeEmbedder()).read(query)
    assert np.isfinite(reading.vectors).all()
    assert reading.told == "" and reading.topics == {}


def test_shipped_notes_of_another_embedder_do_not_lead():
    assert known_notes("some-other-embedder") is None


@pytest.fixture
def known(tmp_path):
    texts = {
        "Redis 淘汰策略": "allkeys-lru 淘汰最久没有访问的",
        "Helm chart": "把清单打成 chart 再安装",
        "DNS": "递归查询",
    }
    questions = {"Helm chart": ["怎么一键装好一整套服务"]}
    shipped = []
    for title, text in texts.items():
        section = a_section(title, steps=("T", title), text=text)
        chunks = [Chunk(f"{title}{kind}", title, kind, f"{title} {text}") for kind in (ChunkKind.LINE, ChunkKind.LEAD)]
        shipped.append(Known(section, chunks, title.split(" ")[0], questions.get(title, ())))
    write_known_notes(shipped, FakeEmbedder(), tmp_path / "known.npz")
    return known_notes(FakeEmbedder().name, tmp_path / "known.npz")


def best_topic(reading):
    return max(reading.topics, key=reading.topics.get)


def test_the_subject_and_the_telling_words_are_those_of_the_shipped_section_which_fits(known):
    reading = EmbeddingQueryReader(FakeEmbedder(), known).read("最久没有访问的会被淘汰吗")
    assert best_topic(reading) == "Redis"
    assert {"redis", "淘汰"} <= set(reading.told.split(" "))
    assert -1 <= reading.known_line <= 1.01


def test_a_question_about_a_shipped_section_leads_to_its_subject(known):
    assert best_topic(EmbeddingQueryReader(FakeEmbedder(), known).read("一整套服务怎么一键装好")) == "Helm"


def test_subjects_that_no_shipped_note_has_are_neither_best_nor_worst(known):
    topics = EmbeddingQueryReader(FakeEmbedder(), known).read("递归查询").topics
    assert min(topics.values()) < topics[""] <= max(topics.values())


def test_a_misheard_name_is_read_as_it_was_meant(known):
    assert EmbeddingQueryReader(FakeEmbedder(), known).read("瑞迪斯怎么淘汰").text == "redis 怎么淘汰"


def test_it_can_be_told_not_to_follow(known):
    reading = EmbeddingQueryReader(FakeEmbedder(), known, follow=False).read("淘汰")
    assert reading.told == "" and reading.topics == {}
