"""Ready-made plans: the one place that says what each of them asks and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interviewer.domain.notes import Level
from interviewer.domain.sessions import Mode


class Pool(StrEnum):
    """Which sections a plan chooses from. `topic` needs one to be named; `missed` are those with lost points;
    `due` are those that the manner names."""

    ALL = "all"
    TOPIC = "topic"
    MISSED = "missed"
    INCIDENTS = "incidents"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made plan; its title stands under `ui.preset.<name>`. Limits as in a Plan."""

    name: str
    question_count: int
    minutes: int = 0
    seconds_a_question: int = 0
    level: Level | None = None
    adaptive: bool = False
    mode: Mode = Mode.PRACTICE
    pool: Pool = Pool.ALL


WARM_UP = Preset("warm-up", 4, minutes=10)
INCIDENT_DRILL = Preset("incident-drill", 3, seconds_a_question=300, pool=Pool.INCIDENTS)
DEEP_DIVE = Preset("deep-dive", 6, adaptive=True, pool=Pool.TOPIC)
REVIEW = Preset("review", 6, pool=Pool.DUE)
"""Not among those to choose from: what it asks is worked out first."""
PRESETS = (
    WARM_UP,
    Preset("sre-phone-screen", 12, minutes=30, seconds_a_question=150, level=Level.MIDDLE, mode=Mode.INTERVIEW),
    DEEP_DIVE,
    Preset("missed", 6, pool=Pool.MISSED),
    INCIDENT_DRILL,
)


def preset_named(name: str) -> Preset | None:
    return next((each for each in (*PRESETS, REVIEW) if each.name == name), None)
