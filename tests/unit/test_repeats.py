"""Starts that were said again are told from words that are doubled on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.fillers import fillers
from interviewer.domain.repeats import repeats


def found(text: str, language: str) -> list[str]:
    return [text[each.start : each.end] for each in repeats(text, language, fillers(text, language))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我们我们用的是 Kafka", ["我们"]),
        ("我我我上家公司", ["我", "我"]),
        ("好了，每个，每个分区两副本", ["每个"]),
        ("如果，嗯，如果主库挂了", ["如果"]),
        ("然后 先 先看日志", ["先"]),
        ("命中就 就结束了", ["就"]),
        ("六十秒才 才看到", ["才"]),
        ("死锁的话要要四个条件", ["要"]),
    ],
)
def test_chinese_starts_that_were_said_again(text: str, wanted: list[str]) -> None:
    assert found(text, "zh") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "慢慢看看，试试再说",
        "一个一个地换，一级一级往下问",
        "写到主库，主库再发给从库",
        "我们讨论讨论再定",
        "跑着跑着挂了",
        "关键的是是否幂等",
        "现在在做，主要要看，都被被动检查摘掉",
        "交给它，它攒一攒再送",
        "比如 a、a 加 b",
        "去问递归服务器递归服务器再问根",
        "好。好的",
        "看匹配不匹配，不匹配就丢掉",
    ],
)
def test_chinese_words_that_are_doubled_on_purpose_are_none(text: str) -> None:
    assert found(text, "zh") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We use, we use Helm", ["We use"]),
        ("and the the second one", ["the"]),
        ("If the, uh, if the leader dies", ["If the"]),
        ("so the um the cache", ["the"]),
        ("It's a it’s a queue", ["It's a"]),
    ],
)
def test_english_starts_that_were_said_again(text: str, wanted: list[str]) -> None:
    assert found(text, "en") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "a very very slow query, and that that happened",
        "it goes to the leader, the leader writes it",
        "it goes to the leader the leader writes it",
        "w w w dot, ten 10 10",
        "eight eight eight eight",
        "We stop. We stop again",
        "if it knows you, you know",
    ],
)
def test_english_words_that_are_doubled_on_purpose_are_none(text: str) -> None:
    assert found(text, "en") == []


@given(st.text(st.sampled_from("我们它看 ，。the ab.…\n"), max_size=40) | st.text(), st.sampled_from(["zh", "en"]))
def test_places_are_in_order_and_inside_the_text(text: str, language: str) -> None:
    at = 0
    for each in repeats(text, language, fillers(text, language)):
        assert at <= each.start < each.end <= len(text)
        at = each.end
