"""What a report consists of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interviewer.domain.assessment import Assessment, Band, FallbackReason, Verdict, VerdictKind
from interviewer.domain.delivery import Delivery
from interviewer.domain.incident import WorkOrder
from interviewer.domain.notes import SourceLines
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Course, FollowUpTurn, Mode, TurnState
from interviewer.domain.usage import Usage
from interviewer.services.report_opening import Opening
from interviewer.services.report_parts import (
    NOTHING_SCORED,
    AreaReport,
    Comparison,
    Fix,
    Headline,
    Strength,
    TimelineEntry,
)


@dataclass(frozen=True, slots=True)
class PointTally:
    """How many key points of graded answers got which verdict; `recovered` ones were won back by a follow-up."""

    covered: int
    partial: int
    missed: int
    contradicted: int
    false_claims: int
    recovered: int


@dataclass(frozen=True, slots=True)
class FollowUpReport:
    """A follow-up and what came of it; `answer` is None while open and empty when skipped.

    `seconds` as in QuestionReport.
    """

    turn: FollowUpTurn
    recovered: bool
    seconds: float | None

    @property
    def hints(self) -> tuple[str, ...]:
        return self.turn.course.hints


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """One question of the session; `number` is 1-based, `source` spans the lines of its key points.

    `seconds` is the time for thinking and answering without pauses; None where there is none or it was not kept.
    `work_order` is how the answer went about an incident, in a drill; it is no part of the score.
    """

    number: int
    question: Question
    topic: str
    state: TurnState
    answer: str
    assessment: Assessment | None
    follow_ups: tuple[FollowUpReport, ...]
    source: SourceLines | None
    seconds: float | None
    course: Course
    work_order: WorkOrder | None = None

    @property
    def hints(self) -> int:
        """How many were given, with those in follow-ups."""
        return len(self.course.hints) + sum(len(each.hints) for each in self.follow_ups)

    @property
    def score(self) -> int | None:
        """0..100; None when it was skipped, is not answered or graded yet, or could not be graded."""
        return self.assessment.score if self.assessment else None

    @property
    def unscored(self) -> bool:
        """Whether grading was tried and failed."""
        return self.assessment is not None and self.assessment.unscored_reason is not None

    @property
    def still_lost(self) -> tuple[Verdict, ...]:
        """The verdicts on points that neither the answer nor a follow-up got, in the note's order."""
        recovered = {each.turn.follow_up.key_point.id for each in self.follow_ups if each.recovered}
        verdicts = self.assessment.verdicts if self.assessment else ()
        return tuple(v for v in verdicts if v.kind != VerdictKind.COVERED and v.key_point.id not in recovered)


@dataclass(frozen=True, slots=True)
class TopicReport:
    """`score` is the mean of the topic's scored questions; None without one."""

    topic: str
    score: int | None
    questions: int
    scored: int


@dataclass(frozen=True, slots=True)
class StudyItem:
    """A section to read again, with the points that were lost."""

    path: str
    source: SourceLines | None
    score: int
    lost: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class GraderUse:
    """How many questions a grader judged; `model` is empty for the embedded one."""

    grader: str
    model: str
    questions: int


@dataclass(frozen=True, slots=True)
class Fallback:
    """The questions that the embedded grader judged in place of a model, and why."""

    reason: FallbackReason
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A session as it stands. `score` is the mean over the scored questions, follow-ups left out; None without one.

    `score_as_graded` is the same without the corrections of people.
    """

    session_id: str
    started_at: datetime
    finished_at: datetime | None
    planned: int
    score: int | None
    score_as_graded: int | None
    band: Band | None
    opening: Opening
    points: PointTally
    topics: tuple[TopicReport, ...]
    questions: tuple[QuestionReport, ...]
    study: tuple[StudyItem, ...]
    graders: tuple[GraderUse, ...]
    fallbacks: tuple[Fallback, ...]
    mode: Mode = Mode.PRACTICE
    usage: tuple[Usage, ...] = ()
    """What models were asked in all, questions and follow-ups included: one sum a model."""
    headline: Headline = NOTHING_SCORED
    areas: tuple[AreaReport, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    fixes: tuple[Fix, ...] = ()
    strengths: tuple[Strength, ...] = ()
    comparison: Comparison | None = None

    @property
    def scored(self) -> tuple[QuestionReport, ...]:
        return tuple(each for each in self.questions if each.score is not None)

    @property
    def hints(self) -> int:
        return sum(each.hints for each in self.questions)

    @property
    def seconds(self) -> float:
        """All questions and follow-ups together."""
        own = sum(each.seconds or 0.0 for each in self.questions)
        return own + sum(each.seconds or 0.0 for question in self.questions for each in question.follow_ups)

    @property
    def corrected(self) -> int:
        """How many verdicts a person set, follow-ups among them."""
        made = [each.assessment for each in self.questions]
        made += [follow_up.turn.assessment for each in self.questions for follow_up in each.follow_ups]
        return sum(len(assessment.corrected) for assessment in made if assessment)

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """How the spoken answers were spoken, those to follow-ups among them."""
        spoken = [each.course.spoken for each in self.questions]
        spoken += [follow_up.turn.course.spoken for each in self.questions for follow_up in each.follow_ups]
        return tuple(each.delivery for each in spoken if each and each.delivery)

    @property
    def skipped(self) -> tuple[QuestionReport, ...]:
        return tuple(each for each in self.questions if each.state is TurnState.SKIPPED)

    @property
    def unscored(self) -> tuple[QuestionReport, ...]:
        return tuple(each for each in self.questions if each.unscored)
