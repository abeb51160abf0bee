from __future__ import annotations

import pytest

from interviewer.domain.notes import SectionStatus
from interviewer.services.following_index import LOOK_SECONDS, FollowingIndex
from tests.fakes import FakeLexicalIndex, FakeNoteStore
from tests.samples import a_note, a_section


class CountingStore(FakeNoteStore):
    looks = 0
    read: tuple[str, ...] = ()

    def generation(self):
        self.looks += 1
        return super().generation()

    def sections_as_read(self, file):
        self.read += (file,)
        return super().sections_as_read(file)


@pytest.fixture
def notes():
    return CountingStore()


@pytest.fixture
def time():
    return [0.0]


@pytest.fixture
def index(notes, time):
    return FollowingIndex(notes, FakeLexicalIndex(), lambda: time[0])


def stored(notes, file, section_id, text, **values):
    section = a_section(section_id, file=file, text=text, content_hash=text, **values)
    notes.save(a_note(file, section), [])


def found(index, time, query):
    time[0] += LOOK_SECONDS
    return [section_id for section_id, _ in index.search(query, 5)[0]]


def test_what_others_stored_changed_and_deleted_is_followed_without_a_restart(notes, index, time):
    assert found(index, time, "kubelet") == []
    stored(notes, "a.md", "s1", "kubelet")
    stored(notes, "b.md", "s2", "etcd")
    assert found(index, time, "kubelet") == ["s1"]
    stored(notes, "b.md", "s2", "kubelet etcd")
    assert sorted(found(index, time, "kubelet")) == ["s1", "s2"]
    notes.delete("a.md")
    assert found(index, time, "kubelet") == ["s2"]


def test_only_what_changed_is_read(notes, index, time):
    for name in "abc":
        stored(notes, f"{name}.md", name, "kubelet")
    found(index, time, "kubelet")
    notes.read = ()
    stored(notes, "b.md", "b", "etcd")
    assert found(index, time, "etcd") == ["b"]
    assert notes.read == ("b.md",)


def test_a_section_that_lost_its_text_is_found_no_more(notes, index, time):
    stored(notes, "a.md", "s1", "kubelet")
    assert found(index, time, "kubelet") == ["s1"]
    stored(notes, "a.md", "s1", "kubelet", status=SectionStatus.GAP)
    assert found(index, time, "kubelet") == []


def test_searches_within_a_second_do_not_ask_again(notes, index, time):
    found(index, time, "kubelet")
    looks = notes.looks
    index.search("kubelet", 5)
    assert notes.looks == looks


def test_a_database_that_was_put_back_is_followed_as_well(notes, index, time):
    stored(notes, "a.md", "s1", "kubelet")
    stored(notes, "b.md", "s2", "etcd")
    found(index, time, "etcd")
    notes.notes.clear()
    notes.changes = 0
    stored(notes, "a.md", "s9", "etcd")
    assert found(index, time, "etcd") == ["s9"]
