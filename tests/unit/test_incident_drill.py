"""A failure told as it would be reported, and the order of work in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.domain.incident import Step, read_work_order
from interviewer.domain.incident_symptoms import symptom_of
from interviewer.domain.notes import Section, SectionStatus
from interviewer.services.incident_drill import drill_question, in_words, lines_of, qualifies
from tests.samples import a_key_point, a_section


def section(
    *steps: str, points: tuple[str, ...] = ("看上一次退出前的日志",), text: str = "", language: str = "zh"
) -> Section:
    made = a_section("s1", steps=steps, key_points=tuple(a_key_point(f"k{n}", each) for n, each in enumerate(points)))
    return replace(made, text=text or "正文", language=language)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("某个 Service 访问不通，你按什么顺序排查？", "某个 Service 访问不通"),
        ("接口突然变慢，怀疑是 SQL 的问题，你怎么定位和优化？", "接口突然变慢"),
        ("Pod 一直 Pending", "Pod 一直 Pending"),
        ("Replication lag keeps growing. How do you track it down?", "Replication lag keeps growing"),
        ("主从延迟", "有用户刚改完资料，刷新一看还是旧的，报表的数也对不上"),
    ],
)
def test_the_symptom_is_what_the_heading_tells_and_never_the_suspected_cause(title: str, expected: str) -> None:
    assert symptom_of(section("MySQL", title)) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Redis 为什么这么快？",
        "订单要按顺序处理，用 RocketMQ 怎么实现？",
        "缓存穿透, 缓存击穿, 缓存雪崩",
        "数据类型",
        "Which data types does Redis have?",
    ],
)
def test_what_is_about_no_single_incident_is_not_told_as_one(title: str) -> None:
    assert symptom_of(section("Redis", title)) == ""
    assert drill_question(section("Redis", title)) is None


def test_a_line_of_the_note_that_names_the_symptom_comes_first() -> None:
    text = "现象：发布之后首页白屏，接口全部 404\n处理：回滚"
    assert symptom_of(section("Nginx", "线上事故", text=text)) == "发布之后首页白屏，接口全部 404"


def test_a_symptom_that_states_a_key_point_is_not_told() -> None:
    told = section(
        "MySQL",
        "数据库连接数打满",
        text="现象：数据库连接数打满，线程大量堆积等待",
        points=("数据库连接数打满，线程大量堆积等待",),
    )
    assert symptom_of(told) == ""


def test_a_section_without_text_to_grade_by_does_not_qualify() -> None:
    good = section("Kubernetes", "Pod 一直 Pending")
    assert qualifies(good)
    assert not qualifies(replace(good, status=SectionStatus.STUB))
    assert not qualifies(replace(good, key_points=()))


def test_the_question_tells_the_symptom_in_five_ways_and_keeps_the_checklist() -> None:
    good = section("Kubernetes", "Pod 一直 Pending")
    made = [drill_question(good, variant=each) for each in range(6)]
    assert len({each.text for each in made if each}) == 5
    for each in made:
        assert each is not None
        assert "Pod 一直 Pending" in each.text
        assert each.key_points == good.key_points


def test_an_english_symptom_is_asked_in_english() -> None:
    made = drill_question(section("K8s", "A node suddenly goes NotReady. What do you do?", language="en"))
    assert made is not None
    assert made.language == "en"
    assert made.text.isascii()


def test_the_five_steps_are_listed_with_their_place_in_the_answer() -> None:
    lines = lines_of(read_work_order("直接重启，然后看 CPU 正常没有。"))
    assert [line.step for line in lines] == list(Step)
    assert [line.place for line in lines if line.quote] == [1, 2]
    assert lines[0].quote == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_verdict_and_each_slip_are_said_in_words(language: str) -> None:
    order = read_work_order("直接重启。")
    assert len(in_words(order, language)) == 1 + len(order.slips)
    assert len(in_words(read_work_order(""), language)) == 1
