"""An interview session: its plan, its turns, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from interviewer.domain.assessment import Assessment, VerdictKind
from interviewer.domain.notes import Level, Origin
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.speech import Spoken


class TurnState(StrEnum):
    """`answered` is saved and waits for its grade."""

    ASKED = "asked"
    ANSWERED = "answered"
    GRADED = "graded"
    SKIPPED = "skipped"


class Mode(StrEnum):
    """When feedback comes: at once, or all of it at the end."""

    PRACTICE = "practice"
    INTERVIEW = "interview"


class Style(StrEnum):
    """How the interviewer speaks. It changes words, never grades."""

    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    PRESSING = "pressing"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session will ask. Without topics it takes all; without origins both kinds of notes.

    `language` is that of the questions, `answer_language` of the answers ("" stands for the same one). `level` is None
    where any will do; an `adaptive` session asks harder after good answers and easier after bad ones. `minutes` and
    `seconds_a_question` are 0 where time is not limited. `preset` is the name of the ready-made plan that it came from.
    """

    topics: tuple[str, ...]
    origins: tuple[Origin, ...]
    question_count: int
    language: str
    section_ids: tuple[str, ...]
    answer_language: str = ""
    level: Level | None = None
    adaptive: bool = False
    minutes: int = 0
    seconds_a_question: int = 0
    mode: Mode = Mode.PRACTICE
    style: Style = Style.NEUTRAL
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count; it still goes on while `until` is None."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How it came to an answer: what help was asked for, in the order it was given, and whether it was spoken."""

    rephrased: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    spoken: Spoken | None = None


@dataclass(frozen=True, slots=True)
class FollowUpTurn:
    """A follow-up with its answer; None was said yet while `answer` is None, skipped when it is empty."""

    follow_up: FollowUp
    answer: str | None = None
    assessment: Assessment | None = None
    course: Course = Course()

    @property
    def recovered(self) -> bool:
        """Whether the point was won back, at least in part."""
        kinds = {verdict.kind for verdict in self.assessment.verdicts} if self.assessment else set()
        return bool(kinds & {VerdictKind.COVERED, VerdictKind.PARTIAL})


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with all that came of it. `version` counts its saves: two tabs cannot overwrite each other."""

    id: str
    session_id: str
    position: int
    question: Question
    state: TurnState
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    assessment: Assessment | None = None
    follow_ups: tuple[FollowUpTurn, ...] = ()
    course: Course = Course()
    version: int = 0

    @property
    def open_follow_up(self) -> FollowUpTurn | None:
        """The follow-up that waits for its answer."""
        if self.follow_ups and self.follow_ups[-1].answer is None:
            return self.follow_ups[-1]
        return None

    @property
    def may_be_graded_better(self) -> bool:
        """Whether the answer or a follow-up has a grade that is worth making again."""
        made = [self.assessment, *(each.assessment for each in self.follow_ups)]
        return any(assessment is not None and assessment.may_be_better for assessment in made)

    def question_of(self, asked: FollowUpTurn) -> Question:
        """The follow-up as a question with one key point, against the same note."""
        return replace(self.question, text=asked.follow_up.text, key_points=(asked.follow_up.key_point,))

    def with_last_follow_up(self, follow_up: FollowUpTurn) -> Turn:
        return replace(self, follow_ups=(*self.follow_ups[:-1], follow_up))


@dataclass(frozen=True, slots=True)
class Session:
    """An interview session. Times are in UTC."""

    id: str
    started_at: datetime
    plan: Plan
    turns: tuple[Turn, ...] = ()
    finished_at: datetime | None = None

    @property
    def current_turn(self) -> Turn | None:
        """The turn that is not done with: unanswered, ungraded, or with an open follow-up."""
        for turn in self.turns:
            if turn.state in (TurnState.ASKED, TurnState.ANSWERED) or turn.open_follow_up is not None:
                return turn
        return None

    @property
    def asked_all(self) -> bool:
        return len(self.turns) >= len(self.plan.section_ids)


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A line of the history. `score` is None while nothing is graded."""

    id: str
    started_at: datetime
    finished_at: datetime | None
    topics: tuple[str, ...]
    questions: int
    answered: int
    score: int | None
    grader: str
