"""Questions and follow-ups that are worded without a model."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.adapters.heading_phrases import read_heading
from interviewer.adapters.heading_words import wordings
from interviewer.domain.assessment import Assessment, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.notes import KeyPoint, Section, SectionStatus, Shape, SourceLines
from interviewer.domain.probing import leaked_terms
from interviewer.domain.questions import FollowUp, Question

VARIANTS = range(6)
SHAPES = [shape for shape in Shape if shape != Shape.QUESTION]

# (steps, subject the question has to name)
HEADINGS = [
    (("CICD", "Ansible", "特点"), "Ansible"),
    (("CICD", "Ansible", "核心组件"), "Ansible"),
    (("CICD", "Ansible", "常用 Module"), "Ansible 常用 Module"),
    (("CICD", "Jenkins", "Job"), "Jenkins 的 Job"),
    (("CICD", "Helm"), "Helm"),
    (("Database & Streaming", "MySQL", "主从复制"), "MySQL 的主从复制"),
    (("Database & Streaming", "MySQL", "日志类型"), "MySQL 的日志类型"),
    (("Database & Streaming", "Redis", "使用场景"), "Redis 的使用场景"),
    (("Database & Streaming", "Redis", "数据淘汰机制"), "Redis 的数据淘汰机制"),
    (("Database & Streaming", "Redis", "缓存穿透, 缓存击穿, 缓存雪崩"), "Redis 里的缓存穿透、缓存击穿和缓存雪崩"),
    (("Observability", "Zabbix", "主动模式与被动模式原理"), "Zabbix 里的主动模式和被动模式"),
    (("Observability", "Zabbix", "自定义监控"), "Zabbix 自定义监控"),
    (("ServiceProxy", "Nginx", "rewrite flag"), "Nginx 的 rewrite flag"),
    (("Network & System", "CDN"), "CDN"),
    (("Network & System", "DNS", "递归查询与迭代查询"), "DNS 里的递归查询和迭代查询"),
    (("Network & System", "DNS", "访问域名过程"), "DNS 里访问域名的过程"),
    (("Docker & Containerd", "Docker 简述"), "Docker"),
    (("Docker & Containerd", "容器隔离实现原理", "Namespace"), "容器隔离里的 Namespace"),
    (("Docker & Containerd", "CRI-O 工作机制"), "CRI-O"),
    (("Docker & Containerd", "简述"), "Docker 和 Containerd"),
    (("Kubernetes", "简述"), "Kubernetes"),
    (("Kubernetes", "组件", "控制平面（Control Plane）"), "Kubernetes 的控制平面"),
    (("Kubernetes", "Resources", "RS / Deplyment / StatefulSet"), "Kubernetes 里的 RS、Deplyment 和 StatefulSet"),
    (("Kubernetes", "Lifecycle"), "Kubernetes 的 Lifecycle"),
    (("Kubernetes", "Others"), "Kubernetes"),
    (("3. Linux", "（2）**进程与线程的区别**："), "Linux 里的进程和线程"),
]
ENGLISH_HEADINGS = [
    (("Redis", "Features"), "Redis"),
    (("Databases", "Redis", "Data types"), "data types in Redis"),
    (("Kubernetes", "Overview"), "Kubernetes"),
    (("Kubernetes", "Others"), "Kubernetes"),
    (("CICD", "Ansible", "Core components"), "Ansible"),
    (("DNS", "Recursive vs iterative queries"), "recursive and iterative queries in DNS"),
    (("Docker & Containerd", "CRI-O internals"), "CRI-O"),
]


def section(
    steps: tuple[str, ...], shape: Shape = Shape.LIST, language: str = "zh", points: tuple[str, ...] = ("x",)
) -> Section:
    return Section(
        id="s1",
        steps=steps,
        source=SourceLines("notes.md", 3, 9),
        text="The reference.",
        status=SectionStatus.TEXT,
        language=language,
        content_hash="h",
        shape=shape,
        key_points=tuple(KeyPoint(f"k{n}", text, None) for n, text in enumerate(points)),
    )


def asked(steps: tuple[str, ...], shape: Shape = Shape.LIST, variant: int = 0, language: str = "zh") -> str:
    return EmbeddedWriter().question(section(steps, shape, language), language=language, variant=variant).text


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("steps", "subject"), HEADINGS, ids=lambda value: str(value))
def test_a_chinese_question_names_its_subject_and_is_well_set(
    steps: tuple[str, ...], subject: str, shape: Shape
) -> None:
    for variant in VARIANTS:
        text = asked(steps, shape, variant)
        assert subject in text
        assert text[-1] in "？。"
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]|  | [，。？：]|[，。？：] ", text)
        assert not re.search(r"[{}*]|的的|的里|&|Observability|CICD", text)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("steps", "subject"), ENGLISH_HEADINGS, ids=lambda value: str(value))
def test_an_english_question_names_its_subject(steps: tuple[str, ...], subject: str, shape: Shape) -> None:
    for variant in VARIANTS:
        text = asked(steps, shape, variant, "en")
        assert subject.casefold() in text.casefold()
        assert text[0].isupper()
        assert text[-1] in "?."
        assert not re.search(r"[{}*]|  |&", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_kind_of_question_has_at_least_five_wordings_that_differ(language: str) -> None:
    table = wordings(language)["question"]
    assert {shape.value for shape in Shape} <= set(table)
    for form, texts in table.items():
        assert form == "bare" or len(set(texts)) >= 5
        assert all("{topic}" in text for text in texts)


def test_both_languages_have_the_same_kinds_of_wordings() -> None:
    zh, en = wordings("zh"), wordings("en")
    assert set(zh["question"]) == set(en["question"])
    assert set(zh["aspects"]) == set(en["aspects"])
    assert set(zh["headings"]) == set(en["headings"])
    for table, pools in zh["follow_up"].items():
        assert set(pools) == set(en["follow_up"][table])
    for name in ("nudge", "hint", "style", "rephrase"):
        assert set(zh[name]) == set(en[name])
    assert set(zh["aspects"]) <= set(zh["nudge"])
    assert set(zh["aspects"]) == {each for members in zh["hint"]["families"].values() for each in members}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_pool_of_wordings_is_a_list(language: str) -> None:
    tables = wordings(language)
    for name in ("question", "nudge", "hint", "style", "rephrase"):
        assert all(isinstance(pool, list | dict) for pool in tables[name].values())


def test_no_kind_of_question_is_worded_twice_with_the_same_opening() -> None:
    for texts in wordings("zh")["question"].values():
        assert sum(text.startswith("请简述") for text in texts) <= 1


def test_the_same_variant_gives_the_same_wording_and_others_differ() -> None:
    steps = ("Database & Streaming", "Redis", "数据类型")
    assert asked(steps, variant=3) == asked(steps, variant=3)
    assert asked(steps, variant=3) == asked(steps, variant=9)
    assert len({asked(steps, variant=variant) for variant in VARIANTS}) == len(VARIANTS)
    assert asked(steps, variant=-1) in {asked(steps, variant=variant) for variant in VARIANTS}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2. 缓存雪崩是怎么发生的，上线前怎么防？", "缓存雪崩是怎么发生的，上线前怎么防？"),
        ("（3）Redis 为什么快", "Redis 为什么快？"),
        ("**线上 `CPU` 飙高怎么查?**", "线上 CPU 飙高怎么查?"),
        ("为什么快？", "说到 Redis，为什么快？"),
        ("5.7 和 8.0 有什么不同？", "5.7 和 8.0 有什么不同？"),
    ],
)
def test_a_heading_that_is_a_question_is_asked_in_its_own_words(title: str, expected: str) -> None:
    assert asked(("Redis", title), Shape.QUESTION) == expected


def test_an_english_heading_that_is_a_request_ends_as_one() -> None:
    assert asked(("Redis", "Explain eviction"), Shape.QUESTION, language="en") == "Explain eviction."
    assert asked(("Redis", "1) Why is it fast"), Shape.QUESTION, language="en") == "Why is it fast?"


def test_a_section_is_asked_in_its_own_language() -> None:
    question = EmbeddedWriter().question(section(("Redis", "特点")), language="en")
    assert question.language == "zh"
    assert "Redis" in question.text
    assert question.reference == "The reference."


def test_a_chinese_heading_over_commands_is_asked_in_chinese() -> None:
    question = EmbeddedWriter().question(section(("CICD", "Ansible", "常用 Module"), language="en"), language="en")
    assert question.language == "zh"
    assert question.text.startswith("Ansible 常用 Module")


def test_a_wording_that_would_give_a_point_away_is_passed_over() -> None:
    for word in ("白板", "推荐", "架构图", "负责什么", "分工"):
        told = section(("CICD", "Ansible", "核心组件"), points=(word,))
        for variant in VARIANTS:
            assert word not in EmbeddedWriter().question(told, language="zh", variant=variant).text


def test_a_title_alone_without_a_subject_still_makes_a_sentence() -> None:
    assert asked(("Others",)) == "讲讲你对笔记里「Others」这一节的理解，越具体越好。"


def test_braces_in_a_heading_stay_what_they_are() -> None:
    assert "{topic} {0}" in asked(("Kafka", "{topic} {0}"))


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=4), st.sampled_from(list(Shape)))
def test_any_heading_makes_a_question(steps: list[str], shape: Shape) -> None:
    for language in ("zh", "en"):
        assert read_heading(steps, shape, language).form in wordings(language)["question"]
        assert asked(tuple(steps), shape, language=language)


POINTS = (
    "缓存雪崩：大量 key 在同一时刻过期",
    "缓存雪崩：过期时间加随机抖动",
    "Relay log 由 SQL 线程读取并重放",
    "如果节点故障，连接会被转发到副本",
    "默认阈值是 500 毫秒",
    "从节点向主节点发送请求",
    "因为内存操作避免了磁盘 IO",
    "代价是占用更多空间",
    "首先检查浏览器缓存，然后查 hosts",
    "校验参数并拦截非法 id",
    "etcd 保存集群状态",
    "Scheduler：负责挑选节点",
    "幂等性",
)
ANSWER = "我觉得就是缓存没了，Relay log 会用到，别的记不清了。"


def follow_up(
    kind: VerdictKind,
    text: str,
    quote: str = "",
    answer: str = ANSWER,
    language: str = "zh",
    n: int = 0,
    after_something: bool = False,
) -> FollowUp:
    question = Question(
        "缓存穿透、缓存击穿和缓存雪崩分别是什么？" if language == "zh" else "What is replication in MySQL?",
        "s1",
        "Database & Streaming / Redis / 缓存穿透, 缓存击穿, 缓存雪崩" if language == "zh" else "MySQL / Replication",
        (),
        "",
        language,
    )
    verdict = Verdict(KeyPoint(f"k{n}", text, None), kind, quote)
    said = Verdict(KeyPoint("said", "said", None), VerdictKind.COVERED, "said")
    verdicts = (said, verdict) if after_something else (verdict,)
    found = EmbeddedWriter().follow_up(question, answer, Assessment(verdicts, "fake"), language=language)
    assert found is not None
    assert not leaked_terms(found.text, found.key_point, f"{question.text}\n{question.path}\n{answer}")
    assert found.key_point == verdict.key_point
    assert "{" not in found.text
    return found


@pytest.mark.parametrize("kind", [VerdictKind.MISSED, VerdictKind.PARTIAL, VerdictKind.CONTRADICTED])
@pytest.mark.parametrize("text", POINTS)
def test_no_follow_up_gives_its_point_away(kind: VerdictKind, text: str) -> None:
    for n in range(12):
        assert follow_up(kind, text, n=n).text[-1] in "？。"
        assert follow_up(kind, text, quote="缓存没了", n=n, after_something=True).text[-1] in "？。"


def test_follow_ups_on_missed_points_vary() -> None:
    texts = {follow_up(VerdictKind.MISSED, text, n=n, after_something=True).text for text in POINTS for n in range(6)}
    assert len(texts) >= 40


def test_a_contradicted_point_is_asked_with_his_words_and_the_direction() -> None:
    texts = [follow_up(VerdictKind.CONTRADICTED, POINTS[5], quote="缓存没了", n=n).text for n in range(8)]
    assert all("“缓存没了”" in text for text in texts)
    assert all(re.search("谁|哪一边|两边", text) for text in texts)


def test_a_half_said_point_is_picked_up_by_its_words() -> None:
    assert "“缓存没了”" in follow_up(VerdictKind.PARTIAL, POINTS[1], quote="缓存没了").text


def test_a_long_quote_is_cut_and_put_on_one_line() -> None:
    text = follow_up(VerdictKind.PARTIAL, "幂等性", quote="一\n二 " + "很长" * 200).text
    assert "\n" not in text
    assert "…" in text
    assert len(text) < 120


def test_a_missed_point_is_placed_by_the_part_of_the_heading_it_belongs_to() -> None:
    assert "缓存雪崩" in follow_up(VerdictKind.MISSED, "雪崩解决：热点数据均匀分布").text


def test_a_missed_point_is_placed_by_a_word_he_used() -> None:
    assert "Relay log" in follow_up(VerdictKind.MISSED, POINTS[2]).text


def test_an_english_question_gets_an_english_follow_up() -> None:
    for n in range(12):
        found = follow_up(VerdictKind.MISSED, "the replica writes the relay log", answer="no idea", language="en", n=n)
        assert found.text.isascii()
        assert found.text[0].isupper()
        assert "replication" in found.text.casefold()


def test_nothing_is_asked_when_no_point_was_lost() -> None:
    question = Question("q", "s1", "a / b", (), "", "zh")
    covered = Assessment((Verdict(KeyPoint("k", "t", None), VerdictKind.COVERED, "t"),), "fake")
    for assessment in (covered, unscored(UnscoredReason.GRADER_FAILED, "fake")):
        assert EmbeddedWriter().follow_up(question, "t", assessment, language="zh") is None
