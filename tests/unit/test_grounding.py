"""What a model may make of a line, and what it may not."""

from __future__ import annotations

import pytest

from interviewer.domain.grounding import borne_out, left_unsaid

LINES = "主库把写操作按提交顺序记进 binlog；从库的 IO 线程拉取 binlog，写进 relay log，默认是异步复制，不等从库确认"
KNOWN = "数据库 / MySQL 主从复制"
ENGLISH = (
    "Liveness probes restart a container; readiness probes do not restart it, they take the Pod out of the Service."
)


@pytest.mark.parametrize(
    "text",
    [
        "主库把写操作按提交顺序记进 binlog",
        "MySQL 主库按提交顺序把写操作记进 binlog",
        "从库的 IO 线程拉取 binlog 并写进 relay log",
        "MySQL 默认是异步复制",
        "异步复制时主库不等从库确认",
        "默认是异步复制，不等从库确认",
    ],
)
def test_the_notes_own_words_made_whole_are_borne_out(text):
    assert borne_out(text, LINES, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "主库用 WAL 记录写操作",
        "从库的 IO 线程用 3306 端口拉取 binlog",
        "主从复制可以提高读性能，适合读多写少的场景",
        "默认是同步复制，会等从库确认",
        "异步复制等从库确认",
        "从库不写 relay log",
        "从库把写操作记进 binlog，主库的 IO 线程拉取 binlog",
        "relay log 写进 binlog",
        "",
        "的了",
    ],
)
def test_new_facts_turned_roles_and_turned_negations_are_not(text):
    assert not borne_out(text, LINES, KNOWN)


def test_english_points_may_use_small_words_of_their_own():
    known = "Kubernetes / Probes"
    assert borne_out(
        "A liveness probe that fails will restart the container", ENGLISH.replace("probes", "probes that fail"), known
    )
    assert borne_out("Readiness probes take the Pod out of the Service", ENGLISH, known)
    assert borne_out("Readiness probes do not restart the container", ENGLISH, known)
    assert not borne_out("Readiness probes restart the Pod after 30 seconds", ENGLISH, known)
    assert not borne_out("Liveness probes do not restart a container and take the node out", ENGLISH, "")
    assert not borne_out("Startup checks delay the kubelet", ENGLISH, known)


def test_what_is_left_out_is_measured():
    assert left_unsaid("主库写 binlog，从库重放", "主库写 binlog，从库重放") == 0
    assert left_unsaid("主库写 binlog，从库重放", "主库写 binlog") > 0.3
    assert left_unsaid("的", "") == 0
