"""Fillers are told from the same words where they mean something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.fillers import fillers

WORDS = ["嗯", "那个", "就是", "然后", "redis", "um", "like", "you know", "the", "节点", "，", " ", "。", "…", "3"]


def found(text: str, language: str) -> list[str]:
    return [each.word for each in fillers(text, language)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("嗯，先看日志", ["嗯"]),
        ("先看日志嗯再看指标", ["嗯"]),
        ("嗯嗯嗯", ["嗯嗯嗯"]),
        ("先看，那个，日志", ["那个"]),
        ("那个那个节点挂了", ["那个", "那个"]),
        ("就是嗯它会重启", ["就是", "嗯"]),
        ("然后，就是，重启", ["然后", "就是"]),
        ("这样更快对吧，后面再说", ["对吧"]),
        ("这个怎么说呢，是个取舍", ["这个", "怎么说呢"]),
        ("它是 那个 主库", ["那个"]),
        ("我会 um 看看日志", ["um"]),
    ],
)
def test_chinese_words_that_gain_time_are_fillers(text: str, wanted: list[str]) -> None:
    assert found(text, "zh") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "那个节点挂了",
        "就是这么简单",
        "然后看日志",
        "先看这个，再看那个节点",
        "额外的内存、额度和名额",
        "写到 这个 Redis 里",
        "是不是幂等",
        "默认就是这个，改不了",
        "o s 啊 ip 啊 这种",
        "然后那个从库会回放",
    ],
)
def test_chinese_words_that_mean_something_are_none(text: str) -> None:
    assert found(text, "zh") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Um, so uhh we roll back", ["um", "uhh"]),
        ("It is, you know, slow", ["you know"]),
        ("it scales down slowly you know so it does not flap", ["you know"]),
        ("It's like, um, a queue", ["like", "um"]),
        ("like like the leader", ["like", "like"]),
        ("it is kind of, well, slow", ["kind of"]),
        ("and I mean we had no time", ["i mean"]),
        ("It's, what’s it called, a quorum", ["what's it called"]),
    ],
)
def test_english_words_that_gain_time_are_fillers(text: str, wanted: list[str]) -> None:
    assert found(text, "en") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "You know the leader is down",
        "as you know it was flat",
        "I like logs, things like traces",
        "that kind of, say, index",
        "I mean the primary node",
        "the right index looks right",
        "the ER diagram",
        "a gap of 5 mm",
        "umbrella, ahead, erode, hmmm-like",
    ],
)
def test_english_words_that_mean_something_are_none(text: str) -> None:
    assert found(text, "en") == []


@given(st.lists(st.sampled_from(WORDS)).map("".join) | st.text(), st.sampled_from(["zh", "en"]))
def test_places_are_in_order_inside_and_show_the_word(text: str, language: str) -> None:
    at = 0
    for each in fillers(text, language):
        assert at <= each.start < each.end <= len(text)
        assert each.word == " ".join(text[each.start : each.end].lower().replace("’", "'").split())
        at = each.end
