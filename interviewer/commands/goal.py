"""`interviewer goal`: what is practised for, by when, and whether it can be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.exceptions import UsageError

from interviewer.commands.shared import call
from interviewer.commands.today import plan_of
from interviewer.domain.errors import NothingToAsk
from interviewer.domain.goals import Goal
from interviewer.i18n import translate

if TYPE_CHECKING:
    from interviewer.bootstrap import Container


def goal(
    name: Annotated[str | None, typer.Option(help='What it is, such as "SRE interview".')] = None,
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the interview.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="A heading path; more than one may be given.")] = None,
    minutes: Annotated[int | None, typer.Option(help="Minutes a day.")] = None,
    all_topics: Annotated[bool, typer.Option("--all-topics", help="Every topic again.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Have no goal.")] = False,
) -> None:
    """Show the goal and the way to it; set or change it with the options."""
    changes = any(each is not None for each in (name, day, topic, minutes)) or all_topics
    if drop and changes:
        raise UsageError("--drop goes with nothing else")
    if topic and all_topics:
        raise UsageError("--topic and --all-topics do not go together")
    container = call.container()
    if drop:
        container.goals.forget()
        call.print(None, translate("cli.goal_dropped", call.language))
        return
    if changes:
        topics = () if all_topics else None if topic is None else _known(container, topic)
        _save(container, name, day.date() if day else None, topics, minutes)
    _show(container)


def _known(container: Container, topics: list[str]) -> tuple[str, ...]:
    """Raises NothingToAsk where a topic has no section."""
    from interviewer.services.catalogue import askable, sections_in

    sections = sections_in(container.notes, (), call.language)
    if not all(askable(sections, [each]) for each in topics):
        raise NothingToAsk()
    return tuple(topics)


def _save(
    container: Container, name: str | None, day: date | None, topics: tuple[str, ...] | None, minutes: int | None
) -> None:
    """What is not given stays as it was."""
    before = container.goals.get()
    if before is None:
        if name is None or day is None:
            raise UsageError("a new goal needs --name and --day")
        before = Goal(name, day)
    changed = replace(
        before,
        name=before.name if name is None else name,
        day=before.day if day is None else day,
        topics=before.topics if topics is None else topics,
        minutes_a_day=before.minutes_a_day if minutes is None else minutes,
    )
    container.goals.save(changed, container.reviewing.days(None).today)


def _show(container: Container) -> None:
    from interviewer.services.goal_words import sentences
    from interviewer.services.today_json import goal_json

    plan = plan_of(container, container.reviewing.today(None))
    if plan is None:
        call.print(None, "", "cli.goal_none")
        return
    call.print(goal_json(plan), "\n".join(sentences(plan, call.language)))
