"""How an incident was handled, as an answer tells it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.incident import OrderVerdict, Slip, Step, read_work_order

GOOD_ZH = (
    "先看告警影响了哪些服务，再看 logs --previous，发现是少了一个环境变量导致启动报错，把配置改回来，"
    "然后确认 Pod 恢复正常。"
)
GOOD_EN = (
    "First I ask how many users are affected. Then I check the logs. It turns out the disk is full, "
    "so I free up space by moving old logs away. Finally I make sure that writes succeed again."
)


def steps(answer: str) -> list[Step]:
    return [each.step for each in read_work_order(answer).found]


@pytest.mark.parametrize("answer", [GOOD_ZH, GOOD_EN])
def test_an_answer_in_good_order_is_safe(answer: str) -> None:
    order = read_work_order(answer)
    assert order.verdict is OrderVerdict.SAFE
    assert order.slips == ()
    assert list(dict.fromkeys(each.step for each in order.found)) == list(Step)


@pytest.mark.parametrize("answer", [GOOD_ZH, GOOD_EN])
def test_every_step_quotes_the_answer(answer: str) -> None:
    for each in read_work_order(answer).found:
        assert answer[each.start : each.start + len(each.quote)] == each.quote


@pytest.mark.parametrize(
    "answer",
    [
        "直接重启，然后看看日志里有什么，发现是内存不够。",
        "I would restart it first. Then I'd look at the logs.",
        "先把连接数调大，再看看是什么原因。",
    ],
)
def test_a_change_before_any_look_is_unsafe(answer: str) -> None:
    order = read_work_order(answer)
    assert Slip.FIX_BEFORE_CHECK in order.slips
    assert order.verdict is OrderVerdict.UNSAFE


@pytest.mark.parametrize(
    "answer",
    [
        "三分之一的用户受影响，先回滚止血，再看日志找原因。",
        "A third of the users are affected, so I roll it back first, then read the logs.",
    ],
)
def test_quick_relief_is_fair_once_the_impact_is_known(answer: str) -> None:
    assert Slip.FIX_BEFORE_CHECK not in read_work_order(answer).slips


@pytest.mark.parametrize(
    "answer",
    [
        "不要急着重启，先看日志。",
        "重启之前先看日志。",
        "Pod 一直在重启，先看日志。",
        "I would not restart anything. I'd check the logs.",
        "Before restarting it I check the logs.",
        "The pod keeps restarting, so I check the logs.",
    ],
)
def test_a_change_that_is_only_spoken_of_is_none(answer: str) -> None:
    assert Step.FIX not in steps(answer)
    assert Step.CHECK in steps(answer)


def test_a_change_that_cannot_be_undone_is_risky_without_a_copy() -> None:
    assert Slip.RISKY_FIX in read_work_order("查了是磁盘满，直接 rm -rf 数据目录清空。").slips
    assert Slip.RISKY_FIX in read_work_order("查了是磁盘满，没有备份就删掉数据目录。").slips
    assert Slip.RISKY_FIX not in read_work_order("查了是磁盘满，先做快照备份，再删掉数据目录里的旧文件。").slips


def test_looking_again_before_anything_was_changed_is_only_looking() -> None:
    assert steps("再看一下监控。") == [Step.CHECK]


def test_a_look_for_the_reason_after_a_change_is_not_looking_whether_it_worked() -> None:
    order = read_work_order("看了监控，先回滚，然后翻日志，原因是连接池太小。")
    assert Slip.NO_RECHECK in order.slips
    assert Slip.CAUSE_AFTER_FIX in order.slips


def test_what_is_lacking_is_named() -> None:
    assert read_work_order("看日志，发现是配置写错导致的。").slips == (Slip.NO_FIX, Slip.NO_RECHECK, Slip.NO_SYMPTOM)


@pytest.mark.parametrize("answer", ["", "不知道。", "I don't know."])
def test_an_answer_without_steps_has_no_order(answer: str) -> None:
    order = read_work_order(answer)
    assert order.verdict is OrderVerdict.NOTHING
    assert order.slips == ()


@given(st.text(max_size=300))
def test_any_text_is_read_and_quoted_as_it_is(answer: str) -> None:
    order = read_work_order(answer)
    assert order == read_work_order(answer)
    assert [each.start for each in order.found] == sorted(each.start for each in order.found)
    assert all(answer[each.start :].startswith(each.quote) for each in order.found)
