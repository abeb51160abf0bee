"""Every chat model keeps the same promises: the scripted one, and the HTTP one over a real socket."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from interviewer.adapters.dialects import Dialects
from interviewer.adapters.llm_grader import LLMGrader
from interviewer.adapters.openai_chat import OpenAIChat
from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.notes import KeyPoint
from interviewer.domain.ports import ChatModel
from interviewer.domain.questions import Question
from interviewer.domain.usage import Usage
from tests.stub_openai import KEY, Cut, Garbage, Refusal, Slow, Status, StubOpenAI, Text

SCHEMA = {
    "title": "mark",
    "description": "A mark with a word.",
    "type": "object",
    "properties": {"mark": {"type": "integer"}, "word": {"type": "string"}},
    "required": ["mark", "word"],
}
FITTING = {"mark": 7, "word": "不错"}
Make = Callable[..., ChatModel]


@pytest.fixture
def server() -> Iterator[StubOpenAI]:
    with StubOpenAI() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def http(server: StubOpenAI, waits: list[float]) -> Callable[..., OpenAIChat]:
    def make(**changes: Any) -> OpenAIChat:
        settings = {"api_key": KEY, "base_url": server.url, "timeout_seconds": 5.0, "sleep": waits.append}
        return OpenAIChat("some-model", **(settings | changes))

    return make


@pytest.fixture(params=["scripted", "http"])
def says(request: pytest.FixtureRequest, server: StubOpenAI, http: Callable[..., OpenAIChat]) -> Make:
    """A model that will say the given line in answer to everything."""

    def make(line: str | dict[str, Any] | FallbackReason) -> ChatModel:
        if request.param == "scripted":
            return ScriptedChat(lambda _: line)
        if isinstance(line, FallbackReason):
            server.will(*[_ACTS[line]] * 4)
            return http(timeout_seconds=0.3 if line is FallbackReason.TIMED_OUT else 5.0)
        server.reply = lambda _: line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
        return http()

    return make


_ACTS = {
    FallbackReason.WRONG_KEY: Status(401),
    FallbackReason.RATE_LIMITED: Status(429, retry_after=0),
    FallbackReason.SERVER_ERROR: Status(503),
    FallbackReason.TIMED_OUT: Slow(1.0),
    FallbackReason.REFUSED: Refusal(),
    FallbackReason.UNKNOWN_MODEL: Status(404),
    FallbackReason.UNUSABLE_REPLY: Cut(),
}


def reason_of(caught: pytest.ExceptionInfo[ModelUnavailable]) -> object:
    return caught.value.details["reason"]


def test_a_model_replies_in_words(says: Make) -> None:
    reply = says("好的，请讲。").complete("system", "user")
    assert (reply.text, reply.data) == ("好的，请讲。", None)


def test_a_model_replies_with_an_object_that_fits_the_schema(says: Make) -> None:
    reply = says(FITTING).complete("system", "user", SCHEMA)
    assert reply.data == FITTING
    assert json.loads(reply.text) == FITTING
    assert reply.model


def test_the_reasoning_before_a_reply_is_left_out(says: Make) -> None:
    model = says("<think>{let me see}</think>\n" + json.dumps(FITTING))
    assert model.complete("system", "user", SCHEMA).data == FITTING


def test_a_streamed_reply_comes_in_pieces_that_make_the_whole(says: Make) -> None:
    pieces = list(says("Keys expire at the same moment.").stream("system", "user"))
    assert len(pieces) > 1
    assert "".join(pieces) == "Keys expire at the same moment."


@pytest.mark.parametrize("reply", ["no object here", '{"mark": "seven", "word": "x"}', '{"mark": 7}', "[1, 2]"])
def test_an_object_that_does_not_fit_is_an_unusable_reply(says: Make, reply: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        says(reply).complete("system", "user", SCHEMA)
    assert reason_of(caught) is FallbackReason.UNUSABLE_REPLY
    assert caught.value.details["problem"]


@pytest.mark.parametrize("reason", list(_ACTS))
def test_a_failure_says_why(says: Make, reason: FallbackReason) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        says(reason).complete("system", "user")
    assert reason_of(caught) is reason


@pytest.mark.parametrize("reason", list(_ACTS))
def test_a_failure_says_why_when_an_object_was_asked_for(says: Make, reason: FallbackReason) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        says(reason).complete("system", "user", SCHEMA)
    assert reason_of(caught) is reason


@pytest.mark.parametrize("reason", list(_ACTS))
def test_a_failing_stream_says_why(says: Make, reason: FallbackReason) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        list(says(reason).stream("system", "user"))
    assert reason_of(caught) is reason


def test_a_server_that_is_not_there_is_unreachable(http: Callable[..., OpenAIChat]) -> None:
    model = http(base_url="http://127.0.0.1:9/v1")
    for call in (lambda: model.complete("s", "u"), lambda: list(model.stream("s", "u"))):
        with pytest.raises(ModelUnavailable) as caught:
            call()
        assert reason_of(caught) is FallbackReason.UNREACHABLE


@pytest.mark.parametrize("address", ["localhost:11434/v1", "http://", "not an address", "http://[bad/v1"])
def test_a_mistyped_address_is_unreachable(http: Callable[..., OpenAIChat], address: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        http(base_url=address).complete("s", "u")
    assert reason_of(caught) is FallbackReason.UNREACHABLE


@pytest.mark.parametrize("key", ["another", "钥匙", "a\nb", ""])
def test_a_key_that_cannot_be_right_is_a_wrong_key(http: Callable[..., OpenAIChat], key: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        http(api_key=key).complete("s", "u")
    assert reason_of(caught) is FallbackReason.WRONG_KEY


def test_a_busy_server_is_asked_once_more_after_the_time_it_names(
    server: StubOpenAI, http: Callable[..., OpenAIChat], waits: list[float]
) -> None:
    server.will(Status(429, retry_after=2))
    assert http().complete("s", "u").text == "Hello there."
    assert len(waits) == 1
    assert 2 <= waits[0] <= 3


def test_a_busy_server_is_not_asked_a_third_time(server: StubOpenAI, http: Callable[..., OpenAIChat]) -> None:
    server.will(Status(429), Status(429), Status(429))
    with pytest.raises(ModelUnavailable):
        http().complete("s", "u", SCHEMA)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "act",
    [
        Status(429, retry_after=60),
        Status(429, "insufficient_quota"),
        Status(429, retry_after="Wed, 01 Jan 2099 00:00:00 GMT"),
    ],
)
def test_a_long_wait_or_a_used_up_quota_is_not_waited_for(
    server: StubOpenAI, http: Callable[..., OpenAIChat], waits: list[float], act: Status
) -> None:
    server.will(act)
    with pytest.raises(ModelUnavailable) as caught:
        http().complete("s", "u")
    assert reason_of(caught) is FallbackReason.RATE_LIMITED
    assert waits == []


def test_a_stream_also_waits_once_for_a_busy_server(server: StubOpenAI, http: Callable[..., OpenAIChat]) -> None:
    server.will(Status(429, retry_after=0))
    assert "".join(http().stream("s", "u")) == "Hello there."


@pytest.mark.parametrize(
    "act", [Cut(), Cut(rudely=True), Text("Hello there.", finish=None), Text("Hello", finish="length")]
)
def test_a_cut_stream_gives_what_came_and_then_says_so(
    server: StubOpenAI, http: Callable[..., OpenAIChat], act: Cut | Text
) -> None:
    server.will(act)
    got = []
    with pytest.raises(ModelUnavailable) as caught:
        got.extend(http().stream("s", "u"))
    assert reason_of(caught) is FallbackReason.UNUSABLE_REPLY


def test_the_pieces_before_a_cut_are_not_lost(server: StubOpenAI, http: Callable[..., OpenAIChat]) -> None:
    server.will(Cut())
    stream = http().stream("s", "u")
    assert next(stream) + next(stream) == "Hello th"
    with pytest.raises(ModelUnavailable):
        next(stream)


@pytest.mark.parametrize(
    "body", ["<html>busy</html>", "{}", '{"choices": null}', '{"choices": []}', "not json", "null"]
)
def test_a_body_that_is_no_completion_is_an_unusable_reply(
    server: StubOpenAI, http: Callable[..., OpenAIChat], body: str
) -> None:
    server.will(*[Garbage(body)] * 4)
    with pytest.raises(ModelUnavailable) as caught:
        http().complete("s", "u", SCHEMA)
    assert reason_of(caught) is FallbackReason.UNUSABLE_REPLY


@pytest.mark.parametrize(
    ("rejects", "form"),
    [
        ({}, "json_schema"),
        ({"json_schema": 500}, "tools"),
        ({"json_schema": 400}, "tools"),
        ({"json_schema": 400, "tools": 400}, "json_object"),
        ({"json_schema": 500, "tools": 422, "json_object": 400}, "text"),
    ],
)
def test_the_way_to_ask_for_an_object_is_found_once_and_remembered(
    server: StubOpenAI, http: Callable[..., OpenAIChat], rejects: dict[str, int], form: str
) -> None:
    server.rejects, server.reply = rejects, lambda _: json.dumps(FITTING)
    assert http().complete("s", "u", SCHEMA).data == FITTING
    assert server.forms == [*rejects, form]
    assert http().complete("s", "u", SCHEMA).data == FITTING
    assert server.forms == [*rejects, form, form]


def test_a_server_that_passes_over_what_it_does_not_know_is_told_in_words(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    server.ignores_forms = True
    server.reply = lambda body: json.dumps(FITTING) if "JSON schema" in body["messages"][0]["content"] else "Fine!"
    assert http().complete("s", "u", SCHEMA).data == FITTING
    assert server.forms == ["json_schema", "tools", "json_object"]


def test_a_way_that_the_server_no_longer_takes_is_looked_for_again_at_once(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    model = http()
    model.complete("s", "u", SCHEMA)
    server.rejects = {"json_schema": 400}
    assert model.complete("s", "u", SCHEMA).data
    assert model.complete("s", "u", SCHEMA).data
    assert server.forms == ["json_schema", "json_schema", "tools", "tools"]


def test_a_server_that_breaks_on_all_but_json_objects_works(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    server.rejects, server.reply = {"json_schema": 500, "tools": 500}, lambda _: json.dumps(FITTING)
    assert [http().complete("s", "u", SCHEMA).data for _ in range(2)] == [FITTING] * 2
    assert server.forms == ["json_schema", "tools", "json_object", "json_object"]


def test_a_moment_of_overload_does_not_cost_the_best_way_for_good(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    time = [1000.0]
    model = http(dialects=Dialects(now=lambda: time[0]))
    server.will(Status(500))
    for minute in range(3):
        time[0] = 1000.0 + 60 * minute
        assert model.complete("s", "u", SCHEMA).data
    assert server.forms == ["json_schema", "tools", "json_schema", "json_schema"]


def test_a_server_that_breaks_on_a_way_each_time_is_asked_so_no_more(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    time = [1000.0]
    model = http(dialects=Dialects(now=lambda: time[0]))
    server.rejects, server.says_why = {"json_schema": 500}, False
    for minute in range(5):
        time[0] = 1000.0 + 60 * minute
        assert model.complete("s", "u", SCHEMA).data
    assert server.forms == ["json_schema", "tools"] * 3 + ["tools"] * 2


def test_a_server_that_breaks_and_names_the_way_of_asking_does_not_know_it(
    server: StubOpenAI, http: Callable[..., OpenAIChat], tmp_path: Path
) -> None:
    file = tmp_path / "model-servers.json"
    server.rejects = {"json_schema": 500}
    assert http(dialects=Dialects(file)).complete("s", "u", SCHEMA).data
    assert http(dialects=Dialects(file)).complete("s", "u", SCHEMA).data
    assert server.forms == ["json_schema", "tools", "tools"]


def test_a_server_in_trouble_says_nothing_about_the_ways_it_knows(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    model = http()
    server.will(*[Status(500)] * 4, Garbage(), Garbage())
    for _ in range(3):
        with pytest.raises(ModelUnavailable):
            model.complete("s", "u", SCHEMA)
    assert model.complete("s", "u", SCHEMA).data
    assert server.forms[-1] == "json_schema"


def test_a_text_that_is_too_long_for_the_model_says_nothing_about_the_ways_it_knows(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    server.will(Status(400, "This model's maximum context length is 8192 tokens."))
    with pytest.raises(ModelUnavailable) as caught:
        http().complete("s", "u", SCHEMA)
    assert reason_of(caught) is FallbackReason.SERVER_ERROR
    assert len(server.requests) == 1


def test_the_way_that_was_found_is_known_to_the_next_process(
    server: StubOpenAI, http: Callable[..., OpenAIChat], tmp_path: Path
) -> None:
    file = tmp_path / "new" / "model-servers.json"
    server.rejects, server.reply = {"json_schema": 400, "tools": 400}, lambda _: json.dumps(FITTING)
    server.will(Status(400, "Unsupported value: 'temperature' does not support 0 with this model."))
    http(dialects=Dialects(file)).complete("s", "u", SCHEMA)
    server.requests.clear()
    http(dialects=Dialects(file)).complete("s", "u", SCHEMA)
    assert server.forms == ["json_object"]
    assert "temperature" not in server.requests[0]
    assert server.url not in file.read_text()


def test_another_model_on_the_same_server_is_another_matter(
    server: StubOpenAI, http: Callable[..., OpenAIChat], tmp_path: Path
) -> None:
    dialects = Dialects(tmp_path / "model-servers.json")
    server.rejects = {"json_schema": 400}
    http(dialects=dialects).complete("s", "u", SCHEMA)
    server.rejects = {}
    OpenAIChat("other", api_key=KEY, base_url=server.url, dialects=dialects).complete("s", "u", SCHEMA)
    assert server.forms[-1] == "json_schema"


def test_what_is_still_in_doubt_is_not_remembered(
    server: StubOpenAI, http: Callable[..., OpenAIChat], tmp_path: Path
) -> None:
    file = tmp_path / "model-servers.json"
    server.will(Status(500))
    http(dialects=Dialects(file)).complete("s", "u", SCHEMA)
    http(dialects=Dialects(file)).complete("s", "u", SCHEMA)
    assert server.forms == ["json_schema", "tools", "json_schema"]


def test_what_was_found_long_ago_is_looked_for_again(
    server: StubOpenAI, http: Callable[..., OpenAIChat], tmp_path: Path
) -> None:
    file = tmp_path / "model-servers.json"
    server.rejects = {"json_schema": 400}
    http(dialects=Dialects(file, now=lambda: 1.0)).complete("s", "u", SCHEMA)
    http(dialects=Dialects(file, now=lambda: 1.0 + 31 * 86_400)).complete("s", "u", SCHEMA)
    assert server.forms == ["json_schema", "tools"] * 2


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', '{"some-model @ x": {"mode": "shouting"}}', "\udc00"])
def test_a_file_that_is_no_use_is_passed_over(
    server: StubOpenAI, http: Callable[..., OpenAIChat], tmp_path: Path, content: str
) -> None:
    file = tmp_path / "model-servers.json"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert http(dialects=Dialects(file)).complete("s", "u", SCHEMA).data
    assert "json_schema" in file.read_text()


def test_a_file_that_cannot_be_written_stops_nothing(
    server: StubOpenAI, http: Callable[..., OpenAIChat], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    assert http(dialects=Dialects(tmp_path / "file" / "model-servers.json")).complete("s", "u", SCHEMA).data


def test_replies_that_were_no_use_are_counted_with_the_one_that_is(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    server.ignores_forms = True
    server.reply = lambda body: json.dumps(FITTING) if "JSON schema" in body["messages"][0]["content"] else "Fine!"
    assert http().complete("s", "u", SCHEMA).usage == Usage("some-model", 3, 21, 15, 9)


@pytest.mark.parametrize("act", [Cut(), Refusal(), Text("Fine!")])
def test_what_a_failure_cost_is_told(server: StubOpenAI, http: Callable[..., OpenAIChat], act: Cut | Refusal) -> None:
    model = http()
    model.complete("s", "u", SCHEMA)
    server.ignores_forms = True
    server.will(act)
    with pytest.raises(ModelUnavailable) as caught:
        model.complete("s", "u", SCHEMA)
    assert caught.value.usage == Usage("some-model", 1, 7, 5, 3)


def test_a_streamed_reply_tells_its_tokens_too(server: StubOpenAI, http: Callable[..., OpenAIChat]) -> None:
    server.reply = lambda _: json.dumps(FITTING)
    model = http()
    model.complete("s", "u", SCHEMA)
    assert model.complete("s", "u", SCHEMA, watch=lambda _: None).usage == Usage("some-model", 1, 7, 5, 3)
    assert server.requests[-1]["stream"] is True


def test_a_server_that_never_answered_cost_nothing(server: StubOpenAI, http: Callable[..., OpenAIChat]) -> None:
    server.will(Status(503), Status(503))
    with pytest.raises(ModelUnavailable) as caught:
        http().complete("s", "u", SCHEMA)
    assert caught.value.usage.calls == 0


def test_a_model_that_dislikes_a_temperature_is_asked_without(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    server.will(Status(400, "Unsupported value: 'temperature' does not support 0 with this model."))
    assert http().complete("s", "u", SCHEMA).data
    http().complete("s", "u", SCHEMA)
    assert ["temperature" in body for body in server.requests] == [True, False, False]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("API key not valid. Please pass a valid API key.", FallbackReason.WRONG_KEY),
        ("The model `x` does not exist", FallbackReason.UNKNOWN_MODEL),
        ("context_length_exceeded", FallbackReason.SERVER_ERROR),
    ],
)
def test_a_bad_request_is_read_for_what_it_means(
    server: StubOpenAI, http: Callable[..., OpenAIChat], message: str, reason: FallbackReason
) -> None:
    server.will(*[Status(400, message)] * 4)
    with pytest.raises(ModelUnavailable) as caught:
        http().complete("s", "u", SCHEMA)
    assert reason_of(caught) is reason


def test_tokens_and_the_model_are_told(http: Callable[..., OpenAIChat]) -> None:
    reply = http().complete("s", "u")
    assert (reply.model, reply.prompt_tokens, reply.completion_tokens) == ("some-model", 7, 3)


def test_a_server_that_fails_at_everything_has_an_error_of_its_own(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    server.will(*[Status(500)] * 4)
    with pytest.raises(ModelUnavailable) as caught:
        http().complete("s", "u", SCHEMA)
    assert reason_of(caught) is FallbackReason.SERVER_ERROR
    assert server.forms == ["json_schema", "tools", "json_object", "text"]


def test_a_server_that_knows_schemas_is_held_to_this_one(server: StubOpenAI, http: Callable[..., OpenAIChat]) -> None:
    http().complete("s", "u", SCHEMA)
    form = server.requests[0]["response_format"]["json_schema"]
    assert form["strict"] is True
    assert form["schema"]["additionalProperties"] is False


@pytest.mark.parametrize(
    "rejects", [[], ["json_schema"], ["json_schema", "tools"], ["json_schema", "tools", "json_object"]]
)
def test_an_answer_is_graded_over_the_wire_whatever_the_server_knows(
    server: StubOpenAI, http: Callable[..., OpenAIChat], rejects: list[str]
) -> None:
    server.rejects = dict.fromkeys(rejects, 500)
    said = {"point": 1, "quote": "换刹车片要成对换", "verdict": "covered", "remark": ""}
    server.reply = lambda _: json.dumps({"verdicts": [said], "false_claims": []})
    question = Question(
        "刹车片怎么换？", "s", "刹车", (KeyPoint("p", "刹车片成对更换", None),), "刹车片成对更换。", "zh"
    )
    assessment = LLMGrader(http()).grade(question, "换刹车片要成对换，还要看碟片。")
    assert (assessment.score, assessment.model) == (100, "some-model")


def test_who_watches_sees_the_text_grow_to_the_whole_reply(says: Make) -> None:
    model = says({"mark": 7, "word": "seven"})
    model.complete("system", "user", SCHEMA)
    seen: list[str] = []
    reply = model.complete("system", "user", SCHEMA, watch=seen.append)
    assert reply.data == {"mark": 7, "word": "seven"}
    assert len(seen) > 1
    assert all(later.startswith(earlier) for earlier, later in pairwise(seen))


def test_a_watched_reply_whose_stream_breaks_off_is_asked_for_again_without(
    server: StubOpenAI, http: Callable[..., OpenAIChat]
) -> None:
    server.reply = lambda _: json.dumps({"mark": 7, "word": "seven"})
    model = http()
    model.complete("system", "user", SCHEMA)
    server.will(Cut())
    assert model.complete("system", "user", SCHEMA, watch=lambda _: None).data == {"mark": 7, "word": "seven"}
