"""Names that recognition or the keyboard turned into something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.mending import mended, mends
from interviewer.settings import ROOT


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("卡夫卡怎么保证不丢", "kafka 怎么保证不丢"),
        ("咱们的瑞迪斯挂了", "咱们的 redis 挂了"),
        ("恩金克斯怎么配", "nginx 怎么配"),
        ("库伯内特斯是啥", "kubernetes 是啥"),
        ("用普罗米修斯告警", "用 prometheus 告警"),
        ("詹金斯流水线", "jenkins 流水线"),
        ("扎比克斯主动模式", "zabbix 主动模式"),
    ],
)
def test_hanzi_that_spell_a_name_become_the_name(heard, meant):
    assert mended(heard) == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("cube let 是干嘛的", "kubelet 是干嘛的"),
        ("engine x as a proxy", "nginx as a proxy"),
        ("Graphana panels", "grafana panels"),
        ("promethius alerts", "prometheus alerts"),
        ("k 8 s 的网络", "kubernetes 的网络"),
        ("zoo keeper 选主", "zookeeper 选主"),
    ],
)
def test_letters_that_sound_like_a_name_become_the_name(heard, meant):
    assert mended(heard) == meant


@pytest.mark.parametrize(
    "right",
    [
        "Redis 为什么快",
        "红帽 redis",
        "playbooks and namespaces",
        "containers contained in a cube",
        "the engine restarts",
        "the light is red is it not",
        "马克思 读 恩格斯",
        "",
    ],
)
def test_what_is_right_is_left_alone(right):
    assert mended(right) == right


def test_no_word_of_the_shipped_notes_and_questions_is_mended():
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "knowledge").rglob("*") if file.is_file()]
    assert sum(map(len, texts)) > 400_000
    assert {text[each.start : each.end] for text in texts for each in mends(text)} == set()


@given(st.text(max_size=300))
def test_any_text_can_be_mended_and_mends_do_not_overlap(text):
    found = mends(text)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    mended(text)
