"""How well key points, sections and topics are known: what was said, how lately, and by whose verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.outcomes import AT_QUESTION, PointOutcome
from interviewer.domain.reviews import Days, Memory, PointKey, Rating
from interviewer.domain.verdicts import VerdictKind

_VALUES = {VerdictKind.COVERED: 1.0, VerdictKind.PARTIAL: 0.5}
_HELD = {Rating.GOOD: 1.0, Rating.HARD: 0.5, Rating.AGAIN: 0.0}


@dataclass(frozen=True, slots=True)
class PointMastery:
    """`recall` (0..1) is how likely it is to be remembered today, `held` the same where it was said when it was last
    asked for: half of it where it was half said, nothing where it was missed. `graders` are those whose verdicts it
    rests on; `unsure` tells that the newest one was."""

    key: PointKey
    text: str
    path: str
    memory: Memory
    recall: float
    held: float
    graders: tuple[str, ...]
    unsure: bool


@dataclass(frozen=True, slots=True)
class GroupMastery:
    """A section or a topic: of its `points` so many were `asked` for; `held` is the sum of theirs, and `last` the day
    on which one was asked for, if any was. `due` points wait for a review."""

    path: str
    points: int
    asked: int
    held: float
    due: int
    last: date | None
    graders: tuple[str, ...]

    @property
    def share_held(self) -> float:
        return self.held / self.points if self.points else 0.0

    @property
    def share_asked(self) -> float:
        return self.asked / self.points if self.points else 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What share (0..1) of the points asked for was said, of a topic or by a grader, in the week from that Monday on.
    `n` counts the points."""

    name: str
    week: date
    share: float
    n: int


def grader_of(outcome: PointOutcome) -> str:
    """The model's name where a model judged, else the grader's: graders are told apart, and models too."""
    return outcome.model or outcome.grader


def topic_of(path: str) -> str:
    return PATH_JOINER.join(path.split(PATH_JOINER)[:2])


def held(memory: Memory, recall: float) -> float:
    """Nothing, directly after a miss: to have just read the answer is not to know it."""
    return _HELD[memory.rating] * recall


def group(path: str, points: int, known: Sequence[PointMastery], today: date) -> GroupMastery:
    """The group of so many points, of which those are known that were ever asked for."""
    return GroupMastery(
        path=path,
        points=points,
        asked=len(known),
        held=sum(each.held for each in known),
        due=sum(each.memory.due <= today for each in known),
        last=max((each.memory.last for each in known), default=None),
        graders=tuple(sorted({name for each in known for name in each.graders})),
    )


def first_answers(outcomes: Iterable[PointOutcome]) -> list[PointOutcome]:
    """Those on answers to questions: what a follow-up brought out is not what was known unasked."""
    return [each for each in outcomes if each.follow_up == AT_QUESTION]


def by_week(
    outcomes: Iterable[PointOutcome], days: Days, weeks: int, name: Callable[[PointOutcome], str]
) -> list[Cell]:
    """A cell for each name and week of the newest `weeks`, oldest first."""
    first = monday(days.today) - timedelta(weeks=weeks - 1)
    sums: dict[tuple[date, str], list[float]] = defaultdict(lambda: [0.0, 0])
    for outcome in outcomes:
        week = monday(min(days.of(outcome.at), days.today))
        if week >= first:
            cell = sums[week, name(outcome)]
            cell[0] += _VALUES.get(outcome.kind, 0.0)
            cell[1] += 1
    return [Cell(who, week, total / n, int(n)) for (week, who), (total, n) in sorted(sums.items())]


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
