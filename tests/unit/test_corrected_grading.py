"""What the embedded grader learns from corrections, and what nobody can make it learn."""

from __future__ import annotations

from dataclasses import replace
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.adapters.embedded_grader import EmbeddedGrader
from interviewer.adapters.embedded_grader.corrected import MOST_SHIFT, Bench, after_corrections
from interviewer.adapters.embedded_grader.wording import likeness, mended
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.domain.assessment import Verdict, VerdictKind
from interviewer.domain.corrections import Correction
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.domain.quotes import accepted
from interviewer.domain.verdicts import VerdictPlace
from tests.samples import a_correction

COVERED, PARTIAL, MISSED, CONTRADICTED = VerdictKind
POINTS = (
    KeyPoint("p1", "熔断器在错误率超过阈值后直接拒绝请求", None),
    KeyPoint("p2", "半开状态放行少量请求来探测下游是否恢复", None),
    KeyPoint("p3", "限流按令牌桶控制每秒放行的请求数", None),
)
WORDS = "保险丝烧断以后，谁来都不接"
OTHER = "我们线上用的是网关，配置写在控制台里。"
EMBEDDER = Usem3Embedder(threads=1)


def question(*points: KeyPoint, section: str = "s1") -> Question:
    return Question("讲讲熔断和限流。", section, "治理 / 熔断", points or POINTS, "", "zh")


def correction(said: str = WORDS, wanted: VerdictKind = COVERED, point: KeyPoint = POINTS[0], **fields) -> Correction:
    place = VerdictPlace("session1", "turn1", point.id)
    values = {"key_point": point.text, "place": place, "said": said, "wanted": wanted} | fields
    return a_correction(**values)


def graded(answer: str, *corrections: Correction, to: Question | None = None) -> dict[str, Verdict]:
    grader = EmbeddedGrader(EMBEDDER, corrections=lambda: corrections)
    return {each.key_point.id: each for each in grader.grade(to or question(), answer).verdicts}


def kinds(found: dict[str, Verdict]) -> list[VerdictKind]:
    return [each.kind for each in found.values()]


def test_the_same_words_get_the_corrected_verdict_and_say_why():
    answer = f"{WORDS}。{OTHER}"
    assert graded(answer)["p1"].kind is not COVERED
    verdict = graded(answer, correction())["p1"]
    assert (verdict.kind, verdict.quote) == (COVERED, WORDS)
    assert WORDS in verdict.remark
    assert accepted(verdict.quote, answer) == verdict.quote


def test_a_long_answer_is_compared_with_corrections_in_reasonable_time():
    answer = "，".join(f"第{at}次我们换了个说法来讲这件事" for at in range(300)) + f"。{WORDS}。"
    started = thread_time()
    assert graded(answer, correction())["p1"].kind is COVERED
    assert thread_time() - started < 10  # 1 s here; a look-up of every slice took a minute


def test_fillers_and_marks_make_no_difference():
    assert graded(f"嗯保险丝烧断以后呢，就谁来都不接了。{OTHER}", correction())["p1"].kind is COVERED


def test_words_that_were_taken_for_the_point_are_not_taken_again():
    said = "熔断器在错误率超过阈值后就拒绝请求"
    answer = f"{said}。{OTHER}"
    assert graded(answer)["p1"].kind is COVERED
    verdict = graded(answer, correction(said, MISSED))["p1"]
    assert (verdict.kind, verdict.quote) == (MISSED, "")
    assert said in verdict.remark


def test_a_quote_of_two_clauses_is_recognised_as_well():
    said = "熔断器在错误率超过阈值以后，就直接拒绝请求"
    answer = f"{said}。{OTHER}"
    assert graded(answer)["p1"].quote == said
    assert graded(answer, correction(said, MISSED))["p1"].kind is MISSED


def test_other_words_of_the_same_answer_may_still_earn_the_point():
    said = "熔断器在错误率超过阈值后就拒绝请求"
    again = "错误率一旦超过阈值，熔断器直接拒绝所有请求"
    verdict = graded(f"{said}。{again}。{OTHER}", correction(said, MISSED))["p1"]
    assert verdict.kind is COVERED
    assert verdict.quote != said


@pytest.mark.parametrize(
    "answer",
    [
        OTHER,
        f"保险丝没烧断以后，谁来都接。{OTHER}",  # denied
        f"谁来都不接，保险丝以后烧断。{OTHER}",  # another order
        f"电线烧断以后，谁来都不接。{OTHER}",  # another thing in its place
        f"接 不 谁 烧断 保险丝 都。{OTHER}",  # the words alone
        f"保险丝是家里的东西。后来谁来都行。{OTHER}",
        "讲讲熔断和限流。" + OTHER,
    ],
)
def test_no_correction_talks_marks_out_of_other_words(answer):
    many = [correction(), correction(point=POINTS[1]), correction("请求", COVERED), correction("接", COVERED)]
    plain = EmbeddedGrader(EMBEDDER).grade(question(), answer)
    assert EmbeddedGrader(EMBEDDER, corrections=lambda: many).grade(question(), answer) == plain


def test_a_correction_counts_for_its_own_point_only():
    found = graded(f"{WORDS}。{OTHER}", correction())
    assert found["p2"].kind is MISSED
    assert found["p3"].kind is MISSED


