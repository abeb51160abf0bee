"""Choosing what a session asks: topics mixed, an easy start, and what was not asked lately."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from interviewer.domain.errors import NothingToAsk
from interviewer.domain.notes import Level, Origin, Section
from interviewer.domain.ports import NoteStore, SessionStore
from interviewer.domain.sessions import Plan
from interviewer.services.catalogue import askable, sections_in

SESSIONS_REMEMBERED = 5
_EASE = {Level.JUNIOR: 0, Level.MIDDLE: 1, Level.SENIOR: 2}


def make_plan(
    notes: NoteStore,
    sessions: SessionStore,
    *,
    topics: Sequence[str],
    origins: Sequence[Origin],
    question_count: int,
    language: str,
    seed: int,
) -> Plan:
    """A plan of at most `question_count` sections. The same seed and history give the same plan.

    Raises NothingToAsk when no section with enough text is under the topics.
    """
    candidates = askable(sections_in(notes, origins, language), topics)
    if not candidates:
        raise NothingToAsk()
    asked = sessions.recent_section_ids(SESSIONS_REMEMBERED)
    chosen = choose(candidates, asked, question_count, random.Random(seed))
    return Plan(tuple(topics), tuple(origins), len(chosen), language, tuple(section.id for section in chosen))


def choose(candidates: Sequence[Section], asked: set[str], count: int, chance: random.Random) -> list[Section]:
    """Fresh sections before those asked lately, topics in turn, the easiest of what was chosen first."""
    by_topic: dict[tuple[str, ...], list[Section]] = defaultdict(list)
    for section in chance.sample(list(candidates), len(candidates)):
        by_topic[section.steps[:2]].append(section)
    for group in by_topic.values():
        group.sort(key=lambda section: section.id in asked)
    queues = chance.sample(list(by_topic.values()), len(by_topic))
    chosen: list[Section] = []
    for fresh in (True, False):
        while len(chosen) < count and any(queues):
            taken = [queue.pop(0) for queue in queues if queue and (queue[0].id not in asked) == fresh]
            if not taken:
                break
            chosen.extend(taken[: count - len(chosen)])
    easiest = min(chosen, key=lambda section: _EASE[section.level])
    return [easiest, *(section for section in chosen if section is not easiest)]
