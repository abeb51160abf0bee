"""What a heading calls for, and how it is spoken of: nothing that no interviewer would say."""

from __future__ import annotations

import pytest

from ingest.shapes import shape_of
from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.adapters.heading_phrases import read_heading
from tests.unit.test_embedded_writer import section

CHINESE = [
    ("MySQL / 优缺点", "tradeoff", "MySQL"),
    ("Nginx / 常见故障排查", "trouble", "Nginx 的故障"),
    ("MySQL / 主从延迟排查", "trouble", "MySQL 的主从延迟"),
    ("Redis / 脑裂", "phenomenon", "Redis 的脑裂"),
    ("MySQL / 主从切换", "event", "MySQL 的主从切换"),
    ("MySQL / 配置主从", "doing", "在 MySQL 里配置主从"),
    ("MySQL / 配置文件", "about", "MySQL 的配置文件"),
    ("Kubernetes / Pod 一直 Pending", "symptom", "Pod 一直 Pending"),
    ("Kubernetes / kubectl drain", "command", "kubectl drain"),
    ("MySQL / 不要在生产用 SELECT *", "statement", "不要在生产用 SELECT *"),
    ("网络 / TCP/UDP", "comparison", "TCP 和 UDP"),
    ("网络 / TCP/IP 协议栈", "about", "TCP/IP 协议栈"),
    ("网络 / HTTP：状态码", "about", "HTTP 的状态码"),
    ("MySQL / 索引 / B+ 树", "about", "MySQL 索引的 B+ 树"),
    ("Kubernetes / etcd 备份与恢复", "about", "Kubernetes 的 etcd 备份与恢复"),
    ("Kubernetes / 🚀 部署一个应用", "doing", "在 Kubernetes 里部署一个应用"),
    ("Spring / @Transactional 失效场景", "list", "Spring 的 @Transactional 失效场景"),
    ("Redis / 数据持久化实现", "ways", "Redis 的数据持久化"),
    ("Kafka / 副作用", "about", "Kafka 的副作用"),
    ("Linux / 安全加固", "security", "Linux"),
    ("线上事故 / 2024-05-01 网关 502", "symptom", "网关 502"),
]
ENGLISH = [
    ("Redis / Pros and cons", "tradeoff", "Redis"),
    ("Nginx / Troubleshooting", "trouble", "a problem with Nginx"),
    ("MySQL / Configure replication", "doing", "configuring replication in MySQL"),
    ("Nginx / Setting up TLS", "doing", "setting up TLS in Nginx"),
    ("Kubernetes / Pods stuck in Pending", "symptom", "pods stuck in Pending"),
    ("Docker / Never run as root", "statement", "Never run as root"),
    ("Linux / The boot process", "steps", "the boot process in Linux"),
    ("Nginx / worker processes", "about", "worker processes in Nginx"),
    ("Part 3: Networking / Load balancing", "about", "load balancing"),
    ("Kafka / Consumer groups", "about", "consumer groups in Kafka"),
    ("AWS / IAM roles / How policies are evaluated", "question", "Can you explain how policies are evaluated?"),
    ("MySQL / How to rotate binlogs", "question", "How do you rotate binlogs?"),
    ("Kubernetes / How does a Service work", "question", "How does a Service work?"),
]


@pytest.mark.parametrize(("path", "form", "topic"), CHINESE)
def test_a_chinese_heading_is_read_as_an_engineer_would_say_it(path: str, form: str, topic: str) -> None:
    steps = path.split(" / ")
    phrase = read_heading(steps, shape_of(steps, [None] * 3), "zh")  # type: ignore[list-item]
    text = EmbeddedWriter().question(section(tuple(steps)), language="zh").text
    assert phrase.form == form
    assert topic in text


@pytest.mark.parametrize(("path", "form", "topic"), ENGLISH)
def test_an_english_heading_is_read_as_an_engineer_would_say_it(path: str, form: str, topic: str) -> None:
    steps = path.split(" / ")
    phrase = read_heading(steps, shape_of(steps, [None] * 3), "en")  # type: ignore[list-item]
    assert (phrase.form, phrase.topic) == (form, topic)


def test_a_product_keeps_its_capital_though_the_text_writes_its_command_small() -> None:
    assert read_heading(("CICD", "Helm"), shape_of(("Helm",), []), "en", "helm-charts").topic == "Helm"


def test_names_over_names_are_asked_in_the_language_that_is_wanted() -> None:
    bare = section(("CICD", "Terraform"), language="en")
    assert EmbeddedWriter().question(bare, language="zh").language == "zh"
    assert EmbeddedWriter().question(bare, language="en").language == "en"
