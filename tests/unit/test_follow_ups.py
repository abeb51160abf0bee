"""Which point a follow-up goes after, and what it must not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.domain.assessment import Assessment, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.notes import KeyPoint
from interviewer.domain.probing import leaked_terms, leaks, worst_point

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED


def point(text: str = "大量 key 同时过期", weight: float = 1.0) -> KeyPoint:
    return KeyPoint(text, text, None, weight)


def assessed(*verdicts: tuple[VerdictKind, float]) -> Assessment:
    return Assessment(tuple(Verdict(point(str(n), weight), kind) for n, (kind, weight) in enumerate(verdicts)), "fake")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([(MISSED, 1), (CONTRADICTED, 1), (PARTIAL, 1)], "1"),
        ([(PARTIAL, 5), (COVERED, 1), (MISSED, 1)], "2"),
        ([(MISSED, 1), (MISSED, 2), (MISSED, 2)], "1"),
        ([(COVERED, 1), (PARTIAL, 1), (PARTIAL, 1)], "1"),
    ],
)
def test_the_worst_point_is_contradicted_then_missed_then_partial_and_the_heavier_first(
    verdicts: list[tuple[VerdictKind, float]], expected: str
) -> None:
    worst = worst_point(assessed(*verdicts))
    assert worst is not None
    assert worst.key_point.id == expected


def test_nothing_is_worst_when_all_is_covered_or_nothing_was_graded() -> None:
    assert worst_point(assessed((COVERED, 1), (COVERED, 2))) is None
    assert worst_point(unscored(UnscoredReason.GRADER_FAILED, "fake")) is None


def test_a_specific_term_of_the_point_gives_it_away() -> None:
    assert leaked_terms("会不会加一点随机的成分？", point("过期时间加随机抖动"), "") == {"随机"}
    assert leaks("Would you add jitter?", point("add some jitter to the TTL"), "")
    assert leaks("是不是要记住 10051？", point("agent 连接 server 的 10051 端口"), "")


def test_what_was_said_or_shown_before_may_be_repeated() -> None:
    assert not leaks("你说的随机是怎么做的？", point("过期时间加随机抖动"), "过期时间设成随机的")
    assert not leaks("Which jitter would you pick?", point("add some jitter to the TTL"), "I would use JITTER.")


def test_words_that_any_question_uses_give_nothing_away() -> None:
    about = point("如果数据过期，系统通过其他组件处理这个问题，这是主要的作用")
    assert not leaks("如果出现这种情况，还有哪些组件，它的主要作用是什么？", about, "")
    assert not leaks("How does it work, and which parts does it need?", point("the parts work after each step"), "")


def test_forms_of_an_english_word_are_one_term() -> None:
    assert leaks("What about replication?", point("replicating the log to followers"), "")


def test_width_and_case_do_not_hide_a_leak() -> None:
    assert leaks("ＢＩＮＬＯＧ 在哪里？", point("主库写 binlog"), "")


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_that_was_allowed_never_leaks(text: str, secret: str) -> None:
    assert not leaks(text, point(secret), text)
