"""The same answer gets the same grade, once it has one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.adapters.llm_grader import LLMGrader
from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import Assessment, FallbackReason, UnscoredReason, VerdictKind, unscored
from interviewer.domain.errors import DatabaseUnavailable, ModelUnavailable
from interviewer.domain.examples import GradedExample
from interviewer.domain.notes import SourceLines
from interviewer.domain.questions import Question
from interviewer.services.cached_grading import CachedGrader, grading_anew
from interviewer.services.with_fallback import FallbackGrader
from tests.fakes import FakeAssessmentCache
from tests.samples import a_key_point, a_question

ANSWER = "从库会重放 relay log，然后就一样了"
COVERED = {"point": 1, "quote": "从库会重放 relay log", "verdict": "covered", "remark": ""}
MISSED = {"point": 1, "quote": "", "verdict": "missed", "remark": "没有说到。"}


def says(*verdicts: dict[str, object]) -> ScriptedChat:
    return ScriptedChat([{"verdicts": [each], "false_claims": []} for each in verdicts], name="gpt-5-mini")


class Examples:
    def __init__(self, *found: GradedExample) -> None:
        self.found = found

    def like(self, question: Question, answer: str) -> tuple[GradedExample, ...]:
        return self.found


def test_the_same_answer_is_not_judged_again_and_its_grade_says_so() -> None:
    model = says(COVERED, MISSED)
    grader = CachedGrader(LLMGrader(model), FakeAssessmentCache())
    first, second = grader.grade(a_question(), ANSWER), grader.grade(a_question(), ANSWER)
    assert (first.score, second.score, len(model.calls)) == (100, 100, 1)
    assert (first.from_cache, second.from_cache) == (False, True)
    assert first.usage is not None
    assert second.usage is not None
    assert (first.usage.calls, second.usage.calls, second.usage.tokens) == (1, 0, 0)
    assert second == replace(first, usage=second.usage, from_cache=True)


@pytest.mark.parametrize(
    "other",
    [
        a_question(text="换一个问题？"),
        a_question(language="en"),
        a_question(reference="别的笔记"),
        a_question(key_points=(a_key_point(text="别的要点"),)),
        a_question(key_points=(a_key_point(), a_key_point("b"))),
    ],
)
def test_another_question_is_another_matter(other: Question) -> None:
    grader = LLMGrader(says())
    assert grader.key(other, ANSWER) != grader.key(a_question(), ANSWER)


def test_another_answer_model_or_example_is_another_matter() -> None:
    grader = LLMGrader(says())
    key = grader.key(a_question(), ANSWER)
    example = GradedExample("要点", "原话", VerdictKind.COVERED, "理由")
    others = [
        grader.key(a_question(), ANSWER + "。"),
        LLMGrader(ScriptedChat([], name="other")).key(a_question(), ANSWER),
        LLMGrader(says(), examples=Examples(example)).key(a_question(), ANSWER),
        LLMGrader(says(), examples=Examples(replace(example, verdict=VerdictKind.MISSED))).key(a_question(), ANSWER),
    ]
    assert len({key, *others}) == 5
    assert LLMGrader(says(), examples=Examples()).key(a_question(), ANSWER) == key


def test_where_the_lines_of_a_point_moved_the_grade_cites_them_as_they_are_now() -> None:
    grader = CachedGrader(LLMGrader(says(COVERED)), FakeAssessmentCache())
    grader.grade(a_question(), ANSWER)
    moved = a_key_point(source=SourceLines("mysql.md", 40, 41), weight=2.0)
    (verdict,) = grader.grade(a_question(key_points=(moved,)), ANSWER).verdicts
    assert verdict.key_point == moved


def test_a_grade_can_be_made_anew_and_takes_the_place_of_the_old_one() -> None:
    grader = CachedGrader(LLMGrader(says(COVERED, MISSED)), FakeAssessmentCache())
    grader.grade(a_question(), ANSWER)
    with grading_anew():
        assert grader.grade(a_question(), ANSWER).score == 0
    assert grader.grade(a_question(), ANSWER).score == 0


class Embedded:
    name = "embedded"

    def grade(self, question: Question, answer: str) -> Assessment:
        return Assessment((), self.name)


def test_what_the_stand_in_graded_is_never_kept() -> None:
    cache = FakeAssessmentCache()
    model = ScriptedChat([FallbackReason.TIMED_OUT, {"verdicts": [COVERED], "false_claims": []}])
    grader = FallbackGrader(CachedGrader(LLMGrader(model), cache), Embedded())
    assert grader.grade(a_question(), ANSWER).fallback_reason is FallbackReason.TIMED_OUT
    assert cache.kept == {}
    assert grader.grade(a_question(), ANSWER).grader == "llm"
    assert len(cache.kept) == 1


def test_an_unscored_answer_is_not_kept() -> None:
    cache = FakeAssessmentCache()
    assert CachedGrader(LLMGrader(says()), cache).grade(a_question(key_points=()), ANSWER).unscored_reason is (
        UnscoredReason.NO_KEY_POINTS
    )
    assert cache.kept == {}
    assert unscored(UnscoredReason.NO_KEY_POINTS, "llm").from_cache is False


class Gone:
    """A database that cannot be reached."""

    def find(self, key: str) -> Assessment | None:
        raise DatabaseUnavailable(url="x")

    def keep(self, key: str, assessment: Assessment) -> None:
        raise DatabaseUnavailable(url="x")


def test_where_nothing_can_be_kept_it_grades_all_the_same() -> None:
    assert CachedGrader(LLMGrader(says(COVERED)), Gone()).grade(a_question(), ANSWER).score == 100
    with pytest.raises(ModelUnavailable):
        CachedGrader(LLMGrader(says()), Gone()).grade(a_question(), ANSWER)
