from __future__ import annotations

import pytest

from interviewer.adapters.llm_grader import LLMGrader
from interviewer.adapters.llm_writer import LLMWriter
from interviewer.adapters.scripted_chat import Line, ScriptedChat
from interviewer.domain.assessment import Assessment, FallbackReason, Verdict, VerdictKind
from interviewer.domain.notes import KeyPoint, Section, SectionStatus, SourceLines
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Style
from interviewer.services.with_fallback import FallbackGrader, FallbackWriter

POINT = KeyPoint("p", "worn pads are replaced in pairs", None)
QUESTION = Question("How do you look after brakes?", "s", "Brakes", (POINT,), "", "en")
SECTION = Section("s", ("Brakes",), SourceLines("b.md", 1, 2), "", SectionStatus.TEXT, "en", "h", key_points=(POINT,))
MISSED = Assessment((Verdict(POINT, VerdictKind.MISSED),), "llm")


class Embedded:
    """Stands for the grader and the writer that need no model."""

    name = "embedded"

    def grade(self, question: Question, answer: str) -> Assessment:
        return Assessment((Verdict(POINT, VerdictKind.PARTIAL, answer),), self.name)

    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        return QUESTION

    def rephrase(self, question: Question, *, variant: int) -> str:
        return f"wording {variant}"

    def hint(self, question: Question, answer: str, point: KeyPoint, *, step: int) -> str:
        return f"hint {step}"

    def follow_up(
        self,
        question: Question,
        answer: str,
        assessment: Assessment,
        *,
        language: str,
        nudge: bool = False,
        style: Style = Style.NEUTRAL,
    ) -> FollowUp | None:
        return FollowUp("Can you say more?", POINT, language)


def grader(*lines: Line) -> FallbackGrader:
    return FallbackGrader(LLMGrader(ScriptedChat(lines)), Embedded())


def writer(*lines: Line) -> FallbackWriter:
    return FallbackWriter(LLMWriter(ScriptedChat(lines)), Embedded())


@pytest.mark.parametrize("reason", list(FallbackReason))
def test_the_embedded_grader_answers_when_the_model_cannot_and_says_why(reason: FallbackReason) -> None:
    assessment = grader(reason, reason).grade(QUESTION, "I change both")
    assert (assessment.grader, assessment.fallback_reason) == ("embedded", reason)
    assert assessment.score == 50


def test_a_model_that_answers_needs_no_fallback() -> None:
    verdict = {"point": 1, "quote": "I change both", "verdict": "covered", "remark": ""}
    assessment = grader({"verdicts": [verdict], "false_claims": []}).grade(QUESTION, "I change both")
    assert (assessment.grader, assessment.fallback_reason, assessment.score) == ("llm", None, 100)


def test_it_is_known_by_the_grader_that_was_chosen() -> None:
    assert grader().name == "llm"


def test_the_embedded_writer_asks_when_the_model_cannot() -> None:
    made = writer(FallbackReason.RATE_LIMITED).question(SECTION, language="en")
    assert made.writer == "embedded"
    assert writer({"question": "How do you look after brakes?"}).question(SECTION, language="en").writer == "scripted"


def test_a_question_that_leaks_is_left_to_the_embedded_writer() -> None:
    leaking = {"question": "Are worn pads replaced in pairs?"}
    assert writer(leaking, leaking).question(SECTION, language="en").writer == "embedded"


def test_the_embedded_writer_follows_up_when_the_model_cannot() -> None:
    follow_up = writer(FallbackReason.TIMED_OUT).follow_up(QUESTION, "hm", MISSED, language="en")
    assert follow_up is not None
    assert follow_up.writer == "embedded"
