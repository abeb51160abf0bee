import random

from interviewer.domain.notes import Level, Origin, SectionStatus
from interviewer.services.catalogue import askable, sections_in, topic_tree
from interviewer.services.planning import choose
from tests.fakes import FakeNoteStore
from tests.samples import a_note, a_section


def some(count, topic="T", **fields):
    return [a_section(f"{topic}{n}", steps=("Area", topic, f"H{n}"), **fields) for n in range(count)]


def test_topics_take_turns():
    chosen = choose(some(5, "A") + some(5, "B"), set(), 4, random.Random(3))
    assert sorted(section.steps[1] for section in chosen) == ["A", "A", "B", "B"]


def test_no_section_is_chosen_twice():
    chosen = choose(some(6), set(), 6, random.Random(0))
    assert len({section.id for section in chosen}) == 6


def test_fresh_sections_come_before_those_asked_lately():
    sections = some(6)
    asked = {section.id for section in sections[:3]}
    chosen = choose(sections, asked, 3, random.Random(0))
    assert not asked & {section.id for section in chosen}


def test_asked_sections_fill_up_when_fresh_ones_run_out():
    sections = some(4)
    assert len(choose(sections, {sections[0].id, sections[1].id}, 4, random.Random(0))) == 4


def test_the_easiest_question_comes_first():
    sections = some(4, level=Level.SENIOR) + some(1, "E", level=Level.JUNIOR)
    assert choose(sections, set(), 5, random.Random(1))[0].level is Level.JUNIOR


def test_the_same_seed_gives_the_same_plan():
    sections = some(9, "A") + some(9, "B")
    assert choose(sections, set(), 5, random.Random(7)) == choose(sections, set(), 5, random.Random(7))


def test_a_stub_is_asked_only_when_it_was_chosen_itself():
    stub = a_section("stub", steps=("Area", "Helm"), status=SectionStatus.STUB)
    text = a_section("text", steps=("Area", "Helm", "仓库"))
    assert askable([stub, text]) == [text]
    assert askable([stub, text], ["Area"]) == [text]
    assert askable([stub, text], ["Area / Helm"]) == [stub, text]


def test_of_notes_that_are_translations_those_in_the_language_are_taken():
    store = FakeNoteStore()
    store.save(a_note("r.md", a_section("zh", file="r.md"), twin="redis"), [])
    store.save(a_note("r.en.md", a_section("en", file="r.en.md", language="en"), twin="redis"), [])
    store.save(a_note("k.md", a_section("only-zh", file="k.md"), twin="kafka"), [])
    assert [section.id for section in sections_in(store, (), "en")] == ["only-zh", "en"]
    assert [section.id for section in sections_in(store, (), "zh")] == ["only-zh", "zh"]


def test_whose_notes_can_be_chosen():
    store = FakeNoteStore()
    store.save(a_note("own.md", a_section("own", file="own.md")), [])
    shipped = a_section("shipped", file="s.md", origin=Origin.SHIPPED)
    store.save(a_note("s.md", shipped, origin=Origin.SHIPPED), [])
    assert [section.id for section in sections_in(store, [Origin.SHIPPED], "zh")] == ["shipped"]


def test_the_tree_counts_what_can_be_asked_below_each_heading():
    sections = [*some(3, "A"), *some(2, "B"), a_section("x", steps=("Area", "Thin"), status=SectionStatus.STUB)]
    tree = topic_tree(sections, depth=2)
    assert [(topic.path, topic.sections, topic.stubs) for topic in tree] == [
        ("Area", 5, 1),
        ("Area / A", 3, 0),
        ("Area / B", 2, 0),
        ("Area / Thin", 0, 1),
    ]
