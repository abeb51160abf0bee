from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.adapters.llm_writer import LLMWriter
from interviewer.adapters.scripted_chat import Line, ScriptedChat
from interviewer.domain.assessment import Assessment, FallbackReason, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.leaks import states
from interviewer.domain.notes import KeyPoint, Level, Section, SectionStatus, SourceLines
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Style

SOURCE = SourceLines("notes.md", 1, 9)
POINTS = (
    KeyPoint("p1", "大量 key 在同一时刻过期，请求全部落到数据库", SOURCE),
    KeyPoint("p2", "过期时间加上随机值", SOURCE),
    KeyPoint("p3", "热点数据分布到不同的缓存节点", SOURCE),
)
SECTION = Section(
    id="s1",
    steps=("Redis", "缓存雪崩"),
    source=SOURCE,
    text="原文",
    status=SectionStatus.TEXT,
    language="zh",
    content_hash="h",
    level=Level.SENIOR,
    key_points=POINTS,
)
ASKED = "缓存雪崩是怎么回事，怎么预防？"
LEAKING = "大量 key 在同一时刻过期，请求全部落到数据库，这叫什么？"


def says(text: str) -> Line:
    return {"question": text}


def asked(*lines: Line, language: str = "zh", variant: int = 0) -> tuple[Question, ScriptedChat]:
    model = ScriptedChat(lines)
    return LLMWriter(model).question(SECTION, language=language, variant=variant), model


def question() -> Question:
    return Question(ASKED, "s1", SECTION.path, POINTS, "原文", "zh")


def assessment(*kinds: VerdictKind, quote: str = "") -> Assessment:
    points = zip(POINTS, kinds, strict=False)
    return Assessment(tuple(Verdict(point, kind, quote) for point, kind in points), "llm")


def followed_up(
    *lines: Line, kind: VerdictKind = VerdictKind.PARTIAL, answer: str = "过期时间要打散", language: str = "zh"
) -> tuple[str, ScriptedChat]:
    model = ScriptedChat(lines)
    made = assessment(VerdictKind.COVERED, kind, VerdictKind.COVERED, quote=answer)
    follow_up = LLMWriter(model).follow_up(question(), answer, made, language=language)
    assert follow_up is not None
    return follow_up.text, model


def test_a_question_carries_the_checklist_that_was_fixed_before() -> None:
    made, model = asked(says(ASKED))
    assert (made.text, made.section_id, made.path) == (ASKED, "s1", "Redis / 缓存雪崩")
    assert (made.key_points, made.reference) == (POINTS, "原文")
    assert (made.level, made.language, made.writer) == (Level.SENIOR, "zh", "scripted")
    assert all(point.text in model.calls[0].user for point in POINTS)


def test_a_question_that_gives_a_key_point_away_is_written_anew() -> None:
    made, model = asked(says(LEAKING), says(ASKED))
    assert made.text == ASKED
    assert POINTS[0].text in model.calls[1].user.splitlines()[-1]


def test_a_question_that_leaks_twice_is_not_asked() -> None:
    with pytest.raises(ModelUnavailable) as caught:
        asked(says(LEAKING), says(LEAKING))
    assert caught.value.details["reason"] is FallbackReason.UNUSABLE_REPLY


@pytest.mark.parametrize("text", ["", "  ", "什" * 301])
def test_a_question_without_a_fitting_length_is_written_anew(text: str) -> None:
    assert asked(says(text), says(ASKED))[0].text == ASKED


def test_a_question_is_asked_in_the_language_wanted_though_the_notes_are_in_another() -> None:
    english = "What is a cache avalanche, and how would you prevent it?"
    made, model = asked(says(ASKED), says(english), language="en")
    assert (made.text, made.language) == (english, "en")
    assert "interviewer" in model.calls[0].system


def test_a_question_comes_on_one_line() -> None:
    assert asked(says("缓存雪崩是怎么回事，\n怎么预防？"))[0].text == "缓存雪崩是怎么回事， 怎么预防？"


def test_the_same_variant_gives_the_same_wording_and_another_one_another_angle() -> None:
    model = ScriptedChat([says(ASKED), says("线上缓存雪崩了，你怎么办？")])
    writer = LLMWriter(model)
    first = writer.question(SECTION, language="zh", variant=0)
    other = writer.question(SECTION, language="zh", variant=1)
    assert writer.question(SECTION, language="zh", variant=0) == replace(first, usage=None), "it costs nothing again"
    assert first.usage is not None
    assert other.text != first.text
    assert model.calls[0].user != model.calls[1].user
    assert len(model.calls) == 2


