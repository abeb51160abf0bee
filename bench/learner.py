"""Simulated learners, whose memory is neither FSRS's nor SM-2's.

A point is recalled after `t` days with the chance 0.03 + 0.95 * 2 ** -((t / h) ** 0.8): a stretched exponential with
the half-life `h`, while FSRS takes a power function of a stability. Each point has a difficulty `d` of its own (spread
log-normally, by 0.45). The half-life starts at that of the person over `d`: longer for what was known when it was first
asked than for what was only read then. A recall multiplies it by 1 + gain * (1.1 - chance) / d: what was nearly
forgotten gains most. A miss, after which the verdict is read, leaves 3 * h ** 0.3 of it, if that is less.

The average learner's half-lives are such that recall falls to 90% in about two days after a first good answer, as it
does by FSRS's published parameters, which were fitted to many people; the forgetful one forgets four times as fast.
A grader sees it with noise: of what was recalled it finds 4% missed and 12% half said, of what was not 4% said and 10%
half said.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from interviewer.domain.verdicts import VerdictKind

_FLOOR, _RANGE, _SHAPE = 0.03, 0.95, 0.8
_KINDS = (VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED)
_RECALLED, _FORGOTTEN = (0.84, 0.12, 0.04), (0.04, 0.10, 0.86)
_KNOWN_BEFORE = 0.45


@dataclass(frozen=True, slots=True)
class Person:
    """Half-lives in days of a point of difficulty 1 after it was first known, and first read."""

    known: float
    read: float
    gain: float


AVERAGE = Person(known=24.0, read=6.0, gain=6.0)
FORGETFUL = Person(known=6.0, read=1.5, gain=4.0)


@dataclass(slots=True)
class Trace:
    """The memory of one point; `half_life` and `last` in days, 0 and None before it was first asked for."""

    person: Person
    difficulty: float
    half_life: float = 0.0
    last: int | None = None

    def chance(self, day: int) -> float:
        """Of being recalled."""
        if self.last is None:
            return _KNOWN_BEFORE
        gone: float = ((day - self.last) / self.half_life) ** _SHAPE
        return float(_FLOOR + _RANGE * 2**-gone)

    def ask(self, day: int, chance: random.Random) -> VerdictKind:
        """What the grader finds; the memory is the stronger or weaker for it."""
        likely = self.chance(day)
        recalled = chance.random() < likely
        if self.last is None:
            self.half_life = (self.person.known if recalled else self.person.read) / self.difficulty
        elif recalled:
            self.half_life *= 1 + self.person.gain * (1.1 - likely) / self.difficulty
        else:
            self.half_life = min(self.half_life, 3 * self.half_life**0.3)
        self.last = day
        return chance.choices(_KINDS, _RECALLED if recalled else _FORGOTTEN)[0]


def traces(person: Person, count: int, chance: random.Random) -> list[Trace]:
    return [Trace(person, math.exp(chance.gauss(0, 0.45))) for _ in range(count)]
