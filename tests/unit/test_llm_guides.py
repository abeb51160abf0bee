"""Ladders, anchors and red flags by a model: over real HTTP, and checked before anybody sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from interviewer.adapters.guide_checks import fault_in, strange_terms
from interviewer.adapters.llm_guides import LLMGuides
from interviewer.adapters.openai_chat import OpenAIChat
from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.desk import TEMPLATES, Anchors, Guide, Rung, SetQuestion, Step
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.notes import KeyPoint
from interviewer.prompting import FOLDER
from interviewer.services.desk.asked import as_question
from interviewer.services.desk.guiding import Guiding, open_to_a_model
from tests.samples import a_question_set
from tests.stub_openai import KEY, Cut, Garbage, Refusal, Slow, Status, StubOpenAI, Text

POINTS = (
    KeyPoint("a", "从库的 IO 线程向主库请求 binlog", None),
    KeyPoint("b", "SQL 线程重放 relay log", None),
    KeyPoint("c", "半同步至少等一个从库确认，超时退回异步", None),
)
QUESTION = SetQuestion(
    "q",
    "MySQL 主从复制是怎么做的？",
    "s",
    "MySQL / 主从复制",
    key_points=POINTS,
    ladder=(Rung(Step.RECALL, "模板？"),),
    reference="\n".join(point.text for point in POINTS) + "\nGTID 用来定位 <notes>",
    drafted_by=TEMPLATES,
)
GOOD: dict[str, Any] = {
    "ladder": [
        {"step": "trouble", "point": 3, "ask": "那一头迟迟没有回音，这边怎么办，会付出什么？"},
        {"step": "recall", "point": 1, "ask": "两边是谁先开口，要的是什么？"},
        {"step": "mechanism", "point": 2, "ask": "拿到以后，到真正生效还隔着什么？"},
    ],
    "anchors": {
        "weak": "知道有主从，说不出谁找谁，一追问就停住。",
        "good": "讲清从库的 IO 线程向主库请求 binlog，SQL 线程重放 relay log。",
        "excellent": "还说得出半同步等几个从库确认，超时以后退回异步，并知道这意味着可能丢失。",
    },
    "red_flags": ["说主库把 binlog 推给从库", "以为布隆过滤器能防主从延迟", "以为半同步永远不会退回异步"],
}


def changed(**parts: Any) -> dict[str, Any]:
    return {**deepcopy(GOOD), **parts}


def anchors(**parts: str) -> dict[str, Any]:
    return changed(anchors={**GOOD["anchors"], **parts})


def ladder(at: int, **parts: Any) -> dict[str, Any]:
    rungs = deepcopy(GOOD["ladder"])
    rungs[at] |= parts
    return changed(ladder=rungs)


def guide(*lines: Any) -> Guide:
    return LLMGuides(ScriptedChat(lines)).guide(as_question(QUESTION, "zh"))


@pytest.fixture
def server() -> Iterator[StubOpenAI]:
    with StubOpenAI(lambda _: json.dumps(GOOD)) as running:
        yield running


def guiding(server: StubOpenAI, timeout: float = 5) -> Guiding:
    chat = OpenAIChat(model="m", api_key=KEY, base_url=server.url, timeout_seconds=timeout, sleep=lambda _: None)
    return Guiding(LLMGuides(chat))


def test_a_model_writes_ladder_anchors_and_red_flags_and_is_named_as_their_writer(server: StubOpenAI) -> None:
    made = guiding(server).guided(QUESTION, "zh")
    assert [(rung.step, rung.aims_at) for rung in made.ladder] == list(zip(Step, "abc", strict=True))
    assert made.anchors.good == GOOD["anchors"]["good"]
    assert made.has_models_draft
    assert made.drafted_by == "m"
    assert made.draft_failed == ""


def test_a_red_flag_about_what_the_section_does_not_have_is_left_out(server: StubOpenAI) -> None:
    made = guiding(server).guided(QUESTION, "zh")
    assert made.red_flags == (GOOD["red_flags"][0], GOOD["red_flags"][2])


def test_the_section_goes_out_as_data(server: StubOpenAI) -> None:
    guiding(server).guided(QUESTION, "zh")
    sent = server.requests[0]["messages"][-1]["content"]
    assert "GTID 用来定位 ＜notes＞" in sent
    assert "2. SQL 线程重放 relay log" in sent


@pytest.mark.parametrize(
    "bad",
    [
        ladder(1, ask="是不是 IO 线程去要 binlog？"),
        ladder(1, ask=QUESTION.text),
        ladder(1, ask=""),
        ladder(1, ask="Who asks first, and for what?"),
        ladder(1, point=9),
        ladder(1, point=3),
        ladder(1, step="trouble"),
        changed(ladder=GOOD["ladder"][:2]),
        anchors(good="讲清从库拉取 binlog，再用 XtraBackup 校验。"),
        anchors(good="讲清从库拉取 binlog，并说到 17 秒的延迟。"),
        anchors(excellent="还会提到一致性哈希和从库的关系。"),
        anchors(excellent="讲得完整，很有条理，有自己的经历。"),
        anchors(weak="字" * 400),
        anchors(weak=GOOD["anchors"]["good"]),
        changed(red_flags=["只会背名词"]),
        changed(red_flags=[]),
    ],
)
def test_what_may_not_stand_there_is_asked_for_again_and_then_given_up(bad: dict[str, Any]) -> None:
    assert guide(bad, GOOD).red_flags
    with pytest.raises(ModelUnavailable) as caught:
        guide(bad, bad)
    assert caught.value.details["reason"] is FallbackReason.UNUSABLE_REPLY


def test_a_second_try_is_told_what_was_wrong() -> None:
    model = ScriptedChat([ladder(1, ask="是不是 IO 线程去要 binlog？"), GOOD])
    LLMGuides(model).guide(as_question(QUESTION, "zh"))
    assert "binlog" in model.calls[1].user.rpartition("recall 透露了要点里的词")[2]


@pytest.mark.parametrize(
    ("acts", "reason"),
    [
        ((Refusal(),), "refused"),
        ((Status(429),) * 8, "rate_limited"),
        ((Status(401),), "wrong_key"),
        ((Status(500),) * 8, "server_error"),
        ((Garbage(), Garbage()), "unusable_reply"),
        ((Text("我想想"), Text("{}")), "unusable_reply"),
        ((Cut(), Cut()), "unusable_reply"),
        ((Slow(1.0),), "timed_out"),
    ],
)
def test_where_the_model_fails_what_was_there_stays_and_the_reason_is_kept(
    server: StubOpenAI, acts: tuple[Any, ...], reason: str
) -> None:
    server.will(*acts)
    made = guiding(server, timeout=0.3).guided(QUESTION, "zh")
    assert made == replace(QUESTION, draft_failed=reason)


def test_after_a_failure_that_is_not_the_questions_the_model_is_not_asked_again() -> None:
    model = ScriptedChat([FallbackReason.WRONG_KEY] * 40)
    many = a_question_set(questions=tuple(replace(QUESTION, id=str(at)) for at in range(20)))
    made = list(Guiding(LLMGuides(model)).each(many))
    assert {each.draft_failed for each in made} == {"wrong_key"}
    assert len(made) == 20
    assert len(model.calls) < 10


def test_one_bad_reply_leaves_the_others_alone() -> None:
    def reply(call: Any) -> Any:
        return "no" if "第二题" in call.user else GOOD

    both = a_question_set(questions=(QUESTION, replace(QUESTION, id="r", text="MySQL 主从复制，第二题？")))
    made = {each.id: each for each in Guiding(LLMGuides(ScriptedChat(reply))).each(both)}
    assert made["q"].has_models_draft
    assert made["r"].draft_failed == "unusable_reply"


def test_what_a_person_wrote_or_changed_is_not_given_to_a_model() -> None:
    drafted = QUESTION.guided(Guide(QUESTION.ladder, Anchors("a", "b", "c"), ("d",), "m"))
    mine = replace(drafted, red_flags=("mine",)).edited(drafted)
    own = SetQuestion("own", "讲一次故障", own=True)
    asked = (replace(QUESTION, id="1"), replace(drafted, id="2"), replace(mine, id="3"), own)
    assert [each.id for each in open_to_a_model(a_question_set(questions=asked))] == ["1", "2"]


def test_a_draft_stays_the_models_while_only_the_question_is_changed() -> None:
    drafted = QUESTION.guided(Guide(QUESTION.ladder, Anchors(), (), "m"))
    assert replace(drafted, minutes=9).edited(drafted).has_models_draft


@pytest.mark.parametrize(
    ("text", "section", "strange"),
    [
        ("从库拉取二进制日志", "The replica pulls the binlog", []),
        ("say why it costs memory", "Snapshots are kept", []),
        ("用 Raft 选主", "用 Paxos 选主", ["Raft"]),
        ("Needs HAProxy for that", "A proxy is needed", ["haproxy"]),
        ("超时后降级，会丢失数据", "等待从库确认，失败就退回", []),
        ("靠熔断、降级和限流", "等待从库确认，失败就退回", ["熔断", "降级", "限流"]),
    ],
)
def test_terms_that_the_section_has_under_no_name_are_strange(text: str, section: str, strange: list[str]) -> None:
    assert [each.casefold() for each in strange_terms(text, section)] == sorted(each.casefold() for each in strange)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_in_the_prompt_keeps_its_own_rules(language: str) -> None:
    text = (FOLDER / language / "guide.md").read_text("utf-8")
    example = json.loads(next(line for line in text.splitlines() if line.startswith('{"ladder"')))
    told = next(line for line in text.splitlines() if line.startswith(("例：", "Example:")))
    facts = told.partition("1. ")[2].rstrip('”"').replace(" 2. ", "\n").replace(" 3. ", "\n").splitlines()
    heading = "数据库 / 索引" if language == "zh" else "Database / Indexes"
    points = tuple(KeyPoint(str(at), fact, None) for at, fact in enumerate(facts))
    asked = SetQuestion("q", heading, path=heading, key_points=points)
    model = ScriptedChat([example])
    made = LLMGuides(model).guide(as_question(asked, language))
    assert fault_in(made, as_question(asked, language), language) == ""
    assert len(model.calls) == 1
    assert len(made.red_flags) == len(example["red_flags"])
