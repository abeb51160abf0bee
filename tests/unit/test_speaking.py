"""A key point as it is said aloud, and how long that takes."""

from __future__ import annotations

import pytest

from interviewer.domain.speaking import first_sentence, said, seconds_to_say, spaced, spoken_length, without_asides


def test_the_name_in_front_is_told_from_what_is_said_of_it():
    point = said("Kubelet：运行在每个节点上的代理进程", "zh")
    assert (point.label, point.text) == ("Kubelet", "运行在每个节点上的代理进程")


@pytest.mark.parametrize(
    "text",
    [
        "noeviction 不淘汰任何 key，写命令报错：读命令照常",
        "监听 127.0.0.1:6379，不对外",
        "一个特别长的前半句它说的是一整件事情而不是名字：后面是解释",
    ],
)
def test_a_colon_inside_a_statement_names_nothing(text):
    assert said(text, "zh").label == ""


def test_what_is_only_writing_is_not_said():
    assert said("`redis` 采用**多路复用**,单线程执行。", "zh").text == "redis 采用多路复用，单线程执行"
    assert said("位点存在 __consumer_offsets 里", "zh").text == "位点存在 __consumer_offsets 里"
    assert said("LB -> NodePort -> Pod", "zh").text == "LB到NodePort，再到Pod"
    assert said("LB -> NodePort -> Pod", "en").text == "LB to NodePort, then to Pod"


def test_a_point_is_shortened_at_a_full_stop_and_by_what_is_in_brackets():
    assert first_sentence("核心进程，提供接口。负责协调镜像。") == "核心进程，提供接口"
    assert without_asides("容器运行时（如 containerd）创建沙箱") == "容器运行时创建沙箱"
    assert without_asides("（只有括号）") == "（只有括号）"


def test_latin_words_among_hanzi_take_as_long_as_their_syllables():
    assert spoken_length("大量请求", "zh") == 4
    assert spoken_length("kubelet", "zh") == 3
    assert spoken_length("HTTP 404", "zh") == 7


def test_250_hanzi_or_145_words_take_a_minute():
    assert seconds_to_say("字" * 250, "zh") == pytest.approx(60, abs=1)
    assert seconds_to_say("word " * 145, "en") == pytest.approx(60, abs=1)


def test_hanzi_and_latin_words_are_set_apart():
    assert spaced("先说Master，再说RC控制器") == "先说 Master，再说 RC 控制器"