def test_the_same_point_of_another_section_learns_too_and_another_point_with_that_id_does_not():
    elsewhere = replace(POINTS[0], id="q7")
    other = KeyPoint("p1", "容器的可写层在删除容器时丢失", None)
    answer = f"{WORDS}。{OTHER}"
    assert graded(answer, correction(), to=question(elsewhere, *POINTS[1:], section="s2"))["q7"].kind is COVERED
    assert graded(answer, correction(), to=question(other, *POINTS[1:], section="s2"))["p1"].kind is MISSED


def test_a_point_that_was_mended_keeps_its_corrections_and_one_that_changed_its_meaning_does_not():
    answer = f"{WORDS}。{OTHER}"
    mended_point = replace(POINTS[0], text="熔断器在错误率超过阈值之后会直接拒绝请求")
    turned = replace(POINTS[0], text="熔断器在错误率超过阈值后不拒绝请求")
    assert graded(answer, correction(), to=question(mended_point, *POINTS[1:]))["p1"].kind is COVERED
    assert graded(answer, correction(), to=question(turned, *POINTS[1:]))["p1"].kind is not COVERED


def test_a_question_that_comes_from_no_note_is_judged_without_corrections():
    answer = f"{WORDS}。{OTHER}"
    assert graded(answer, correction(), to=question(section="")) == graded(answer, to=question(section=""))


def test_the_newest_of_two_corrections_on_the_same_words_counts():
    answer = f"{WORDS}。{OTHER}"
    assert graded(answer, correction(wanted=PARTIAL), correction(wanted=COVERED))["p1"].kind is PARTIAL


def test_what_was_said_the_wrong_way_round_is_not_outweighed_by_corrected_words():
    answer = f"熔断器在错误率超过阈值后不会拒绝请求。{WORDS}。"
    assert graded(answer)["p1"].kind is CONTRADICTED
    assert graded(answer, correction())["p1"].kind is CONTRADICTED


def test_a_wrong_contradiction_is_lifted_by_a_correction_on_its_words():
    said = "熔断器在错误率超过阈值后不会拒绝请求"
    assert graded(f"{said}。{OTHER}", correction(said, PARTIAL, given=CONTRADICTED))["p1"].kind is PARTIAL


def bench(alone: float) -> Bench:
    def kind(stated: float) -> VerdictKind:
        return COVERED if stated >= 0.45 else PARTIAL if stated >= 0.3 else MISSED

    return Bench(kind, lambda point, words: alone, lambda point, words: Verdict(point, MISSED))


def near(kind: VerdictKind, wanted: VerdictKind, probability: float) -> Verdict:
    """A verdict on words that say a little more than corrected ones."""
    said = "半开状态放行几个请求探测下游"
    answer = f"{said}服务。{OTHER}"
    quote = "" if kind is MISSED else f"{said}服务"
    verdict = Verdict(POINTS[1], kind, quote, probability)
    known = [correction(said, wanted, POINTS[1])]
    return after_corrections(lambda: known, question(), answer, [verdict], bench(probability))[0]


@pytest.mark.parametrize(
    ("kind", "wanted", "probability", "after"),
    [
        (MISSED, COVERED, 0.02, MISSED),  # the grader finds nothing in them
        (MISSED, COVERED, 0.28, PARTIAL),  # one step, not two
        (PARTIAL, COVERED, 0.4, COVERED),
        (PARTIAL, PARTIAL, 0.4, PARTIAL),
        (COVERED, MISSED, 0.5, PARTIAL),
        (COVERED, MISSED, 0.99, COVERED),  # too sure for the shift
        (PARTIAL, MISSED, 0.35, MISSED),
    ],
)
def test_words_that_say_a_little_more_move_by_one_step_at_most(kind, wanted, probability, after):
    verdict = near(kind, wanted, probability)
    assert verdict.kind is after
    assert bool(verdict.remark) == (kind is not after)
    assert bool(verdict.quote) == (after is not MISSED)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([COVERED, PARTIAL, MISSED]), st.sampled_from(VerdictKind), st.floats(0, 1))
def test_the_shift_is_bounded(kind, wanted, probability):
    from math import log

    after = near(kind, wanted, probability)
    odds = [
        log(max(1e-6, min(1 - 1e-6, p)) / (1 - max(1e-6, min(1 - 1e-6, p)))) for p in (probability, after.probability)
    ]
    assert abs(odds[1] - odds[0]) <= MOST_SHIFT + 1e-6
    steps = [MISSED, PARTIAL, COVERED]
    assert after.kind in steps
    assert abs(steps.index(after.kind) - steps.index(kind)) <= 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("从库重放主库的日志", "从库呢就重放主库的日志", True),
        ("从库重放主库的日志", "主库重放从库的日志", False),
        ("从库重放日志", "从库不重放日志", False),
        ("超时设为 3 秒", "超时设为 5 秒", False),
        ("a replica replays the log", "the replica just replays the logs", True),
        ("a replica replays the log", "a primary replays the log", False),
        ("", "", False),
    ],
)
def test_the_same_words_are_told_from_other_ones(one, other, alike):
    assert (likeness(one, other) >= 0.6) is alike
    assert likeness(one, other) == likeness(other, one)


@given(st.text("从主库不只重放日志 ab3。，", max_size=20), st.text("从主库不只重放日志 ab3。，", max_size=20))
def test_likeness_is_a_share_and_symmetric(one, other):
    assert 0.0 <= likeness(one, other) == likeness(other, one) <= 1.0


def test_a_mended_point_is_told_from_one_that_states_something_else():
    assert mended("默认有 16 个库", "缺省有 16 个库")
    assert not mended("默认有 16 个库", "默认有 8 个库")
    assert not mended("重启后数据还在", "重启后数据不在")
