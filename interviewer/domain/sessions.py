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
    where any will do. An `adaptive` session asks harder after good answers and easier after bad ones: it chooses each
    of its `question_count` questions when it asks it, from the longer list of `section_ids`. `minutes` and
    `seconds_a_question` are 0 where time is not limited. `preset` is the name of the ready-made plan that it came from.
    Follow-ups go after the key points of `first_points` (ids) before any other.
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
    first_points: tuple[str, ...] = ()


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

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].until is None

    def resumed(self, at: datetime) -> Course:
        """With the pause over, if there is one."""
        if not self.paused:
            return self
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], until=at)))


@dataclass(frozen=True, slots=True)
class FollowUpTurn:
    """A follow-up with its answer; None was said yet while `answer` is None, skipped when it is empty.

    Its times are None in sessions that were held before they were kept.
    """

    follow_up: FollowUp
    answer: str | None = None
    assessment: Assessment | None = None
    course: Course = Course()
    asked_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def waits_for_grade(self) -> bool:
        return bool(self.answer) and self.assessment is None

    @property
    def recovered(self) -> bool:
        """Whether the point was said, at least in part."""
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
    def open_course(self) -> Course:
        """That of the open follow-up, or of the question."""
        return self.open_follow_up.course if self.open_follow_up else self.course

    def with_open_course(self, course: Course) -> Turn:
        if self.open_follow_up is not None:
            return self.with_last_follow_up(replace(self.open_follow_up, course=course))
        return replace(self, course=course)

    @property
    def waits_for_grade(self) -> bool:
        """Whether something of it is answered and not graded."""
        return self.state is TurnState.ANSWERED or any(each.waits_for_grade for each in self.follow_ups)

    def has_answer(self, text: str) -> bool:
        """Whether that was said to the question or to a follow-up."""
        return text in (self.answer, *(each.answer for each in self.follow_ups))

    @property
    def hints(self) -> int:
        """How many were given, with those in follow-ups."""
        return len(self.course.hints) + sum(len(each.course.hints) for each in self.follow_ups)

    def was_hinted(self, follow_up: FollowUpTurn) -> bool:
        """Whether a hint was given on its point, there or at the question."""
        at_question = bool(self.course.hints) and follow_up.follow_up.key_point.id == self.question.point_to_hint.id
        return at_question or bool(follow_up.course.hints)

    def won_back(self, follow_up: FollowUpTurn) -> bool:
        """Whether the follow-up got its point back: one that was half said before, only in full; one that a hint was
        given on, never."""
        point = follow_up.follow_up.key_point
        if self.was_hinted(follow_up) or follow_up.assessment is None:
            return False
        before = {each.key_point.id: each.kind for each in self.assessment.verdicts} if self.assessment else {}
        if before.get(point.id) is VerdictKind.PARTIAL:
            return bool(follow_up.assessment.of_kind(VerdictKind.COVERED))
        return follow_up.recovered

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
    """An interview session. Times are in UTC. `name` is what its owner calls it, "" until then."""

    id: str
    started_at: datetime
    plan: Plan
    turns: tuple[Turn, ...] = ()
    finished_at: datetime | None = None
    name: str = ""

    @property
    def current_turn(self) -> Turn | None:
        """The turn that is not done with: unanswered, with an open follow-up, or the last one while it is ungraded.

        An answer that others were asked after is graded later, and holds nothing up.
        """
        for turn in self.turns:
            left = turn.state is TurnState.ANSWERED and turn is self.turns[-1]
            if left or turn.state is TurnState.ASKED or turn.open_follow_up is not None:
                return turn
        return None

    @property
    def asked_all(self) -> bool:
        """Whether no more questions are planned; timing.py says whether there is still time."""
        return len(self.turns) >= self.plan.question_count


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A line of the history. `score` is None while nothing is graded; `grader` is "mixed" where there were several."""

    id: str
    started_at: datetime
    finished_at: datetime | None
    topics: tuple[str, ...]
    questions: int
    answered: int
    score: int | None
    grader: str
    name: str = ""
    deleted_at: datetime | None = None
