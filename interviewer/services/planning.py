"""Choosing what a session asks: topics mixed, an easy start, and what was not asked lately."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.domain.adapting import LEVELS
from interviewer.domain.errors import NothingDue, NothingMissed, NothingToAsk
from interviewer.domain.failures import tells_of_failure
from interviewer.domain.notes import Level, Origin, Section
from interviewer.domain.ports import NoteStore, SessionStore
from interviewer.domain.sessions import Mode, Plan, Style
from interviewer.services.catalogue import askable, sections_in
from interviewer.services.incident_drill import qualifies
from interviewer.services.missed import missed_section_ids
from interviewer.services.presets import Pool, Preset, preset_named

SESSIONS_REMEMBERED = 5
_IN_ORDER = (Pool.MISSED, Pool.DUE)
"""Pools that say themselves what comes first."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a session is held, beside what it asks. The fields are those of a Plan; `section_ids` are asked in that order
    by a plan that takes what it is told."""

    answer_language: str = ""
    level: Level | None = None
    adaptive: bool = False
    minutes: int = 0
    seconds_a_question: int = 0
    mode: Mode = Mode.PRACTICE
    style: Style = Style.NEUTRAL
    preset: str = ""
    section_ids: tuple[str, ...] = ()
    first_points: tuple[str, ...] = ()

    @classmethod
    def of(cls, preset: Preset) -> Manner:
        """As the ready-made plan says."""
        return cls(
            level=preset.level,
            adaptive=preset.adaptive,
            minutes=preset.minutes,
            seconds_a_question=preset.seconds_a_question,
            mode=preset.mode,
            preset=preset.name,
        )


PLAIN = Manner()


def make_plan(
    notes: NoteStore,
    sessions: SessionStore,
    *,
    topics: Sequence[str],
    origins: Sequence[Origin],
    question_count: int,
    language: str,
    seed: int,
    manner: Manner = PLAIN,
) -> Plan:
    """A plan of at most `question_count` questions. The same seed and history give the same plan.

    Raises NothingToAsk when no section with enough text is there, NothingMissed when there is nothing to catch up on,
    NothingDue when the named sections are gone.
    """
    preset = preset_named(manner.preset)
    pool = preset.pool if preset else Pool.ALL
    sections = askable(sections_in(notes, origins, language), topics)
    candidates = _candidates(notes, sessions, pool, sections, manner.section_ids)
    if pool not in _IN_ORDER and not topics:
        candidates = _spoken(candidates, language, question_count)
    asked = sessions.recent_section_ids(SESSIONS_REMEMBERED)
    if pool in _IN_ORDER:
        listed = candidates[:question_count]
    elif manner.adaptive:
        listed = _pool(candidates, asked, question_count, random.Random(seed))
    else:
        listed = choose(candidates, asked, question_count, random.Random(seed), manner.level)
    return Plan(
        topics=tuple(topics),
        origins=tuple(origins),
        question_count=min(question_count, len(listed)),
        language=language,
        section_ids=tuple(section.id for section in listed),
        answer_language=manner.answer_language,
        level=manner.level,
        adaptive=manner.adaptive,
        minutes=manner.minutes,
        seconds_a_question=manner.seconds_a_question,
        mode=manner.mode,
        style=manner.style,
        preset=manner.preset,
        first_points=manner.first_points,
    )


def _spoken(sections: Sequence[Section], language: str, enough: int) -> Sequence[Section]:
    """Without the shipped notes in another language, as long as there is enough: those are for who chooses them."""
    spoken = [section for section in sections if section.origin is Origin.OWN or section.language == language]
    return spoken if len(spoken) >= enough else sections


def _candidates(
    notes: NoteStore, sessions: SessionStore, pool: Pool, sections: Sequence[Section], named: Sequence[str]
) -> Sequence[Section]:
    """Those of the sections that the pool takes; what was missed comes newest first, what is named as it is named."""
    if pool is Pool.DUE:
        stored = notes.sections_by_id(named)
        due = [stored[each] for each in named if each in stored and stored[each].key_points]
        if not due:
            raise NothingDue()
        return due
    if pool is Pool.MISSED:
        missed = notes.sections_by_id(missed_section_ids(sessions))
        allowed = {section.id for section in sections}
        found = [missed[each] for each in missed_section_ids(sessions) if each in missed and each in allowed]
        if not found:
            raise NothingMissed()
        return found
    if pool is Pool.INCIDENTS:
        told = [section for section in sections if qualifies(section)]
        sections = told or [section for section in sections if tells_of_failure(section)]
    if not sections:
        raise NothingToAsk()
    return sections


def choose(
    candidates: Sequence[Section], asked: set[str], count: int, chance: random.Random, level: Level | None = None
) -> list[Section]:
    """Fresh sections before those asked lately, then the nearest to the level, topics in turn, the easiest first."""

    def rank(section: Section) -> tuple[bool, int]:
        far = abs(LEVELS.index(section.level) - LEVELS.index(level)) if level else 0
        return section.id in asked, far

    by_topic: dict[tuple[str, ...], list[Section]] = defaultdict(list)
    for section in chance.sample(list(candidates), len(candidates)):
        by_topic[section.steps[:2]].append(section)
    for group in by_topic.values():
        group.sort(key=rank)
    queues = chance.sample(list(by_topic.values()), len(by_topic))
    chosen: list[Section] = []
    for now in sorted({rank(section) for section in candidates}):
        while len(chosen) < count:
            taken = [queue.pop(0) for queue in queues if queue and rank(queue[0]) == now]
            if not taken:
                break
            chosen.extend(taken[: count - len(chosen)])
    easiest = min(chosen, key=lambda section: LEVELS.index(section.level))
    return [easiest, *(section for section in chosen if section is not easiest)]


def _pool(candidates: Sequence[Section], asked: set[str], count: int, chance: random.Random) -> list[Section]:
    """What an adaptive session may ask: enough of each level for any course; what was asked lately only fills up."""
    fresh = [section for section in candidates if section.id not in asked]
    found: list[Section] = []
    for level in LEVELS:
        of_level = [section for section in fresh if section.level is level]
        found += choose(of_level, set(), count, chance) if of_level else []
    again = [section for section in candidates if section.id in asked]
    if again and len(found) < count:
        found += choose(again, set(), count - len(found), chance)
    return found
