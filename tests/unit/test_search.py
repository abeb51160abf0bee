"""Search over fakes: what is found, in which order, and what stays out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.notes import Chunk, ChunkKind, Origin, Section
from interviewer.domain.ports import QueryReading
from interviewer.services.search import Search, fuse, summed
from interviewer.services.topics import Topics
from tests.fakes import FakeEmbedder, FakeLexicalIndex, FakeNoteStore, FakeVectorIndex
from tests.samples import a_note, a_section

rankings = st.lists(st.tuples(st.sampled_from("abcde"), st.floats(-1, 1)), max_size=12).map(
    lambda found: sorted(found, key=lambda pair: -pair[1])
)


@dataclass
class FakeReader:
    """Reads a query as one vector; the rest is what the shipped notes would say of it."""

    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    terms: str = ""
    told: str = ""
    topics: dict[str, float] = field(default_factory=dict)
    sure: float = 1.0
    heard_as: str = ""

    def read(self, query: str) -> QueryReading:
        text = self.heard_as or query
        return QueryReading(text, self.embedder.embed([text]), self.terms, self.told, self.topics, self.sure, self.sure)


TOPICS = Topics({"Redis": re.compile("redis", re.I), "Helm": re.compile("helm", re.I)}, {})


class World:
    """Notes in the store and in both indexes."""

    def __init__(self, reader: FakeReader | None = None) -> None:
        self.notes, self.vectors, self.lexical = FakeNoteStore(), FakeVectorIndex(), FakeLexicalIndex()
        self.search = Search(self.notes, self.vectors, self.lexical, reader or FakeReader(), TOPICS)

    def add(self, *sections: Section, file: str = "a.md", origin: Origin = Origin.OWN, twin: str = "") -> None:
        chunks = [
            Chunk(f"{each.id}-{kind}", each.id, kind, f"{each.title} {each.text}")
            for each in sections
            for kind in (ChunkKind.LINE, ChunkKind.LEAD)
        ]
        self.notes.save(a_note(file, *sections, origin=origin, twin=twin), chunks)
        self.vectors.upsert(chunks)
        self.lexical.upsert(sections)

    def found(self, query: str, k: int = 3) -> list[str]:
        return [each.section.id for each in self.search.find(query, k)]


def a_text(id: str, text: str, **fields: Any) -> Section:
    return a_section(id, text=text, steps=("T", id), **fields)


def test_the_section_that_says_it_comes_first():
    world = World()
    world.add(a_text("avalanche", "大量 key 同时过期"), a_text("dns", "递归查询与迭代查询"))
    assert world.found("大量 key 同时过期怎么办")[0] == "avalanche"


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_a_blank_query_finds_nothing(query):
    world = World()
    world.add(a_text("a", "随便"))
    assert world.found(query) == []


def test_an_empty_index_finds_nothing():
    assert World().found("redis") == []


def test_no_more_than_asked_for():
    world = World()
    world.add(*(a_text(f"s{at}", f"第 {at} 条") for at in range(9)))
    assert len(world.found("第 3 条", k=2)) == 2


def test_a_source_that_is_switched_off_is_not_found():
    world = World()
    world.add(a_text("a", "缓存雪崩", file="a.md"), file="a.md")
    world.add(a_text("b", "缓存雪崩", file="b.md"), file="b.md")
    world.notes.enable("a.md", False)
    assert world.found("缓存雪崩") == ["b"]


def test_own_notes_come_before_shipped_ones_that_say_the_same():
    world = World()
    world.add(a_text("shipped", "缓存雪崩", file="k.md", origin=Origin.SHIPPED), file="k.md", origin=Origin.SHIPPED)
    world.add(a_text("own", "缓存雪崩", file="o.md"), file="o.md")
    assert world.found("缓存雪崩") == ["own", "shipped"]


def test_of_two_translations_the_one_in_the_language_of_the_query_is_found():
    world = World()
    world.add(a_text("zh", "redis 缓存", file="r.md", language="zh"), file="r.md", twin="redis")
    world.add(a_text("en", "redis cache", file="r.en.md", language="en"), file="r.en.md", twin="redis")
    assert world.found("redis cache expired") == ["en"]
    assert world.found("redis 缓存过期了") == ["zh"]


def test_a_note_without_its_translation_is_found_from_the_other_language():
    world = World()
    world.add(a_text("zh", "redis 缓存", language="zh"), twin="redis")
    assert world.found("redis cache expired") == ["zh"]


def test_terms_of_the_other_language_lead_to_a_section():
    sections = (a_text("evict", "淘汰 旧的 数据"), a_text("dump", "备份 旧的 数据"))
    plain, helped = World(), World(FakeReader(terms="淘汰"))
    for world in (plain, helped):
        world.add(*sections)
    query = "数据"
    gap = [{each.section.id: each.score for each in world.search.find(query)} for world in (plain, helped)]
    assert gap[1]["evict"] - gap[1]["dump"] > gap[0]["evict"] - gap[0]["dump"]


def lead_of_chart(reader: FakeReader) -> float:
    """By how much a section about charts is ahead of one that fits the query as little."""
    world = World(reader)
    world.add(a_text("chart", "chart 打包"), a_text("other", "装什么系统"), a_text("third", "日志采集"))
    scores = {each.section.id: each.score for each in world.search.find("一键安装用什么")}
    return scores["chart"] - scores["third"]


def test_words_that_the_shipped_notes_tell_lead_to_a_section_the_query_misses():
    assert lead_of_chart(FakeReader(told="chart 打包")) > lead_of_chart(FakeReader())


def test_shipped_notes_farther_than_the_index_do_not_tell():
    assert lead_of_chart(FakeReader(told="chart 打包", sure=-1.0)) == lead_of_chart(FakeReader())


def two_alike(topics: dict[str, float], sure: float = 1.0) -> list[str]:
    """Which of two sections that say the same, and of a third of no known subject, is found first."""
    world = World(FakeReader(topics=topics, sure=sure))
    for subject in ("Redis", "Helm", "COBOL"):
        world.add(a_section(subject, text="升级以后怎么退回去", steps=(subject, "说明")), file=f"{subject}.md")
    return world.found("升级以后怎么退回去")


def test_of_sections_that_say_the_same_the_one_on_the_right_subject_comes_first():
    assert two_alike({"Redis": 1.0, "Helm": 5.0, "": 2.0}) == ["Helm", "COBOL", "Redis"]
    assert two_alike({"Redis": 5.0, "Helm": 1.0, "": 2.0}) == ["Redis", "COBOL", "Helm"]


def test_shipped_notes_that_are_far_from_the_query_do_not_tell_its_subject():
    assert two_alike({"Redis": 1.0, "Helm": 5.0, "": 2.0}, sure=-1.0) == two_alike({}, sure=-1.0)


def test_a_misheard_name_is_searched_as_it_was_meant():
    world = World(FakeReader(heard_as="kafka 分区"))
    world.add(a_text("author", "卡夫卡 是 作家"), a_text("broker", "kafka 分区"), a_text("third", "日志采集"))
    assert world.found("卡夫卡 分区", k=1) == ["broker"]


def test_a_word_that_only_one_section_has_speaks_for_it():
    meaning, words = [("a", 0.5), ("b", 0.5)], [("b", 7.0)]
    assert fuse([(1.0, meaning, None), (1.0, words, 0.0)])[0][0] == "b"


def test_clauses_count_alike():
    assert summed([[("a", 1.0), ("b", 0.8)], [("b", 0.9), ("a", 0.1)]])[0] == ("b", pytest.approx(0.85))


def test_a_heavier_ranking_decides():
    first, second = [("a", 1.0), ("b", 0.0)], [("b", 1.0), ("a", 0.0)]
    assert fuse([(1.0, first, None), (2.0, second, None)])[0][0] == "b"
    assert fuse([(2.0, first, None), (1.0, second, None)])[0][0] == "a"


@given(st.lists(st.tuples(st.floats(0.1, 2), rankings, st.sampled_from([None, 0.0])), max_size=4))
def test_fusing_keeps_every_section_once_best_first(weighed):
    fused = fuse(weighed)
    assert sorted(section for section, _ in fused) == sorted({s for _, ranking, _ in weighed for s, _ in ranking})
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)
