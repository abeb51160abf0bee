"""What every NoteStore does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.adapters.sql.key_point_store import SqlKeyPointStore
from interviewer.adapters.sql.note_store import SqlNoteStore
from interviewer.domain.edits import KeyPointEdit
from interviewer.domain.errors import SourceNotFound
from interviewer.domain.notes import ChunkKind, OpenQuestion, Origin, SectionStatus, SourceLines
from interviewer.domain.ports import KeyPointStore, NoteStore, SourceFile
from tests.contract.conftest import STORES
from tests.fakes import START, FakeClock, FakeNoteStore
from tests.samples import a_chunk, a_key_point, a_note, a_refinement, a_section


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, clock: FakeClock) -> NoteStore:
    if request.param == "fake":
        return FakeNoteStore(clock)
    database = request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url"))
    return SqlNoteStore(database, clock)


@pytest.fixture
def key_points(store: NoteStore) -> KeyPointStore:
    """What was made of the key points of the same notes."""
    return store.key_points if isinstance(store, FakeNoteStore) else SqlKeyPointStore(store.database)


def test_a_new_store_is_empty(store):
    assert store.sources() == store.sections() == store.all_sections() == store.chunks() == []
    assert store.twins() == {}
    assert store.section("s1") is None
    assert store.open_questions("a.md") == []


def test_a_saved_note_comes_back_with_its_ids_key_points_and_chunks(store):
    section = a_section("s1", key_points=(a_key_point("kp1", weight=2.5), a_key_point("kp2", source=None)))
    chunks = [a_chunk("c1"), a_chunk("c2", kind=ChunkKind.LEAD)]
    store.save(a_note("mysql.md", section), chunks)
    assert store.sections() == store.all_sections() == [section]
    assert store.section("s1") == section
    assert store.chunks() == store.chunks("mysql.md") == chunks


def test_several_sections_come_at_once_with_their_edits_and_unknown_ids_are_left_out(store, key_points):
    sections = [a_section(f"s{at}", key_points=(a_key_point(f"kp{at}"),), first_line=10 * at + 1) for at in range(3)]
    store.save(a_note("mysql.md", *sections), [])
    key_points.save_edits("s2", [KeyPointEdit("kp2", weight=2.0)], seen=())
    store.enable("mysql.md", False)
    found = store.sections_by_id(["s2", "s0", "never-there"])
    assert found == {each: store.section(each) for each in ("s0", "s2")}
    assert found["s2"].key_points != sections[2].key_points
    assert store.sections_by_id([]) == {}


def test_a_source_says_what_was_read_and_when(store):
    statuses = [SectionStatus.TEXT, SectionStatus.GAP, SectionStatus.STUB, SectionStatus.GAP]
    sections = [a_section(f"s{at}", first_line=10 * at, status=status) for at, status in enumerate(statuses)]
    store.save(a_note("mysql.md", *sections, origin=Origin.SHIPPED, location="/notes/mysql.md"), [])
    assert store.sources() == [
        SourceFile("mysql.md", "c0ffee", Origin.SHIPPED, 2, 2, 1, START, location="/notes/mysql.md")
    ]


def test_saving_a_file_again_replaces_all_that_was_stored_for_it(store, clock):
    store.save(a_note("mysql.md", a_section("old"), a_section("both", first_line=20)), [a_chunk("c1"), a_chunk("c2")])
    clock.advance(hours=2)
    edited = a_section("both", first_line=30, text="- 新的内容\n")
    store.save(a_note("mysql.md", edited, content_hash="beef"), [a_chunk("c3")])
    assert store.sections() == [edited]
    assert store.section("old") is None
    assert store.chunks() == [a_chunk("c3")]
    assert [(each.content_hash, each.indexed_at) for each in store.sources()] == [("beef", clock.now())]


def test_saving_one_file_leaves_the_others_alone(store):
    store.save(a_note("a.md"), [a_chunk("a1")])
    store.save(a_note("b.md"), [a_chunk("b1")])
    store.save(a_note("a.md"), [a_chunk("a2")])
    assert [each.id for each in store.chunks()] == ["a2", "b1"]
    assert store.chunks("b.md") == [a_chunk("b1")]


def test_sections_come_in_the_order_of_file_then_line(store):
    for file in ("zh/网络.md", "Zoo.md", "a-b.md", "a.md", "a/b.md"):
        later, earlier = (a_section(f"{file}{line}", file=file, first_line=line) for line in (100, 9))
        store.save(a_note(file, later, earlier), [])
    found = [(each.source.file, each.source.first_line) for each in store.sections()]
    assert found == sorted(found)
    assert found[0] == ("Zoo.md", 9)
    assert store.all_sections() == store.sections()
    assert [each.file for each in store.sources()] == sorted({file for file, _ in found})


def test_sections_can_be_asked_for_by_origin(store):
    store.save(a_note("own.md"), [])
    store.save(a_note("shipped.md", origin=Origin.SHIPPED), [])
    assert [each.id for each in store.sections([Origin.OWN])] == ["own.md#1"]
    assert [each.id for each in store.sections([Origin.SHIPPED])] == ["shipped.md#1"]
    assert len(store.sections([Origin.OWN, Origin.SHIPPED])) == len(store.sections()) == 2


def test_a_file_that_is_switched_off_is_kept_but_not_asked(store):
    store.save(a_note("a.md"), [a_chunk("a1")])
    store.save(a_note("b.md"), [a_chunk("b1")])
    store.enable("a.md", False)
    assert [each.id for each in store.sections()] == ["b.md#1"]
    assert [each.id for each in store.all_sections()] == ["a.md#1", "b.md#1"]
    assert [each.enabled for each in store.sources()] == [False, True]
    assert store.disabled() == {"a.md"}
    assert len(store.chunks()) == 2
    assert store.section("a.md#1") is not None
    store.enable("a.md", True)
    assert len(store.sections()) == 2


def test_a_file_that_is_switched_off_stays_off_when_its_note_is_saved_again(store):
    store.save(a_note("a.md"), [])
    store.enable("a.md", False)
    store.save(a_note("a.md", content_hash="beef"), [])
    assert store.sections() == []


def test_a_deleted_file_leaves_nothing_behind(store):
    store.save(a_note("a.md"), [a_chunk("a1")])
    store.save(a_note("b.md"), [a_chunk("b1")])
    store.enable("a.md", False)
    store.delete("a.md")
    assert [each.file for each in store.sources()] == ["b.md"]
    assert store.section("a.md#1") is None
    assert [each.id for each in store.chunks()] == ["b1"]
    store.save(a_note("a.md"), [])
    assert len(store.sections()) == 2, "a file that comes back is switched on"


def test_deleting_what_is_not_there_does_nothing(store):
    store.delete("none.md")


def test_switching_an_unknown_file_says_so(store):
    with pytest.raises(SourceNotFound):
        store.enable("none.md", False)


def test_all_sections_of_one_file(store):
    store.save(a_note("a.md"), [])
    store.save(a_note("b.md"), [])
    assert [each.id for each in store.all_sections("b.md")] == ["b.md#1"]
    assert store.all_sections("none.md") == []


def test_open_questions_keep_their_order_and_line(store):
    questions = [
        OpenQuestion("Redis / 锁", text, SourceLines("a.md", line, line)) for text, line in (("b?", 7), ("a?", 9))
    ]
    store.save(a_note("a.md", open_questions=tuple(questions)), [])
    assert store.open_questions("a.md") == [("Redis / 锁", "b?", 7), ("Redis / 锁", "a?", 9)]


def test_twins_are_named_for_the_files_that_have_one(store):
    store.save(a_note("zh/dns.md", twin="dns"), [])
    store.save(a_note("en/dns.md", twin="dns"), [])
    store.save(a_note("mine.md"), [])
    assert store.twins() == {"en/dns.md": "dns", "zh/dns.md": "dns"}


def test_a_note_without_sections_is_a_source_all_the_same(store):
    store.save(replace(a_note("a.md"), sections=()), [])
    assert [(each.file, each.sections) for each in store.sources()] == [("a.md", 0)]
    assert store.sections() == []


def test_the_same_id_in_two_files_breaks_nothing(store):
    store.save(a_note("b.md", a_section("same", file="b.md")), [a_chunk("same")])
    store.save(a_note("a.md", a_section("same", file="a.md")), [a_chunk("same")])
    assert len(store.sections()) == len(store.chunks()) == 2
    assert store.section("same").source.file == "a.md"


def test_nul_and_lone_surrogates_do_no_harm(store):
    file = "odd\udcffname.md"
    section = a_section("s\0", file=file, text="a\0b\ud800c", key_points=(a_key_point(text="\0x\udc00"),))
    store.save(a_note(file, section, title="\0"), [a_chunk("c1", text="a\0b\ud83d")])
    (found,) = store.sections()
    assert _printable(found.text) == "a\ufffdb\ufffdc"
    assert _printable(found.key_points[0].text) == "\ufffdx\ufffd"
    assert store.section("s\0") == found
    assert [_printable(each.text) for each in store.chunks(file)] == ["a\ufffdb\ufffd"]
    store.enable(file, False)
    store.delete(file)
    assert store.sources() == []


def test_quotes_percent_signs_and_emoji_are_text_like_any_other(store):
    text = """it's "100%" :name %(x)s {y} \\0 😀 \u2028 \r\n\t"""
    section = a_section("s1", text=text, steps=(text, text))
    store.save(a_note("mysql.md", section), [a_chunk(text=text)])
    assert store.sections() == [section]
    assert store.chunks()[0].text == text


