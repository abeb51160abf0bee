"""Values that a report draws and tells: areas, the course of the session, what to fix, what was strong, the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interviewer.domain.assessment import FalseClaim, Verdict, VerdictKind
from interviewer.domain.notes import SourceLines
from interviewer.domain.questions import Question


@dataclass(frozen=True, slots=True)
class AreaReport:
    """`area` is the first heading of a path; `score` the mean of its scored questions, None without one."""

    area: str
    score: int | None
    questions: int
    scored: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Hanzi (`zh`) or words (`en`) a minute: of speech when `spoken`, else of text over thinking and typing."""

    rate: float
    language: str
    spoken: bool


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One question on the session's own clock: pauses, and reading what was said about an answer, do not count.

    `minutes` is when it was asked. `seconds` is what the answer took, and `pace` how fast it came; None where unknown.
    """

    number: int
    minutes: float
    score: int | None
    seconds: float | None
    pace: Pace | None


@dataclass(frozen=True, slots=True)
class Fix:
    """A lost point, or a false claim beside the points, that is worth mending first; one of the two is given.

    `cost` is what it took off the question's score, 0..120. `sentence` is what to say the next time.
    """

    number: int
    question: Question
    verdict: Verdict | None
    claim: FalseClaim | None
    source: SourceLines | None
    sentence: str
    cost: float

    @property
    def wrong(self) -> bool:
        """Said, and false; else it was not said, or only half."""
        return self.claim is not None or (self.verdict is not None and self.verdict.kind is VerdictKind.CONTRADICTED)


@dataclass(frozen=True, slots=True)
class Strength:
    """A point that was said well; its verdict has the candidate's own words."""

    number: int
    question: Question
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How one question's score came about: `coverage` (0..100) minus `penalties`, never below 0."""

    number: int
    coverage: float
    penalties: int
    score: int


@dataclass(frozen=True, slots=True)
class Headline:
    """How the score of the session was worked out: the mean of the rows. The numbers are those of questions left out.

    `corrected` counts verdicts set by people; in the `unsure` ones, scored like others, graders disagree on a verdict.
    """

    rows: tuple[ScoreRow, ...]
    skipped: tuple[int, ...]
    unscored: tuple[int, ...]
    waiting: tuple[int, ...]
    corrected: int
    unsure: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(row.score for row in self.rows)


NOTHING_SCORED = Headline((), (), (), (), 0, ())


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic that was scored in both sessions. Scores of different graders are shown and not compared."""

    topic: str
    before: int
    now: int
    same_graders: bool

    @property
    def change(self) -> int | None:
        """Points gained since; None when the graders differ."""
        return self.now - self.before if self.same_graders else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """With the last earlier session on some of the same topics; there is at least one."""

    session_id: str
    started_at: datetime
    topics: tuple[TopicChange, ...]

    @property
    def same_graders(self) -> bool:
        return all(each.same_graders for each in self.topics)
