"""What recognisers mishear is put right by the topic's own words, and what was heard right is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.domain.speech import MendedText
from interviewer.services.term_pass import put_right
from interviewer.services.topic_words import TopicWords

TOPIC = TopicWords(
    section="""节点组件
kubelet 通过 CRI 调用 containerd，containerd 再经 containerd-shim 启动 runc；kube-proxy 维护 iptables 或 IPVS 规则。
哨兵判断主节点客观下线；间隙锁和间隙锁；页缓存、页缓存；二级索引要回表，回表；污点和容忍度；副本；熔断。""",
    topic="""A RoleBinding grants a Role. A ConfigMap holds settings. NotReady means the Lease was not renewed.
The redo log and the relay log. InnoDB, binlog, MVCC, PVC, CNI, veth. The liveness probe. Deployment, StatefulSet.
Kubernetes 集群里的 Pod 由 kubelet 拉起。卡住的 pod 要重启。""",
    around="Kafka 和 Redis 都常用。ZooKeeper, Prometheus, Terraform。",
)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("the cube let starts it", "the kubelet starts it"),
        ("queue proxy writes rules", "kube-proxy writes rules"),
        ("a roll binding and a config map", "a RoleBinding and a ConfigMap"),
        ("it goes to the relai log", "it goes to the relay log"),
        ("written to the bean log", "written to the binlog"),
        ("ino DB keeps it", "InnoDB keeps it"),
        ("a stateful set", "a StatefulSet"),
        ("the likeness probe fails", "the liveness probe fails"),
        ("a deploymant waits for it", "a Deployment waits for it"),
    ],
)
def test_latin_words_that_sound_like_a_term_become_it(heard, meant):
    assert put_right(heard, TOPIC).text == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("C N I 插件", "CNI 插件"),
        ("see an eye plugin", "CNI plugin"),
        ("用 MBCC 读快照", "用 MVCC 读快照"),
        ("声明一个 PBC", "声明一个 PVC"),
        ("IP VS 规则", "IPVS 规则"),
    ],
)
def test_acronyms_come_back_from_their_letters_and_from_letters_that_rhyme(heard, meant):
    assert put_right(heard, TOPIC).text == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("烧饼之间会投票", "哨兵之间会投票"),
        ("多数认为它客官下线了", "多数认为它客观下线了"),
        ("要先读夜缓存", "要先读页缓存"),
        ("走二级所引要回标", "走二级索引要回表"),
        ("节点上打了无点", "节点上打了污点"),
    ],
)
def test_hanzi_that_sound_like_a_term_become_it(heard, meant):
    assert put_right(heard, TOPIC).text == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("写到宾log里", "写到 binlog 里"),
        ("deploy门特管它", "Deployment 管它"),
        ("container 地 挂了", "containerd 挂了"),
        ("酷bernetes 集群", "Kubernetes 集群"),
        ("卡夫卡和瑞迪斯", "Kafka 和 Redis"),
    ],
)
def test_names_that_were_heard_as_hanzi_come_back_as_the_notes_write_them(heard, meant):
    assert put_right(heard, TOPIC).text == meant


@pytest.mark.parametrize(
    "right",
    [
        "",
        "kubelet 会把 Pod 拉起来，副本之间会同步。",
        "The light is red, is it not? The engine restarts and the pods are back.",
        "I think we should look at the logs and then restart it.",
        "先看日志，再看监控，不行就重启，一般十分钟以内能恢复。",
        "the relay log, the redo log and the binlog",
        "他说的是这样的，我们就先用着，以后再说。",
        "😀 $x^2$ <b>粗</b>",
    ],
)
def test_what_was_heard_right_is_left_alone(right):
    assert put_right(right, TOPIC) == MendedText(right)


def test_each_mend_can_be_taken_back_and_all_of_them_give_what_was_heard():
    heard = "烧饼说 cube let 挂了，写到宾log里"
    mended = put_right(heard, TOPIC)
    assert [each.heard for each in mended.mends] == ["烧饼", "cube let", "宾log"]
    assert mended.heard == heard
    once = mended.without(1)
    assert once.text == "哨兵说 cube let 挂了，写到 binlog 里"
    assert [once.text[each.start :].startswith(each.meant) for each in once.mends] == [True, True]
    assert once.without(0, 1).text == heard


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"烧饼所引客官下线的", "cube", "let", "log", " ", "C", "N", "I", "宾", "，"]), max_size=14
    )
)
def test_whatever_is_heard_can_be_had_back(pieces):
    heard = "".join(pieces)
    mended = put_right(heard, TOPIC)
    assert mended.heard == heard
    assert all(mended.text[each.start :].startswith(each.meant) for each in mended.mends)
