"""Some weeks of practice put into a data folder, for pictures of pages that need a past."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviewer.bootstrap import Container, bootstrap
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import Section
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Plan, Session, Turn, TurnState
from interviewer.services.catalogue import askable, sections_in
from interviewer.settings import load

_KINDS = (VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED, VerdictKind.CONTRADICTED)


def practise(data_dir: Path, *, weeks: int = 9, models: Mapping[str, float] | None = None) -> None:
    """Sessions on the shipped notes, better from week to week, the last one yesterday. `models` are names with the
    share of the sessions that they graded; the embedded grader has the rest."""
    container = bootstrap(load(data_dir=data_dir))
    chance = random.Random(11)
    try:
        container.ingest_knowledge()
        sections = askable(sections_in(container.notes, (), "zh"))[:90]
        for day in range(7 * weeks, 0, -1):
            if chance.random() < 0.45 or day <= 3:
                learnt = 1 - day / (7 * weeks)
                _session(container, chance.sample(sections, 4), day, learnt, _grader(models or {}, chance), chance)
    finally:
        container.close()


def _grader(models: Mapping[str, float], chance: random.Random) -> str:
    rest = chance.random()
    for name, share in models.items():
        rest -= share
        if rest < 0:
            return name
    return ""


def _session(
    container: Container, sections: list[Section], day: int, learnt: float, model: str, chance: random.Random
) -> None:
    started = datetime.now(UTC).replace(hour=12, minute=0) - timedelta(days=day)
    id = f"practised{day}"
    turns = tuple(_turn(id, at, each, started, learnt, model, chance) for at, each in enumerate(sections))
    plan = Plan((), (), len(turns), "zh", tuple(each.id for each in sections))
    container.sessions.add(Session(id, started, plan, turns, started + timedelta(minutes=9)))


def _turn(
    session: str, at: int, section: Section, started: datetime, learnt: float, model: str, chance: random.Random
) -> Turn:
    weights = (2 + 6 * learnt, 2, 4 - 3 * learnt, 1 - learnt)
    kinds = chance.choices(_KINDS, weights, k=len(section.key_points))
    verdicts = tuple(
        Verdict(point, kind, probability=0.8) for point, kind in zip(section.key_points, kinds, strict=True)
    )
    question = Question(f"讲讲 {section.title}", section.id, section.path, section.key_points, section.text, "zh")
    asked = started + timedelta(minutes=2 * at)
    graded = Assessment(verdicts, "llm" if model else "embedded", model=model)
    answered = asked + timedelta(seconds=chance.randint(50, 110))
    return Turn(f"{session}-{at}", session, at, question, TurnState.GRADED, asked, "一段回答", answered, graded)