def _printable(text: str) -> str:
    """Each NUL and lone surrogate may be kept or replaced, but one for one."""
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)


def test_several_notes_are_saved_at_once_as_each_would_be_alone(store):
    store.save(a_note("a.md", a_section("old", file="a.md")), [a_chunk("c0", "old")])
    notes = [a_note(file, a_section(f"{file}#1", file=file)) for file in ("b.md", "a.md")]
    store.save_all([(note, [a_chunk(f"{note.file}-c", f"{note.file}#1")]) for note in notes])
    store.save_all([])
    assert [source.file for source in store.sources()] == ["a.md", "b.md"]
    assert [section.id for section in store.all_sections()] == ["a.md#1", "b.md#1"]
    assert [chunk.id for chunk in store.chunks()] == ["a.md-c", "b.md-c"]


def every_reading(store):
    """What each way of reading gives as the points of section s1."""
    sections = [store.section("s1"), store.sections()[0], store.all_sections()[0], store.all_sections("mysql.md")[0]]
    return {section.key_points for section in sections}


def test_edited_key_points_are_what_every_reading_gives(store, key_points):
    section = a_section("s1", key_points=(a_key_point("kp1"), a_key_point("kp2", "主库写 binlog")))
    store.save(a_note("mysql.md", section), [])
    own = KeyPointEdit("kp1", "从库重放中继日志", 2.0, basis=(a_key_point().text,))
    key_points.save_edits("s1", [own, KeyPointEdit("kp2", left_out=True, basis=("主库写 binlog",))], seen=())
    assert every_reading(store) == {(a_key_point("kp1", "从库重放中继日志", weight=2.0),)}
    assert store.sections_as_read("mysql.md") == [section]


