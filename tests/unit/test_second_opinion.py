"""Where model and embedded grader disagree strongly, the model looks once more; what remains is unsure."""

from __future__ import annotations

from typing import Any

import pytest

from interviewer.adapters.llm_grader import LLMGrader
from interviewer.adapters.scripted_chat import Line, ScriptedChat
from interviewer.domain.assessment import Assessment, Certainty, FallbackReason, Verdict, VerdictKind
from interviewer.domain.questions import Question
from tests.samples import a_key_point, a_question

POINTS = ("从库重放 relay log", "主库写 binlog", "半同步要等一个从库确认")
ANSWER = "从库把中继日志再放一遍。主库先写二进制日志。半同步嘛，主库不等任何从库。"
QUOTES = ("从库把中继日志再放一遍", "主库先写二进制日志", "主库不等任何从库")


class Checker:
    """The embedded grader, with probabilities that are given."""

    name = "embedded"

    def __init__(self, *probabilities: float) -> None:
        self.probabilities = probabilities

    def grade(self, question: Question, answer: str) -> Assessment:
        pairs = zip(question.key_points, self.probabilities, QUOTES, strict=True)
        return Assessment(
            tuple(
                Verdict(point, VerdictKind.COVERED if p > 0.5 else VerdictKind.MISSED, quote if p > 0.5 else "", p)
                for point, p, quote in pairs
            ),
            self.name,
        )


def question() -> Question:
    return a_question(key_points=tuple(a_key_point(f"k{at}", text) for at, text in enumerate(POINTS)))


def says(*kinds: str, only: int | None = None) -> dict[str, Any]:
    verdicts = [
        {"point": at, "quote": "" if kind == "missed" else QUOTES[at - 1], "verdict": kind, "remark": ""}
        for at, kind in enumerate(kinds, 1)
        if only in (None, at)
    ]
    return {"verdicts": verdicts, "false_claims": []}


def graded(checker: Checker, *lines: Line) -> tuple[Assessment, ScriptedChat]:
    model = ScriptedChat(lines)
    return LLMGrader(model, checker=checker).grade(question(), ANSWER), model


def kinds(assessment: Assessment) -> list[str]:
    return [each.kind.value for each in assessment.verdicts]


def unsure(assessment: Assessment) -> list[bool]:
    return [each.unsure for each in assessment.verdicts]


AGREE = Checker(0.9, 0.9, 0.05)


def test_where_the_two_agree_there_is_one_call() -> None:
    assessment, model = graded(AGREE, says("covered", "covered", "missed"))
    assert len(model.calls) == 1
    assert unsure(assessment) == [False] * 3


@pytest.mark.parametrize("kind", ["covered", "partial", "missed", "contradicted"])
def test_what_is_half_likely_is_no_strong_disagreement(kind: str) -> None:
    _, model = graded(Checker(0.5, 0.5, 0.5), says(kind, kind, "missed"))
    assert len(model.calls) == 1


def test_a_covered_point_that_the_embedded_grader_does_not_see_is_judged_once_more_and_only_that_one() -> None:
    assessment, model = graded(
        Checker(0.01, 0.9, 0.05), says("covered", "covered", "missed"), says("missed", "missed", "covered", only=1)
    )
    assert kinds(assessment) == ["missed", "covered", "missed"]
    assert unsure(assessment) == [False] * 3
    first, second = model.calls
    assert (second.system, second.schema) == (first.system, first.schema)
    assert second.user.startswith(first.user)
    asked = second.user.removeprefix(first.user)
    assert QUOTES[0] in asked
    assert "要点 1" in asked
    assert "要点 2" not in asked


@pytest.mark.parametrize("kind", ["missed", "contradicted"])
def test_a_point_that_the_embedded_grader_finds_stated_is_judged_once_more_with_its_words_named(kind: str) -> None:
    assessment, model = graded(Checker(0.95, 0.9, 0.05), says(kind, "covered", "missed"), says("covered", only=1))
    assert kinds(assessment) == ["covered", "covered", "missed"]
    assert QUOTES[0] in model.calls[1].user.removeprefix(model.calls[0].user)


