"""`interviewer today`: the key points that are due, and about how long they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.commands.shared import call
from interviewer.i18n import translate

if TYPE_CHECKING:
    from interviewer.bootstrap import Container
    from interviewer.services.goals import GoalPlan
    from interviewer.services.reviewing import Today


def today(
    minutes: Annotated[
        int | None, typer.Option(min=1, max=600, help="How much time there is. Default: 10, or the goal's.")
    ] = None,
) -> None:
    """Show what is due for review today, most urgent first."""
    from interviewer.services.today_json import today_json

    container = call.container()
    goal = container.goals.get()
    due = container.reviewing.today(None, minutes=minutes or (goal.minutes_a_day if goal else 0) or 10)
    plan = plan_of(container, due)
    call.print(today_json(due, plan), _words(due, plan))


def plan_of(container: Container, due: Today) -> GoalPlan | None:
    """The way to the goal; None without one."""
    from interviewer.services.catalogue import sections_in

    goal = container.goals.get()
    if goal is None:
        return None
    sections = sections_in(container.notes, (), call.language)
    known = container.mastery.known(container.reviewing.days(None))
    return container.goals.plan(goal, sections, known, due.day, due.seconds_a_question)


def _words(due: Today, plan: GoalPlan | None) -> str:
    from interviewer.services.goal_words import sentences

    language = call.language
    lines = []
    if not due.due:
        lines.append(translate("progress.nothing_due", language))
        if due.waiting:
            lines.append(translate("progress.can_wait", language, points=due.waiting_points))
        elif due.next_day:
            lines.append(translate("progress.next_day", language, day=due.next_day.isoformat()))
    else:
        lines.append(translate("progress.due", language, points=due.points, minutes=due.minutes))
        if len(due.due) > len(due.chosen):
            rest = due.all_points - due.points
            lines.append(translate("progress.due_later", language, points=rest))
    for section in due.chosen:
        lines.append(f"\n{section.path}")
        lines += [f"  {round(100 * point.recall):3}%  {point.text}" for point in section.points]
    if plan is not None:
        lines += ["", *sentences(plan, language)]
    return "\n".join(lines)
