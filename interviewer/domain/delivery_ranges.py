"""What is recommended of a delivery, and what lies farthest outside of that."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from interviewer.domain.delivery import Delivery

_FILE = Path(__file__).with_name("delivery_ranges.toml")
_SHORTEST_SHARE = 0.5
"""Of the time given: an answer below it leaves time unused."""


class Measure(StrEnum):
    """In the order they are shown."""

    RATE = "rate"
    FIRST_WORD = "first_word"
    PAUSES = "pauses"
    SILENCE = "silence"
    FILLERS = "fillers"
    REPEATS = "repeats"
    LENGTH = "length"


class Standing(StrEnum):
    LOW = "low"
    WITHIN = "within"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; `source` names what it rests on. 0 as `low` means that less is fine."""

    low: float
    high: float
    least: int
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure with its value and `count`, where it is one of things that were counted."""

    measure: Measure
    value: float
    recommended: Range
    count: int | None = None

    @property
    def standing(self) -> Standing:
        if self.count is not None and self.count < self.recommended.least:
            return Standing.WITHIN
        if self.value > self.recommended.high:
            return Standing.HIGH
        return Standing.LOW if self.value < self.recommended.low else Standing.WITHIN

    @property
    def distance(self) -> float:
        """How far outside of the range, as a share of the nearest bound; 0 within it."""
        if self.standing is Standing.HIGH:
            return self.value / self.recommended.high - 1
        return 1 - self.value / self.recommended.low if self.standing is Standing.LOW else 0.0


def readings(delivery: Delivery) -> tuple[Reading, ...]:
    """Those that can be told, without the ones that a recording or a transcript is lacking for."""
    return tuple(_readings(delivery))


def farthest(delivery: Delivery) -> Reading | None:
    """The measure farthest outside of its range, None when all are within."""
    outside = [each for each in readings(delivery) if each.standing is not Standing.WITHIN]
    return max(outside, key=lambda each: each.distance, default=None)


def recommended(measure: Measure, language: str) -> Range:
    return _ranges()[measure, language]


def _readings(delivery: Delivery) -> Iterator[Reading]:
    values: dict[Measure, tuple[float | None, int | None]] = {
        Measure.RATE: (delivery.rate, None),
        Measure.FIRST_WORD: (delivery.first_word, None),
        Measure.PAUSES: (_pauses_a_minute(delivery), len(delivery.pauses)),
        Measure.SILENCE: (delivery.silence_share, None),
        Measure.FILLERS: (delivery.fillers_in_100, len(delivery.fillers)),
        Measure.REPEATS: (delivery.repeats_in_100, len(delivery.repeats)),
    }
    for measure, (value, count) in values.items():
        if value is not None:
            yield Reading(measure, value, recommended(measure, delivery.language), count)
    if delivery.length is not None:
        yield Reading(Measure.LENGTH, delivery.length, _time_for(delivery))


def _pauses_a_minute(delivery: Delivery) -> float | None:
    """An answer of less than a minute counts as one: two long pauses are two."""
    return len(delivery.pauses) / max(1.0, delivery.length / 60) if delivery.length is not None else None


def _time_for(delivery: Delivery) -> Range:
    if delivery.follow_up:
        return recommended(Measure.LENGTH, "follow_up")
    usual, given = recommended(Measure.LENGTH, delivery.language), delivery.seconds_given
    return Range(_SHORTEST_SHARE * given, given, 0, "given") if given > 0 else usual


@cache
def _ranges() -> dict[tuple[Measure, str], Range]:
    with _FILE.open("rb") as file:
        read = tomllib.load(file)
    return {
        (Measure(name), language): Range(
            float(each.get("low", 0)), float(each["high"]), int(each.get("least", 0)), str(each["source"])
        )
        for name, languages in read.items()
        for language, each in languages.items()
    }
