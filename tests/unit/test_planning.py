import random
from dataclasses import replace

import pytest

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.errors import NothingDue, NothingMissed, NothingToAsk
from interviewer.domain.notes import Level, Origin, SectionStatus
from interviewer.domain.sessions import Mode, TurnState
from interviewer.services.catalogue import askable, sections_in, topic_tree
from interviewer.services.planning import Manner, choose, make_plan
from tests.fakes import FakeNoteStore, FakeSessionStore
from tests.samples import a_note, a_question, a_section, a_session, a_turn, an_assessment


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


def plan(sections, sessions=None, count=4, **manner):
    store = FakeNoteStore()
    store.save(a_note("n.md", *(replace(each, source=replace(each.source, file="n.md")) for each in sections)), [])
    wanted = {"topics": (), "origins": (), "question_count": count, "language": "zh", "seed": 1}
    return make_plan(store, sessions or FakeSessionStore(), manner=Manner(**manner), **wanted)


def asked(*ids, kind=VerdictKind.MISSED):
    made = an_assessment(kind)
    turns = [
        a_turn(id, position=at, question=a_question(section_id=id), state=TurnState.GRADED, assessment=made)
        for at, id in enumerate(ids)
    ]
    store = FakeSessionStore()
    store.add(a_session(turns=tuple(turns)))
    return store


def test_a_plan_remembers_how_the_session_is_held():
    made = plan(some(3), minutes=30, mode=Mode.INTERVIEW, level=Level.SENIOR, preset="x", answer_language="en")
    assert (made.minutes, made.mode, made.level, made.preset) == (30, Mode.INTERVIEW, Level.SENIOR, "x")
    assert (made.question_count, made.answer_language) == (3, "en")


def test_sections_of_the_wanted_level_come_first_and_the_nearest_fill_up():
    sections = some(2, "S", level=Level.SENIOR) + some(2, "M", level=Level.MIDDLE) + some(4, "J", level=Level.JUNIOR)
    made = plan(sections, count=3, level=Level.SENIOR)
    assert sorted(id[0] for id in made.section_ids) == ["M", "S", "S"]


def test_a_fresh_section_of_another_level_comes_before_one_that_was_asked_lately():
    sections = some(1, "S", level=Level.SENIOR) + some(1, "J", level=Level.JUNIOR)
    assert plan(sections, asked("S0"), count=1, level=Level.SENIOR).section_ids == ("J0",)


def test_an_adaptive_plan_keeps_enough_of_each_level_for_any_course():
    sections = [each for level in Level for each in some(6, level.value, level=level)]
    made = plan(sections, count=3, adaptive=True)
    assert made.question_count == 3
    assert [sum(id.startswith(level.value) for id in made.section_ids) for level in Level] == [3, 3, 3]


def test_an_adaptive_plan_takes_what_was_asked_lately_only_to_fill_up():
    lately = asked("T0", "T1", "T2")
    assert not {"T0", "T1", "T2"} & set(plan(some(6), lately, count=3, adaptive=True).section_ids)
    made = plan(some(6), lately, count=5, adaptive=True)
    assert made.question_count == 5
    assert {"T3", "T4", "T5"} <= set(made.section_ids[:3])


def test_only_what_was_missed_is_asked_the_newest_first():
    made = plan(some(5), asked("T4", "T1"), preset="missed")
    assert made.section_ids == ("T1", "T4")
    assert made.question_count == 2


def test_when_nothing_was_missed_that_is_said():
    with pytest.raises(NothingMissed):
        plan(some(5), asked("T4", kind=VerdictKind.COVERED), preset="missed")
    with pytest.raises(NothingMissed):
        plan(some(5), preset="missed")


def test_a_missed_section_whose_note_is_gone_is_passed_over():
    assert plan(some(2), asked("T1", "gone"), preset="missed").section_ids == ("T1",)


def test_an_incident_drill_takes_sections_that_tell_of_a_failure():
    failing = [a_section("f", steps=("K8s", "Pod", "CrashLoopBackOff 排查")), a_section("g", steps=("DB", "复制延迟"))]
    assert set(plan(some(5) + failing, preset="incident-drill").section_ids) == {"f", "g"}
    with pytest.raises(NothingToAsk):
        plan(some(5), preset="incident-drill")


def test_shipped_notes_in_another_language_stand_back_while_there_is_enough():
    notes = FakeNoteStore()
    chinese = some(6, "Z", origin=Origin.SHIPPED, language="zh")
    english = some(3, "E", origin=Origin.SHIPPED, language="en")
    own = some(1, "O", origin=Origin.OWN, language="zh")
    notes.save(a_note("all.md", *chinese, *english, *own), [])
    plan = planned(notes, language="en", count=4)
    assert {each[0] for each in plan.section_ids} == {"E", "O"}
    assert len(planned(notes, language="en", count=8).section_ids) == 8
    assert {each[0] for each in planned(notes, language="en", count=4, topics=["Area / Z"]).section_ids} == {"Z"}


def planned(notes, *, language, count, topics=()):
    store = FakeSessionStore()
    return make_plan(notes, store, topics=topics, origins=(), question_count=count, language=language, seed=1)


def test_a_review_asks_what_it_is_told_in_that_order():
    found = plan(some(5), preset="review", section_ids=("T3", "gone", "T1"), first_points=("kp1",))
    assert (found.section_ids, found.question_count, found.first_points) == (("T3", "T1"), 2, ("kp1",))


def test_a_review_of_notes_that_are_gone_says_so():
    with pytest.raises(NothingDue):
        plan(some(2), preset="review", section_ids=("gone",))
