"""A model answer: the note's points in its order, in 90 seconds at most, joined by words that claim nothing."""

from __future__ import annotations

import re

import pytest

from interviewer.domain.notes import KeyPoint, Shape
from interviewer.domain.questions import Question
from interviewer.domain.text import fold
from interviewer.i18n import strings
from interviewer.services.spoken_answer import spoken_answer

FACTS = (
    "连接池在启动时建好一批连接，用完归还而不关闭",
    "池满时新请求排队，等待超过上限就报错",
    "空闲连接要定期探活，否则会拿到已被服务端断开的连接",
    "上限按数据库能承受的总数除以实例数来定",
    "事务没有提交就归还，会把锁带给下一个使用者",
    "监控等待时间和活跃数，等待变长说明池子太小或者有慢查询",
    "短任务可以用更小的池，长任务单独分池",
)
FACTS_EN = (
    "A pool opens its connections at startup and hands them out again instead of closing them",
    "When the pool is full a request waits, and fails once it has waited too long",
    "idle connections are checked from time to time",
    "DNS changes are only seen by new connections",
    "Leaks show as active connections that never go down",
)


def question(
    *points: str, text: str = "", path: str = "后端 / 数据库 / 连接池怎么用？", language: str = "zh", **weights
):
    made = tuple(KeyPoint(f"p{at}", point, None, weights.get(f"p{at}", 1.0)) for at, point in enumerate(points))
    return Question(text, "s1", path, made, "\n".join(points), language)


def said_beside_the_points(text: str, points, language: str = "zh") -> str:
    """What is left of an answer when the points are taken out of it."""
    rest = fold(text)
    for point in points:
        rest = rest.replace(fold(point), "")
    return re.sub(r"[。，：.,:]", "", rest)


def allowed(language: str) -> set[str]:
    keys = ("also", "onwards", "first", "then", "last", "more_1", "more_2", "more_3", "more_4")
    return {
        fold(re.sub(r"[。，：.,:]", "", words))
        for key in keys
        for words in strings(language)[f"spoken.{key}"].split("|")
    }


def test_every_point_is_said_in_the_order_of_the_note():
    text = fold(spoken_answer(question(*FACTS)).text)
    places = [text.find(fold(point)) for point in FACTS]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("shape", [None, Shape.STEPS, Shape.LIST])
@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize(("points", "language"), [(FACTS, "zh"), (FACTS_EN, "en")])
def test_nothing_is_said_but_the_points_and_words_that_join(points, language, shape, count):
    points = points[:count]
    rest = said_beside_the_points(spoken_answer(question(*points, language=language), shape).text, points)
    for words in sorted(allowed(language), key=len, reverse=True):
        rest = rest.replace(words, "")
    assert rest == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_never_takes_longer_than_90_seconds_however_long_the_note(language):
    points = (FACTS if language == "zh" else FACTS_EN) * 8
    answer = spoken_answer(question(*points, language=language))
    assert 60 <= answer.seconds <= 90
    assert answer.left_out > 0


def test_a_short_note_makes_a_short_answer():
    answer = spoken_answer(question(*FACTS[:2]))
    assert answer.seconds < 15
    assert answer.left_out == 0


def test_where_time_is_short_the_points_that_count_more_stay():
    points = (*FACTS * 5, "最重要的一点写在最后")
    answer = spoken_answer(question(*points, **{f"p{len(points) - 1}": 2.0}))
    assert "最重要的一点写在最后" in answer.text


def test_a_long_point_is_cut_after_its_first_sentence_before_a_point_is_left_out():
    points = [f"{fact}。这里是很长的解释，{'说了又说，' * 12}就到这里" for fact in FACTS]
    answer = spoken_answer(question(*points))
    assert answer.left_out == 0
    assert "说了又说" not in answer.text


def test_named_things_are_told_one_after_the_other_with_each_name_once():
    text = spoken_answer(
        question("主动模式：agent 连接 server", "主动模式：agent 定时取检查项", "被动模式：server 连接 agent")
    ).text
    assert text == "先说主动模式，agent 连接 server，agent 定时取检查项。最后是被动模式，server 连接 agent。"


@pytest.mark.parametrize("shape", [None, Shape.STEPS])
@pytest.mark.parametrize(
    ("points", "language"),
    [
        (("启动：先加载配置", "运行：再监听端口", "停止：先摘流量"), "zh"),
        (("Leader: First writes", "Follower: Then reads"), "en"),
    ],
)
def test_no_name_is_lost_to_what_follows_it(points, language, shape):
    text = spoken_answer(question(*points, language=language), shape).text
    for point in points:
        name = point.replace(":", "：").split("：")[0]
        assert name in text


def test_a_name_that_comes_back_is_gone_back_to():
    text = spoken_answer(question("穿透：查不存在的数据", "击穿：热点突然失效", "穿透：缓存空值")).text
    assert "再回到穿透，缓存空值" in text


def test_steps_are_told_as_steps():
    text = spoken_answer(question(*FACTS[:3]), Shape.STEPS).text
    assert text.startswith("首先，")
    assert "然后，" in text
    assert "最后，" in text


def test_a_question_after_a_process_goes_on_instead_of_adding():
    asked = "一个请求从进来到拿到连接，经过哪几步？"
    text = spoken_answer(question(*FACTS[:5], text=asked)).text
    assert "另外" not in text
    assert any(f"\n{word}" in text for word in ("接着", "然后", "再往后"))


def test_scraps_are_said_in_one_breath_after_what_they_belong_to():
    text = spoken_answer(question("内存消耗低", "配置简单", "支持热部署", path="代理 / Nginx / 特点")).text
    assert text == "说到 Nginx 的特点，内存消耗低，配置简单，支持热部署。"


def test_a_point_that_brings_its_own_joining_word_gets_no_other():
    points = (*FACTS[:3], "另外，连接要设最长寿命")
    assert "另外，另外" not in spoken_answer(question(*points)).text
    assert "，另外" not in spoken_answer(question(*points)).text


def test_english_stays_english_and_begins_sentences_as_they_should():
    text = spoken_answer(question(*FACTS_EN, language="en")).text
    assert not re.search("[\u4e00-\u9fff]", text)
    assert "Also, Leaks" not in text
    assert text.count("\n") == 1


def test_without_points_there_is_no_answer():
    assert spoken_answer(question()) is None
