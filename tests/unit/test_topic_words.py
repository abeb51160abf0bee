"""Which words a recogniser is told to expect."""

from __future__ import annotations

from interviewer.domain.notes import Origin
from interviewer.services.topic_words import FEWEST_TERMS, MOST_TERMS, topic_words
from interviewer.settings import ROOT
from tests.fakes import FakeNoteStore
from tests.samples import a_note, a_section

KNOWLEDGE = ROOT / "knowledge"


def words_for(name: str):
    """Of the first section of a shipped note, with the others of its area around it."""
    from ingest.parse import parse_note

    store = FakeNoteStore()
    for file in sorted((KNOWLEDGE / name).parent.glob("*.md")):
        relative = str(file.relative_to(ROOT))
        store.save(parse_note(file.read_text(encoding="utf-8"), relative, Origin.SHIPPED), [])
    mine = [each for each in store.sections() if each.source.file.endswith(name)]
    return topic_words(store, mine[0])


def test_there_are_enough_terms_and_not_too_many_and_chinese_ones_for_chinese():
    for name, language in (("database/redis.md", "zh"), ("database/redis.en.md", "en")):
        terms = words_for(name).likely(language)
        assert FEWEST_TERMS <= len(terms) <= MOST_TERMS
        assert len(set(terms)) == len(terms)
        assert any(not term.isascii() for term in terms) is (language == "zh")


def test_the_sections_own_terms_come_first_and_plain_words_are_none():
    notes = FakeNoteStore()
    section = a_section("s", text="The kubelet asks containerd, which starts runc.", steps=("K8s", "Machines", "Parts"))
    other = a_section("o", text="Prometheus scrapes it.", steps=("K8s", "Metrics", "Pull"), file="b.md")
    notes.save(a_note("a.md", section), [])
    notes.save(a_note("b.md", other), [])
    terms = topic_words(notes, section).likely("en")
    assert terms[:3] == ["K8s", "kubelet", "containerd"]
    assert "Prometheus" in terms
    assert not {"asks", "which", "starts", "The"} & set(terms)


def test_a_question_whose_note_is_gone_still_has_the_words_of_its_neighbours():
    notes = FakeNoteStore()
    notes.save(a_note("b.md", a_section("o", text="binlog 和 relay log", file="b.md")), [])
    words = topic_words(notes, a_section("gone", text="主从延迟"))
    assert "binlog" in words.latin


def test_without_any_note_there_is_nothing_to_expect_but_the_section_itself():
    assert topic_words(FakeNoteStore(), a_section(text="InnoDB")).latin == ("MySQL", "InnoDB")