@pytest.mark.parametrize(
    ("kinds", "target"),
    [
        ((VerdictKind.MISSED, VerdictKind.CONTRADICTED, VerdictKind.PARTIAL), "p2"),
        ((VerdictKind.PARTIAL, VerdictKind.COVERED, VerdictKind.MISSED), "p3"),
        ((VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.COVERED), "p2"),
    ],
)
def test_a_follow_up_goes_after_the_worst_point(kinds: tuple[VerdictKind, ...], target: str) -> None:
    model = ScriptedChat([says("这一点能再说具体些吗？")])
    follow_up = LLMWriter(model).follow_up(question(), "嗯", assessment(*kinds), language="zh")
    assert follow_up is not None
    assert follow_up.key_point.id == target
    assert follow_up.writer == "scripted"


@pytest.mark.parametrize(
    "nothing_lost", [assessment(*[VerdictKind.COVERED] * 3), unscored(UnscoredReason.GRADER_FAILED, "llm")]
)
def test_without_a_lost_point_there_is_no_follow_up(nothing_lost: Assessment) -> None:
    model = ScriptedChat([])
    assert LLMWriter(model).follow_up(question(), "全对", nothing_lost, language="zh") is None
    assert model.calls == []


def test_a_follow_up_that_gives_the_point_away_is_written_anew() -> None:
    text, model = followed_up(says("是不是应该加上随机值？"), says("你说要打散，具体怎么做？"))
    assert text == "你说要打散，具体怎么做？"
    assert "随机" in model.calls[1].user.splitlines()[-1]


def test_a_follow_up_that_leaks_twice_is_not_asked() -> None:
    with pytest.raises(ModelUnavailable):
        followed_up(says("要不要加随机值？"), says("加一个随机值呢？"))


def test_a_follow_up_may_use_what_the_candidate_said() -> None:
    text, _ = followed_up(says("你提到随机，能说得再准一点吗？"), answer="反正随机一下")
    assert text == "你提到随机，能说得再准一点吗？"


def test_a_follow_up_is_told_the_words_the_verdict_rests_on() -> None:
    _, model = followed_up(says("再想一想，打散是什么意思？"), kind=VerdictKind.CONTRADICTED)
    assert "<quote>\n过期时间要打散\n</quote>" in model.calls[0].user
    assert "contradicted" in model.calls[0].user


@pytest.mark.parametrize(
    ("text", "point", "known", "expected"),
    [
        ("What does AOF do?", "AOF appends every write command to a log file", "Redis / AOF", False),
        (
            "Why does AOF append every write command to a log?",
            "AOF appends every write command to a log file",
            "AOF",
            True,
        ),
        ("ZeroMQ 在里面起什么作用？", "ZeroMQ", "Saltstack / ZeroMQ", False),
        ("为什么它用 ZeroMQ？", "ZeroMQ", "Saltstack / 特点", True),
        ("", "ZeroMQ", "", False),
    ],
)
def test_a_question_may_name_its_topic_and_not_state_the_point(
    text: str, point: str, known: str, expected: bool
) -> None:
    assert states(text, point, known) is expected


def test_a_nudge_is_asked_of_the_model_with_its_style() -> None:
    model = ScriptedChat([says("想想是哪个时刻？")])
    made = assessment(VerdictKind.COVERED, VerdictKind.MISSED, VerdictKind.COVERED)
    found = LLMWriter(model).follow_up(question(), "嗯", made, language="zh", nudge=True, style=Style.PRESSING)
    assert found is not None
    assert "help: direction" in model.calls[0].user
    assert "style: pressing" in model.calls[0].user


def test_another_wording_is_grounded_in_the_points_and_gives_none_away() -> None:
    model = ScriptedChat([says(LEAKING), says("说说缓存雪崩的来龙去脉，你会怎么防？")])
    assert LLMWriter(model).rephrase(question(), variant=0) == "说说缓存雪崩的来龙去脉，你会怎么防？"
    assert all(point.text in model.calls[0].user for point in POINTS)
    assert len(model.calls) == 2


def test_the_same_wording_again_is_none() -> None:
    model = ScriptedChat([says(ASKED), says("缓存雪崩，你怎么看？")])
    assert LLMWriter(model).rephrase(question(), variant=1) == "缓存雪崩，你怎么看？"


def test_a_hint_that_says_a_term_of_the_point_is_written_anew() -> None:
    model = ScriptedChat([says("想想随机值。"), says("想想时间上怎么错开。")])
    text = LLMWriter(model).hint(question(), "过期时间要打散", POINTS[1], step=2)
    assert text == "想想时间上怎么错开。"
    assert "step: 2" in model.calls[0].user


def test_a_hint_that_leaks_twice_is_not_given() -> None:
    with pytest.raises(ModelUnavailable):
        LLMWriter(ScriptedChat([says("随机？"), says("加随机值？")])).hint(question(), "", POINTS[1], step=1)
