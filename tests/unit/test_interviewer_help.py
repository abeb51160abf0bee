"""Rephrasings, hints, nudges and styles: other words and directions, never the point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import KeyPoint
from interviewer.domain.probing import leaked_terms
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Style
from tests.unit.test_embedded_writer import ANSWER, POINTS, section

WRITER = EmbeddedWriter()
ENGLISH_POINTS = (
    "the replica pulls the binlog from the source",
    "a lease expires after 15 seconds by default",
    "because writes go to disk it survives a crash",
    "Scheduler: picks a node for each pod",
    "use a token that only the owner may revoke",
)


def asked(text: str, path: str = "Redis / 缓存", language: str = "zh") -> Question:
    return Question(text, "s1", path, (), "", language)


def nudged(point: str, kind: VerdictKind, quote: str, *, language: str = "zh", **how: object) -> FollowUp:
    verdict = Verdict(KeyPoint(point, point, None), kind, quote)
    question = asked("说说缓存。" if language == "zh" else "Tell me about caching.", language=language)
    found = WRITER.follow_up(question, ANSWER, Assessment((verdict,), "fake"), language=language, nudge=True, **how)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize("kind", [VerdictKind.MISSED, VerdictKind.PARTIAL, VerdictKind.CONTRADICTED])
@pytest.mark.parametrize(("language", "point"), [("zh", p) for p in POINTS] + [("en", p) for p in ENGLISH_POINTS])
def test_a_nudge_gives_a_direction_and_no_word_of_the_point(kind: VerdictKind, language: str, point: str) -> None:
    quote = "" if kind is VerdictKind.MISSED else "缓存没了"
    found = nudged(point, kind, quote, language=language)
    assert not leaked_terms(found.text, found.key_point, f"说说缓存。\nRedis / 缓存\n{ANSWER}")
    assert quote in found.text


def test_a_nudge_says_more_than_the_first_follow_up() -> None:
    verdict = Verdict(KeyPoint("k", "默认阈值是 500 毫秒", None), VerdictKind.MISSED)
    made = Assessment((verdict,), "fake")
    first = WRITER.follow_up(asked("说说缓存。"), ANSWER, made, language="zh")
    second = WRITER.follow_up(asked("说说缓存。"), ANSWER, made, language="zh", nudge=True)
    assert first is not None
    assert second is not None
    assert first.key_point == second.key_point
    assert not any(word in first.text for word in ("数", "量级", "上限"))
    assert any(word in second.text for word in ("数", "量级", "前提", "什么时候", "另说"))


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize(("language", "point"), [("zh", p) for p in POINTS] + [("en", p) for p in ENGLISH_POINTS])
def test_a_hint_never_says_the_point(step: int, language: str, point: str) -> None:
    question = asked("说说缓存。" if language == "zh" else "Tell me about caching.", language=language)
    text = WRITER.hint(question, "", KeyPoint("k", point, None), step=step)
    assert text
    assert not leaked_terms(text, KeyPoint("k", point, None), f"{question.text}\n{question.path}")
    assert text.isascii() is (language == "en")


def test_the_second_hint_is_another_one_and_the_same_each_time() -> None:
    point = KeyPoint("k", POINTS[2], None)
    first, second = (WRITER.hint(asked("说说缓存。"), "", point, step=step) for step in (1, 2))
    assert first != second
    assert second == WRITER.hint(asked("说说缓存。"), "", point, step=2)


def test_the_second_hint_may_lean_on_a_word_that_was_said() -> None:
    assert "Relay log" in WRITER.hint(asked("说说复制。"), ANSWER, KeyPoint("k", POINTS[2], None), step=2)


@pytest.mark.parametrize("style", [Style.FRIENDLY, Style.PRESSING])
@pytest.mark.parametrize("nudge", [False, True])
def test_a_style_changes_how_it_begins_and_nothing_else(style: Style, nudge: bool) -> None:
    verdict = Verdict(KeyPoint("k", POINTS[1], None), VerdictKind.PARTIAL, "缓存没了")
    made = Assessment((verdict,), "fake")
    plain = WRITER.follow_up(asked("说说缓存。"), ANSWER, made, language="zh", nudge=nudge)
    styled = WRITER.follow_up(asked("说说缓存。"), ANSWER, made, language="zh", nudge=nudge, style=style)
    assert plain is not None
    assert styled is not None
    assert styled.text.endswith(plain.text)
    assert len(styled.text) > len(plain.text)


def test_a_question_worded_from_its_heading_is_worded_anew_from_it() -> None:
    question = WRITER.question(section(("Database", "Redis", "数据类型")), language="zh", variant=1)
    texts = [WRITER.rephrase(question, variant=each) for each in range(5)]
    assert len(set(texts)) == 5
    assert all("Redis 的数据类型" in text and question.text not in text for text in texts)


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("缓存雪崩是怎么发生的，上线前怎么防？", "zh", ("缓存雪崩是怎么发生的？", "上线前怎么防？")),
        ("接口突然变慢，你怎么定位？", "zh", ("接口突然变慢。", "你怎么定位？")),
        (
            "How do deadlocks arise, and how do you make them rarer?",
            "en",
            ("How do deadlocks arise?", "How do you make them rarer?"),
        ),
        ("Replicas go up and down. How do you calm the HPA?", "en", ("Replicas go up and down.", "How do you calm")),
    ],
)
def test_a_question_of_its_own_words_is_taken_apart(text: str, language: str, parts: tuple[str, ...]) -> None:
    rephrased = WRITER.rephrase(asked(text, language=language), variant=0)
    assert rephrased != text
    assert all(part in rephrased for part in parts)


def test_what_was_only_said_around_a_question_is_not_repeated() -> None:
    for variant in range(3):
        assert "慢慢想" not in WRITER.rephrase(asked("下面这题可以慢慢想：为什么快？"), variant=variant)


@given(st.text(min_size=1, max_size=60), st.integers(0, 20), st.sampled_from(["zh", "en"]))
def test_any_question_can_be_rephrased(text: str, variant: int, language: str) -> None:
    assert WRITER.rephrase(asked(text, language=language), variant=variant)
