"""Which term was meant by one that the index does not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.fts_index import FtsIndex
from interviewer.adapters.spelling import Spelling, sound_of
from tests.samples import a_section

TERMS = [
    "kubelet",
    "kubectl",
    "nginx",
    "redis",
    "deployment",
    "zookeeper",
    "upstream",
    "minion",
    "containerd",
    "slave",
    "kube",
]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cube let 是干嘛的", "kubelet"),
        ("deplyment 和别的有什么区别", "deployment"),
        ("what is an ngnix", "nginx"),
        ("container d 重启了", "containerd"),
        ("zoo keeper 选主", "zookeeper"),
        ("up stream 怎么写", "upstream"),
        ("how does cube proxy work", "kube"),
    ],
)
def test_slips_are_mended(said, meant):
    assert meant in Spelling(TERMS).mended(said)


@pytest.mark.parametrize(
    "right",
    ["redis 为什么快", "the kubelet and nginx", "为什么", "how does it work", "save it", "xyzzy", "is redis fast"],
)
def test_what_is_right_or_like_nothing_is_left_alone(right):
    assert Spelling(TERMS).mended(right) == []


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=20))
def test_every_term_has_a_sound(term):
    assert sound_of(term)


@given(st.text(max_size=200))
def test_any_query_can_be_mended(query):
    assert set(Spelling(TERMS).mended(query)) <= set(TERMS)


def test_the_index_finds_by_a_mended_term_and_learns_new_ones(tmp_path):
    index = FtsIndex(tmp_path / "lexical.sqlite3")
    index.upsert([a_section("n", text="nginx 是代理")])
    assert index.search("cube let", 3) == [[], []]
    index.upsert([a_section("k", text="kubelet 管理 Pod")])
    assert [ranking[0][0] for ranking in index.search("cube let", 3)] == ["k", "k"]
