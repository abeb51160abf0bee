"""A refiner keeps its promises on every chat model: the scripted one, and one on a server over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ingest.parse import parse_note
from interviewer.adapters.llm_refiner import LLMRefiner
from interviewer.adapters.openai_chat import OpenAIChat
from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.edits import ProposedPoint
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import KeyPointRefiner
from tests.stub_openai import KEY, StubOpenAI, Text

SECTION = parse_note("## 锁\n\n- 行锁锁住索引上的记录\n- 间隙锁防止 `[a, b]` 里的幻读\n", "mysql.md").sections[0]
ENGLISH = parse_note(
    "## Locks\n\n- Row locks lock index records\n- Gap locks prevent phantoms\n", "mysql.en.md"
).sections[0]


def reply(*points: tuple[str, int, int]) -> str:
    found = [{"text": text, "first_line": first, "last_line": last} for text, first, last in points]
    return json.dumps({"points": found}, ensure_ascii=False)


GOOD = reply(("行锁锁住索引上的记录", 1, 1), (" 间隙锁防止 ｀［a, b］｀\n里的幻读", 2, 2))
Says = Callable[..., KeyPointRefiner]


@pytest.fixture(params=["scripted", "http"])
def says(request: pytest.FixtureRequest) -> Says:
    """A refiner whose model says these things, one after the other, and then no more."""

    def make(*lines: str) -> KeyPointRefiner:
        if request.param == "scripted":
            return LLMRefiner(ScriptedChat(lines, name="some-model"))
        server: StubOpenAI = request.getfixturevalue("server")
        server.will(*[Text(line) for line in lines])
        server.reply = lambda _: "nothing more"
        return LLMRefiner(OpenAIChat("some-model", api_key=KEY, base_url=server.url, timeout_seconds=5.0))

    return make


@pytest.fixture
def server():
    with StubOpenAI() as running:
        yield running


def test_it_proposes_points_with_lines_from_0_and_says_who_made_them(says):
    proposal = says(GOOD).propose(SECTION)
    assert proposal.points == (
        ProposedPoint("行锁锁住索引上的记录", 0, 0),
        ProposedPoint("间隙锁防止 `[a, b]` 里的幻读", 1, 1),
    )
    assert proposal.model == "some-model"
    assert proposal.prompt_version
    assert proposal.usage.calls == 1


def test_each_language_has_its_prompt(says):
    versions = {says(GOOD).propose(section).prompt_version for section in (SECTION, ENGLISH)}
    assert len(versions) == 2


def test_what_is_no_use_is_asked_for_once_more(says):
    assert says(reply(("行锁", 8, 9)), GOOD).propose(SECTION).usage.calls == 2


@pytest.mark.parametrize(
    "bad", ["no", "{}", reply(), reply(*[("行锁", 1, 1)] * 30)], ids=["words", "empty", "none", "many"]
)
def test_a_model_that_says_nothing_of_use_is_unavailable(says, bad):
    with pytest.raises(ModelUnavailable) as raised:
        says(bad, bad).propose(SECTION)
    assert raised.value.details["reason"] in (FallbackReason.UNUSABLE_REPLY, FallbackReason.UNREACHABLE)


def test_of_an_endless_section_the_beginning_is_shown():
    model = ScriptedChat([GOOD])
    endless = parse_note("## 锁\n\n" + "- 行锁锁住索引上的记录，间隙锁防止幻读\n" * 2_000, "mysql.md").sections[0]
    LLMRefiner(model).propose(endless)
    assert len(model.calls[0].user) < 20_000