def test_what_stays_in_dispute_is_unsure_and_widens_the_band() -> None:
    sure, _ = graded(AGREE, says("covered", "covered", "missed"))
    doubtful, model = graded(
        Checker(0.01, 0.9, 0.95), says("covered", "covered", "missed"), says("covered", "", "missed")
    )
    assert len(model.calls) == 2
    assert kinds(doubtful) == kinds(sure)
    assert doubtful.score == sure.score
    assert unsure(doubtful) == [True, False, True]
    assert 0.4 < doubtful.verdicts[0].probability < 0.6
    assert sure.band is not None
    assert doubtful.band is not None
    assert (doubtful.band.low, doubtful.band.high) == (28, 100)
    assert doubtful.band.low < sure.band.low
    assert doubtful.band.high > sure.band.high
    assert doubtful.band.label is Certainty.UNSURE


@pytest.mark.parametrize(
    "second",
    [
        FallbackReason.TIMED_OUT,
        FallbackReason.REFUSED,
        "no idea",
        {"verdicts": [], "false_claims": []},
        {"verdicts": [*says("missed", only=1)["verdicts"], *says("covered", only=1)["verdicts"]], "false_claims": []},
    ],
)
def test_a_second_opinion_that_does_not_come_leaves_the_first_unsure(second: Line) -> None:
    assessment, model = graded(Checker(0.01, 0.9, 0.05), says("covered", "covered", "missed"), second)
    assert (kinds(assessment), unsure(assessment)) == (["covered", "covered", "missed"], [True, False, False])
    assert assessment.fallback_reason is None
    assert len(model.calls) == 2


def test_a_second_opinion_without_a_quote_that_was_said_earns_nothing() -> None:
    invented = {"point": 1, "quote": "这句没人说过", "verdict": "covered", "remark": ""}
    assessment, _ = graded(
        Checker(0.95, 0.9, 0.05),
        says("missed", "covered", "missed"),
        {"verdicts": [invented], "false_claims": []},
    )
    assert kinds(assessment)[0] == "missed"
    assert unsure(assessment)[0]


def test_where_a_quote_was_lost_the_model_is_told_so_and_may_quote_less() -> None:
    whole = {"point": 1, "quote": ANSWER, "verdict": "covered", "remark": ""}
    first = {"verdicts": [whole, *says("", "covered", "missed")["verdicts"][1:]], "false_claims": []}
    assessment, model = graded(Checker(0.95, 0.9, 0.05), first, says("covered", only=1))
    assert kinds(assessment) == ["covered", "covered", "missed"]
    asked = model.calls[1].user.removeprefix(model.calls[0].user)
    assert "你判 covered" in asked
    assert "太长或不是原话" in asked


def test_an_answer_takes_three_calls_at_most_first_repair_and_second_opinion() -> None:
    disputed = says("covered", "covered", "missed")
    assessment, model = graded(Checker(0.01, 0.9, 0.05), "no idea", disputed, disputed, disputed)
    assert len(model.calls) == 3
    assert assessment.usage is not None
    assert assessment.usage.calls == 2, "the scripted model counts what it said for something"
    assert unsure(assessment)[0]


def test_both_replies_are_kept_for_who_looks_into_it() -> None:
    assessment, _ = graded(Checker(0.01, 0.9, 0.05), says("covered", "covered", "missed"), says("missed", only=1))
    assert assessment.raw_reply.count('"verdicts"') == 2


def test_a_point_that_is_no_longer_contradicted_frees_its_words_for_no_second_penalty() -> None:
    first = says("covered", "covered", "contradicted") | {
        "false_claims": [{"quote": QUOTES[2], "correction": "要等一个。"}]
    }
    assessment, _ = graded(Checker(0.9, 0.9, 0.95), first, says("", "", "contradicted", only=3))
    assert (kinds(assessment)[2], len(assessment.false_claims), assessment.score) == ("contradicted", 0, 57)
