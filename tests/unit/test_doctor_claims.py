"""Claims of different notes held against each other."""

import pytest

from interviewer.services.doctor.claims import claims_of, near_pairs
from interviewer.services.doctor.contradictions import find_contradictions
from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.duplicates import find_duplicates
from tests.fakes import FakeEmbedder


def pairs_of(*points):
    documents = [Document.of(f"# 笔记\n\n## 第 {n} 节\n\n- {point}\n", f"{n}.md") for n, point in enumerate(points)]
    claims = claims_of(documents)
    return claims, list(near_pairs(claims, FakeEmbedder()))


def contradiction(one, other):
    return [reason for _, _, reason in find_contradictions(*pairs_of(one, other))]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("etcd 客户端默认监听 2379 端口", "etcd 客户端默认监听 2389 端口", "other_number"),
        ("Consul 的端口默认是 8500", "Consul 默认端口是 8501", "other_number"),
        ("写入 binlog 的提交是同步的，会等待落盘", "写入 binlog 的提交是异步的，会等待落盘", "opposite"),
        ("快照文件支持增量上传到对象存储", "快照文件不支持增量上传到对象存储", "negation"),
        ("Raft elects one leader for a term", "Raft never elects one leader for a term", "negation"),
        ("The agent removes a node from the ring", "The agent does not remove a node from the ring", "negation"),
        ("Writes to the log are synchronous by default", "Writes to the log are asynchronous by default", "opposite"),
    ],
)
def test_two_notes_that_cannot_both_be_right_contradict_each_other(one, other, reason):
    assert contradiction(one, other) == [reason]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("etcd 客户端默认监听 2379 端口", "etcd 节点之间默认监听 2380 端口"),
        ("Consul 默认端口是 8500", "Vault 默认端口是 8200"),
        ("主动模式由 agent 发起连接到 server", "被动模式由 server 发起连接到 agent"),
        ("快照文件支持增量上传", "日志文件不支持增量上传"),
        ("1.20 起弃用了 dockershim 这个组件", "1.24 起移除了 dockershim 这个组件"),
    ],
)
def test_two_notes_about_different_things_do_not(one, other):
    assert contradiction(one, other) == []


def test_two_numbers_that_a_note_gives_side_by_side_are_both_right():
    claims, pairs = pairs_of(
        "minion 连接 master 的 4505 端口", "minion 连接 master 的 4506 端口", "minion 连接 4505 和 4506 两个端口"
    )
    assert list(find_contradictions(claims, pairs)) == []


def test_the_same_fact_in_two_files_is_told_at_the_later_place():
    _, pairs = pairs_of("过期的键由惰性删除和定期删除两种方式清理", "过期的键由惰性删除和定期删除两种方式清理")
    assert [(each.file, each.reason, each.details["other_line"]) for each in find_duplicates(pairs)] == [
        ("1.md", "duplicate", 5)
    ]


def test_a_denied_fact_is_no_duplicate():
    _, pairs = pairs_of("消息队列只保证单个分区以内的消息严格有序", "消息队列不保证单个分区以内的消息严格有序")
    assert list(find_duplicates(pairs)) == []


def test_sections_that_share_most_points_are_told_once():
    points = ("快照按间隔把内存写到磁盘上", "日志把每条写命令追加到文件末尾", "混合方式先写快照再追加日志内容")
    text = "# 笔记\n\n## 持久化\n\n" + "\n".join(f"- {point}" for point in points)
    documents = [Document.of(text, "a.md"), Document.of(text.replace("持久化", "落盘方式"), "b.md")]
    claims = claims_of(documents)
    found = list(find_duplicates(list(near_pairs(claims, FakeEmbedder()))))
    assert [(each.reason, each.details["count"]) for each in found] == [("duplicate_section", 3)]
