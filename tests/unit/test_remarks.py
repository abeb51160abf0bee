"""Remarks name the words that they are about, and claim nothing that does not stand there."""

from __future__ import annotations

import pytest

from interviewer.adapters.embedded_grader.features import NAMES, Evidence
from interviewer.adapters.embedded_grader.remarks import remark
from interviewer.adapters.embedded_grader.statements import Statement
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.notes import KeyPoint

COVERED, PARTIAL, MISSED, CONTRADICTED = VerdictKind
POINT = KeyPoint("p", "Broker 收到多数副本确认后才应答", None)


def found(*pieces: str, said=(), lacking=(), **features: float) -> Evidence:
    values = [features.get(name, 0.0) for name in NAMES]
    return Evidence(Statement("，".join(pieces), pieces, (), 0), values, said, lacking)


def said_of(kind: VerdictKind, evidence: Evidence, language: str = "zh", point: KeyPoint = POINT) -> str:
    return remark(kind, point, evidence, language)


def test_nothing_is_said_of_a_covered_point():
    assert said_of(COVERED, found("多数副本确认后应答")) == ""


def test_a_half_said_point_is_told_what_was_said_and_what_not_as_the_point_writes_it():
    evidence = found("broker 会应答", said=("broker", "应答"), lacking=("副本", "确认"))
    assert said_of(PARTIAL, evidence) == "说到了“Broker”、“应答”，还差“副本”、“确认”。"
    assert said_of(PARTIAL, evidence, "en") == "Said “Broker”, “应答”; still missing “副本”, “确认”."


def test_words_that_any_point_may_have_are_not_named():
    assert "“的”" not in said_of(PARTIAL, found("x", said=("的",), lacking=("副本", "后")))
    assert "“后”" not in said_of(PARTIAL, found("x", said=("的",), lacking=("副本", "后")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_no_word_tells_anything_the_point_itself_is_named(language):
    assert POINT.text in said_of(PARTIAL, found("差不多是那个意思"), language)


def test_a_term_that_excludes_the_points_own_is_named_with_it():
    point = KeyPoint("p", "Zset 是有序集合", None)
    assert said_of(CONTRADICTED, found("zset 是无序集合"), point=point).startswith("你说的是“无序”，笔记写的是“有序”")


def test_of_several_clauses_the_one_that_denies_is_named():
    evidence = found("它收到消息", "不等副本确认就应答", denying=1.0)
    assert said_of(CONTRADICTED, evidence).startswith("“不等副本确认就应答”")


def test_a_negation_that_is_not_about_the_point_is_not_blamed():
    evidence = found("这块我不熟", "副本是一个一个应答的", negated=1.0)
    assert "不熟" not in said_of(CONTRADICTED, evidence)


@pytest.mark.parametrize("features", [{}, {"misplaced": 0.9}, {"reversed": 1.0}, {"negated": -1.0}, {"denying": 1.0}])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_was_wrong_the_note_is_cited(features, language):
    assert POINT.text in said_of(CONTRADICTED, found("副本应答", "再确认", **features), language)


def test_where_the_point_may_be_turned_round_that_is_what_is_told_and_not_that_words_are_missing():
    evidence = found("Broker 先应答再等副本", said=("Broker",), lacking=("多数",))
    assert (
        remark(PARTIAL, POINT, evidence, "zh", doubted=True)
        == f"这句话和笔记可能有出入，只算一半，笔记写的是：{POINT.text}"
    )
    missed = remark(MISSED, POINT, evidence, "zh", doubted=True)
    assert missed.startswith("“Broker 先应答再等副本”和笔记对不上")
    assert remark(COVERED, POINT, evidence, "zh", doubted=True) == ""
