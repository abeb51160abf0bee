"""The one sentence that would have brought an answer the most."""

from __future__ import annotations

from dataclasses import replace

from interviewer.domain.assessment import UnscoredReason, VerdictKind, unscored
from interviewer.services.next_sentence import next_sentence
from tests.samples import an_assessment

COVERED, PARTIAL, MISSED, CONTRADICTED = VerdictKind


def with_texts(assessment, *texts: str):
    verdicts = [
        replace(verdict, key_point=replace(verdict.key_point, id=str(at), text=text))
        for at, (verdict, text) in enumerate(zip(assessment.verdicts, texts, strict=True))
    ]
    return replace(assessment, verdicts=tuple(verdicts))


def test_it_is_the_first_that_was_missed_with_the_score_that_it_brings():
    found = next_sentence(with_texts(an_assessment(COVERED, MISSED, MISSED), "甲", "RS:乙在前", "丙"), "zh")
    assert (found.text, found.before, found.after) == ("RS：乙在前。", 33, 67)


def test_what_was_said_the_wrong_way_round_costs_most():
    found = next_sentence(with_texts(an_assessment(COVERED, COVERED, MISSED, CONTRADICTED), *"甲乙丙丁"), "zh")
    assert (found.text, found.before, found.after) == ("丁。", 40, 75)


def test_a_missed_point_brings_more_than_a_half_said_one():
    assert next_sentence(with_texts(an_assessment(PARTIAL, MISSED), "half", "whole"), "en").text == "whole."


def test_there_is_none_when_all_was_said_or_nothing_graded():
    assert next_sentence(an_assessment(COVERED, COVERED), "zh") is None
    assert next_sentence(unscored(UnscoredReason.GRADER_FAILED, "llm"), "zh") is None
