"""Whatever a server replies over real HTTP: a grade that the reply bears out, or the stand-in's with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from interviewer.adapters.dialects import Dialects
from interviewer.adapters.llm_grader import LLMGrader
from interviewer.adapters.openai_chat import OpenAIChat
from interviewer.domain.assessment import Assessment, FallbackReason, Verdict, VerdictKind
from interviewer.domain.questions import Question
from interviewer.domain.watching import watching
from interviewer.services.as_json import assessment_json
from interviewer.services.with_fallback import FallbackGrader
from tests.samples import a_key_point, a_question
from tests.stub_openai import KEY, Act, Cut, Garbage, Refusal, Slow, Status, StubOpenAI, Text

ANSWER = "从库会重放 relay log，然后就一样了"
SAID = {"point": 1, "quote": "从库会重放 relay log", "verdict": "covered", "remark": ""}
MEGABYTES = "长" * 3_500_000
"""More than 10 MB in UTF-8."""


def reply(verdict: dict[str, Any] | None = None, **more: Any) -> str:
    return json.dumps({"verdicts": [verdict or SAID], "false_claims": []} | more)


class Embedded:
    """Stands for the grader that needs no model."""

    name = "embedded"

    def grade(self, question: Question, answer: str) -> Assessment:
        return Assessment(tuple(Verdict(point, VerdictKind.MISSED) for point in question.key_points), self.name)


@pytest.fixture
def server() -> Iterator[StubOpenAI]:
    with StubOpenAI(lambda _: reply()) as running:
        yield running


@pytest.fixture(params=["at once", "streamed"])
def graded(request: pytest.FixtureRequest, server: StubOpenAI) -> Callable[..., Assessment]:
    """What comes of an answer when the server does this; for a stream its way of giving objects is known already."""

    def grade(*acts: Act, rejects: tuple[str, ...] = ()) -> Assessment:
        server.rejects = dict.fromkeys(rejects, 400)
        model = OpenAIChat(
            "some-model",
            api_key=KEY,
            base_url=server.url,
            timeout_seconds=2.0,
            sleep=lambda _: None,
            dialects=Dialects(),
        )
        grader = FallbackGrader(LLMGrader(model), Embedded())
        if request.param == "at once":
            server.will(*acts)
            return grader.grade(a_question(), ANSWER)
        grader.grade(a_question(), ANSWER)
        server.requests.clear()
        server.will(*acts)
        with watching(lambda _: None):
            return grader.grade(a_question(), ANSWER)

    return grade


NO_USE = {
    "a refusal": (Refusal(), FallbackReason.REFUSED),
    "a reply cut by its length": (Text(reply()[:20], finish="length"), FallbackReason.UNUSABLE_REPLY),
    "a reply that breaks off": (Cut(), FallbackReason.UNUSABLE_REPLY),
    "a connection that drops": (Cut(rudely=True), FallbackReason.UNUSABLE_REPLY),
    "ten megabytes of words": (Text(MEGABYTES), FallbackReason.UNUSABLE_REPLY),
    "ten megabytes in a remark": (Text(reply(SAID | {"remark": MEGABYTES})), FallbackReason.UNUSABLE_REPLY),
    "ten megabytes of brackets": (Text('{"verdicts":' + "[" * 10_000_000), FallbackReason.UNUSABLE_REPLY),
    "nothing": (Text(""), FallbackReason.UNUSABLE_REPLY),
    "prose": (Text("I would give him 80 points."), FallbackReason.UNUSABLE_REPLY),
    "a mark of its own": (Text('{"score": 100}'), FallbackReason.UNUSABLE_REPLY),
    "no verdicts": (Text('{"verdicts": [], "false_claims": []}'), FallbackReason.UNUSABLE_REPLY),
    "a verdict of its own": (Text(reply(SAID | {"verdict": "excellent"})), FallbackReason.UNUSABLE_REPLY),
    "a point that is none": (Text(reply(SAID | {"point": 10**400})), FallbackReason.UNUSABLE_REPLY),
    "a truth for a point": (Text(reply(SAID | {"point": True})), FallbackReason.UNUSABLE_REPLY),
    "not a number": (Text(reply().replace("1", "NaN", 1)), FallbackReason.UNUSABLE_REPLY),
    "no completion": (Garbage("{}"), FallbackReason.UNUSABLE_REPLY),
    "a web page": (Garbage(), FallbackReason.UNUSABLE_REPLY),
    "silence": (Slow(4.0), FallbackReason.TIMED_OUT),
    "an overloaded server": (Status(503), FallbackReason.SERVER_ERROR),
    "a wrong key": (Status(401), FallbackReason.WRONG_KEY),
    "a used-up quota": (Status(429, "insufficient_quota"), FallbackReason.RATE_LIMITED),
}


@pytest.mark.parametrize("name", NO_USE)
def test_of_a_reply_that_is_no_use_comes_the_stand_ins_grade_with_the_reason(graded, server, name: str) -> None:
    act, reason = NO_USE[name]
    assessment = graded(*[act] * 6)
    assert (assessment.grader, assessment.fallback_reason) == ("embedded", reason)
    assert assessment.score == 0, "the stand-in's own, and no mark from anywhere else"
    assert len(server.requests) <= 4
    assert assessment.usage is None or assessment.usage.calls <= 3


@pytest.mark.parametrize("form", [(), ("json_schema",), ("json_schema", "tools")])
def test_one_bad_reply_is_repaired_in_whatever_way_the_server_is_asked(graded, server, form: tuple[str, ...]) -> None:
    assessment = graded(Text('{"verdicts": [], "false_claims": []}'), rejects=form)
    assert (assessment.grader, assessment.score) == ("llm", 100)
    assert "要点 1" in server.requests[-1]["messages"][1]["content"]
    assert assessment.usage is not None
    assert assessment.usage.calls == 2


HALVES = {"remark": "好\ud83d", "quote": "从库会重放 relay log\ud83d"}


@pytest.mark.parametrize("field", HALVES)
def test_halves_of_characters_in_a_reply_can_be_shown_and_are_no_words_of_the_candidate(graded, field: str) -> None:
    said = SAID | {"verdict": "partial", field: HALVES[field]}
    assessment = graded(*[Text(reply(said, false_claims=[{"quote": "然后就一样了", "correction": "\udc00不"}]))] * 2)
    assert assessment.grader == "llm"
    json.dumps(assessment_json(assessment), ensure_ascii=False).encode("utf-8")
    assert all(each.remark.isprintable() for each in assessment.verdicts)
    assert assessment.verdicts[0].kind is (VerdictKind.PARTIAL if field == "remark" else VerdictKind.MISSED)


def test_more_than_was_asked_for_does_no_harm(graded) -> None:
    more = [SAID, {"point": 7, "quote": "", "verdict": "covered", "remark": ""}]
    assessment = graded(Text(json.dumps({"verdicts": more, "false_claims": [], "score": 1})))
    assert (assessment.score, len(assessment.verdicts)) == (100, 1)


def test_a_long_remark_is_cut(graded) -> None:
    assessment = graded(Text(reply(SAID | {"remark": "说得好。" * 1000})))
    assert 0 < len(assessment.verdicts[0].remark) <= 300


def test_a_question_with_several_points_needs_a_verdict_on_each(server: StubOpenAI) -> None:
    model = OpenAIChat("some-model", api_key=KEY, base_url=server.url, dialects=Dialects())
    asked = a_question(key_points=(a_key_point(), a_key_point("b", "主库写 binlog")))
    assessment = FallbackGrader(LLMGrader(model), Embedded()).grade(asked, ANSWER)
    assert assessment.fallback_reason is FallbackReason.UNUSABLE_REPLY
    assert assessment.usage is not None
    assert assessment.usage.calls == 2
