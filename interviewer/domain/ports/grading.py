"""Judging answers, and wording questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from interviewer.domain.assessment import Assessment, Verdict
from interviewer.domain.examples import GradedExample
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Style
from interviewer.domain.usage import Usage
from interviewer.domain.verdicts import AppealClaim, VerdictKind


class Grader(Protocol):
    @property
    def name(self) -> str:
        """`embedded` or `llm`."""

    def grade(self, question: Question, answer: str) -> Assessment:
        """Judge an answer that has passed the gates. Raises ModelUnavailable when it needs a model and has none."""


class KeyedGrader(Grader, Protocol):
    def key(self, question: Question, answer: str) -> str:
        """A hash of all that the grade depends on."""


class AssessmentCache(Protocol):
    """Grades by the key of all they depend on, durable when a call returns."""

    def find(self, key: str) -> Assessment | None: ...

    def keep(self, key: str, assessment: Assessment) -> None:
        """In the place of what is kept under the key."""


class ExampleStore(Protocol):
    """Verdicts that people have checked."""

    def examples(self) -> Sequence[GradedExample]: ...


class ExamplePicker(Protocol):
    def like(self, question: Question, answer: str) -> Sequence[GradedExample]:
        """The few checked verdicts that are most like what is to be judged; the same ones for the same input."""


@dataclass(frozen=True, slots=True)
class AppealReading:
    """What a model makes of an appeal: the words of the answer that bear on the point (as it quoted them), the verdict
    that it would give, and why."""

    quote: str
    kind: VerdictKind
    reason: str
    usage: Usage


class AppealReader(Protocol):
    def read(self, question: Question, answer: str, verdict: Verdict, claim: AppealClaim) -> AppealReading:
        """Raises ModelUnavailable. What it gives is a proposal: its quote is unchecked."""


class QuestionWriter(Protocol):
    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        """A question on the section. The same variant gives the same wording. Raises ModelUnavailable."""

    def rephrase(self, question: Question, *, variant: int) -> str:
        """Another wording of the same question, from variant 0 on, that gives nothing away. Raises ModelUnavailable."""

    def hint(self, question: Question, answer: str, point: KeyPoint, *, step: int) -> str:
        """Where to look for the point: step 1 a vague direction, 2 a nearer one; never the point itself.

        `answer` is what was said so far, "" before anything was. Raises ModelUnavailable.
        """

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
        """On the worst point that was not covered, or None when there is none. Raises ModelUnavailable.

        It gives no help, unless a `nudge` is asked for: that says where to look, and never the point.
        """