def test_edits_outlive_a_new_reading_of_the_note_and_its_removal(store, key_points):
    store.save(a_note("mysql.md", a_section("s1")), [])
    key_points.save_edits("s1", [KeyPointEdit("kp1", weight=0.5, basis=(a_key_point().text,))], seen=())
    store.save(a_note("mysql.md", a_section("s1", first_line=30)), [])
    assert every_reading(store) == {(a_key_point("kp1", weight=0.5),)}
    store.delete("mysql.md")
    store.save(a_note("mysql.md", a_section("s1")), [])
    assert every_reading(store) == {(a_key_point("kp1", weight=0.5),)}


def test_a_refinement_is_used_while_it_is_active_and_the_section_is_the_same(store, key_points):
    section = a_section("s1", line_numbers=(4,))
    store.save(a_note("mysql.md", section), [])
    key_points.save_refinement(a_refinement())
    assert every_reading(store) == {(a_key_point("kp1", "从库重放 relay log 里的 binlog"),)}
    assert store.sections_as_read("mysql.md") == [section]
    key_points.save_refinement(a_refinement(active=False))
    assert every_reading(store) == {section.key_points}
    key_points.save_refinement(a_refinement())
    store.save(a_note("mysql.md", a_section("s1", content_hash="beef")), [])
    assert every_reading(store) == {section.key_points}


def test_sections_as_read_of_a_file_that_is_not_there(store):
    assert store.sections_as_read("none.md") == []


def test_the_generation_grows_with_each_change_and_tells_which_files_are_new(store):
    assert (store.generation(), store.changed_since(0), store.section_ids(), store.chunk_count()) == (0, [], set(), 0)
    store.save_all([(a_note("a.md", a_section("s1", file="a.md")), [a_chunk("c1")]), (a_note("b.md"), [])])
    first = store.generation()
    assert (first > 0, store.changed_since(0)) == (True, ["a.md", "b.md"])
    store.save(a_note("b.md", a_section("s2", file="b.md")), [a_chunk("c2", section_id="s2")])
    second = store.generation()
    assert (second > first, store.changed_since(first)) == (True, ["b.md"])
    assert (store.section_ids(), store.chunk_count()) == ({"s1", "s2"}, 2)
    store.delete("b.md")
    assert store.generation() > second
    assert (store.changed_since(second), store.section_ids()) == ([], {"s1"})


def test_switching_a_file_off_is_no_new_generation(store):
    store.save(a_note("a.md", a_section("s1", file="a.md")), [])
    before = store.generation()
    store.enable("a.md", False)
    assert store.generation() == before
